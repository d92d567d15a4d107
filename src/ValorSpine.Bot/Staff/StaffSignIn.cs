using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Signs staff in with their password, counting wrong ones. Each try is on the audit trail.</summary>
internal sealed class StaffSignIn(SignInManager<StaffMember> manager, IAuditTrail audit) : IStaffSignIn
{
    /// <summary>Stands on the trail for who has no account: what was typed may be anything, a password too.</summary>
    internal const string Nobody = "unknown account";

    private static string? s_nobodysHash;

    /// <inheritdoc/>
    public async Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancel)
    {
        if (await manager.UserManager.FindByNameAsync(email) is not { UserName: { } name } member)
        {
            // As much work as for an account: the time of the answer must not tell which addresses have one.
            var hasher = manager.UserManager.PasswordHasher;
            hasher.VerifyHashedPassword(new(), s_nobodysHash ??= hasher.HashPassword(new(), Guid.NewGuid().ToString()), password);
            await audit.RecordAsync(Nobody, "sign-in.fail", null, null, cancel);
            return SignInOutcome.Wrong;
        }

        var wasLockedOut = await manager.UserManager.IsLockedOutAsync(member);
        var result = await manager.PasswordSignInAsync(member, password, isPersistent: false, lockoutOnFailure: true);
        await audit.RecordAsync(name, ActionOf(result, wasLockedOut), null, null, cancel);
        return result.Succeeded ? SignInOutcome.Ok : result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
    }

    /// <inheritdoc/>
    public async Task SignOutAsync()
    {
        if (manager.Context.User.Identity?.Name is { Length: > 0 } name)
            await audit.RecordAsync(name, "sign-in.end", null, null, CancellationToken.None);
        await manager.SignOutAsync();
    }

    private static string ActionOf(SignInResult result, bool wasLockedOut) => result switch
    {
        { Succeeded: true } => "sign-in.open",
        { IsLockedOut: true } when !wasLockedOut => "sign-in.lock-out",
        _ => "sign-in.fail",
    };
}
