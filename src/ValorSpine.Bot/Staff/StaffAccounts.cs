using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Replicas;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Makes staff accounts and their first passwords.</summary>
internal static class StaffAccounts
{
    // No letter or digit that is easily taken for another: the password is read from a screen.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 16;

    /// <summary>Whom the first account is for.</summary>
    public static string FirstAccount(IConfiguration configuration) => configuration["Staff:FirstAccount"] ?? "staff@clinic.example";

    /// <summary>Makes the first account where there is none at all, and gives its password.</summary>
    public static async Task<string?> EnsureFirstAsync(IServiceProvider services, CancellationToken cancel)
    {
        // Replicas that start at once make one account, not one each.
        await using var taken = await services.GetRequiredService<ReplicaLocks>().TakeAsync(ReplicaLock.StaffAccounts, cancel);
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        return await users.Users.AnyAsync(cancel)
            ? null
            : await AddAsync(users, FirstAccount(scope.ServiceProvider.GetRequiredService<IConfiguration>()), Roles.OfFirstAccount);
    }

    /// <summary>Adds an account with the roles of a new one and gives its password.</summary>
    /// <exception cref="BadSettingsException">The address cannot be used, or has an account.</exception>
    public static Task<string> AddAsync(UserManager<StaffMember> users, string email) => AddAsync(users, email, Roles.OfNewAccount);

    /// <summary>Adds an account and gives its password.</summary>
    /// <exception cref="BadSettingsException">The address cannot be used, or has an account.</exception>
    public static async Task<string> AddAsync(UserManager<StaffMember> users, string email, ImmutableArray<Role> roles)
    {
        var (made, password) = await CreateAsync(users, email, roles);
        return made.Succeeded ? password : throw new BadSettingsException($"The account '{email}' was not added. {string.Join(' ', made.Errors.Select(error => error.Description).Distinct())}");
    }

    /// <summary>Makes an account with a password, where that can be.</summary>
    public static async Task<(IdentityResult Made, string Password)> CreateAsync(UserManager<StaffMember> users, string email, ImmutableArray<Role> roles)
    {
        var password = NewPassword();
        var member = new StaffMember { UserName = email, Email = email, EmailConfirmed = true, LockoutEnabled = true, Roles = Roles.Names(roles) };
        return (await users.CreateAsync(member, password), password);
    }

    /// <summary>A password that nobody has thought of.</summary>
    public static string NewPassword()
    {
        while (true)
        {
            var password = RandomNumberGenerator.GetString(Alphabet, PasswordLength);
            if (password.Any(char.IsAsciiDigit) && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower))
                return password;
        }
    }
}
