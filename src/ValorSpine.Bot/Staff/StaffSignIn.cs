using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Signs staff in with their password, counting wrong ones.</summary>
internal sealed class StaffSignIn(SignInManager<StaffMember> manager) : IStaffSignIn
{
    /// <inheritdoc/>
    public async Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancel)
    {
        var result = await manager.PasswordSignInAsync(email, password, isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? SignInOutcome.Ok : result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
    }

    /// <inheritdoc/>
    public Task SignOutAsync() => manager.SignOutAsync();
}
