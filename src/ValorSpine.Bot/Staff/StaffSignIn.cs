using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Signs staff in with their password, counting wrong ones.</summary>
internal sealed class StaffSignIn(SignInManager<StaffMember> manager) : IStaffSignIn
{
    private static string? s_nobodysHash;

    /// <inheritdoc/>
    public async Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancel)
    {
        if (await manager.UserManager.FindByNameAsync(email) is null)
        {
            // As much work as for an account: the time of the answer must not tell which addresses have one.
            var hasher = manager.UserManager.PasswordHasher;
            hasher.VerifyHashedPassword(new(), s_nobodysHash ??= hasher.HashPassword(new(), Guid.NewGuid().ToString()), password);
            return SignInOutcome.Wrong;
        }

        var result = await manager.PasswordSignInAsync(email, password, isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? SignInOutcome.Ok : result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
    }

    /// <inheritdoc/>
    public Task SignOutAsync() => manager.SignOutAsync();
}
