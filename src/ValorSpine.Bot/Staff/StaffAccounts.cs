using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Configuration;
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
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        return await users.Users.AnyAsync(cancel)
            ? null
            : await AddAsync(users, FirstAccount(scope.ServiceProvider.GetRequiredService<IConfiguration>()));
    }

    /// <summary>Adds an account and gives its password.</summary>
    /// <exception cref="BadSettingsException">The address cannot be used, or has an account.</exception>
    public static async Task<string> AddAsync(UserManager<StaffMember> users, string email)
    {
        var password = NewPassword();
        var made = await users.CreateAsync(new StaffMember { UserName = email, Email = email, EmailConfirmed = true, LockoutEnabled = true }, password);
        return made.Succeeded ? password : throw new BadSettingsException($"The account '{email}' was not added. {string.Join(' ', made.Errors.Select(error => error.Description).Distinct())}");
    }

    /// <summary>Gives an account a new password and ends its lock-out.</summary>
    /// <exception cref="BadSettingsException">There is no such account.</exception>
    public static async Task<string> ResetAsync(UserManager<StaffMember> users, string email)
    {
        var member = await users.FindByEmailAsync(email) ?? throw new BadSettingsException($"There is no account '{email}'. Add it with: staff add {email}");
        var password = NewPassword();
        var changed = await users.ResetPasswordAsync(member, await users.GeneratePasswordResetTokenAsync(member), password);
        if (!changed.Succeeded)
            throw new BadSettingsException($"The password of '{email}' was not changed. {string.Join(' ', changed.Errors.Select(error => error.Description))}");
        await users.SetLockoutEndDateAsync(member, null);
        return password;
    }

    private static string NewPassword()
    {
        while (true)
        {
            var password = RandomNumberGenerator.GetString(Alphabet, PasswordLength);
            if (password.Any(char.IsAsciiDigit) && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower))
                return password;
        }
    }
}
