using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Signs staff in with their password, counting wrong ones.</summary>
internal sealed class StaffSignIn(SignInManager<StaffMember> manager, StaffSessions sessions, StaffSettings settings, StaffRecord record) : IStaffSignIn
{
    /// <summary>Stands on the trail for who has no account: what was typed may be anything, a password too.</summary>
    internal const string Nobody = "unknown account";

    private static string? s_nobodysHash;

    /// <inheritdoc/>
    public async Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancel)
    {
        if (!settings.AcceptsPasswords)
            return SignInOutcome.Wrong;
        if (await manager.UserManager.FindByNameAsync(email) is not { PasswordHash: not null } member)
        {
            // As much work as for an account: the time of the answer must not tell which addresses have one.
            var hasher = manager.UserManager.PasswordHasher;
            hasher.VerifyHashedPassword(new(), s_nobodysHash ??= hasher.HashPassword(new(), Guid.NewGuid().ToString()), password);
            await record.WriteAsync(StaffRecord.Unknown, "sign-in.failed", cancel);
            return SignInOutcome.Wrong;
        }

        var wasLocked = await manager.UserManager.IsLockedOutAsync(member);
        var result = await manager.PasswordSignInAsync(member, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
            return SignInOutcome.Ok;
        if (result.RequiresTwoFactor)
            return SignInOutcome.SecondStep;
        return await FailedAsync(record, member, result, wasLocked, cancel);
    }

    /// <inheritdoc/>
    public async Task SignOutAsync()
    {
        var http = manager.Context;
        var session = http.User.FindFirst(StaffClaims.Session) is { Value: var id } ? sessions.Find(id) : null;
        if (session is not null)
        {
            await sessions.EndAsync(session.MemberId, session.Session.Id, http.RequestAborted);
            await record.WriteAsync(http.User.Identity!.Name!, "sign-out.asked", http.RequestAborted);
        }

        await manager.SignOutAsync();
        if (session?.Session.Way == SignInWay.Provider && settings.Oidc is not null)
            await http.SignOutAsync(ProviderSignIn.Scheme, new() { RedirectUri = StaffConsole.SignInPath });
    }

    /// <summary>Keeps that a try failed, and what it led to.</summary>
    public static async Task<SignInOutcome> FailedAsync(StaffRecord record, StaffMember member, Microsoft.AspNetCore.Identity.SignInResult result, bool wasLocked, CancellationToken cancel)
    {
        await record.WriteAsync(member.UserName!, wasLocked ? "sign-in.refused-locked" : "sign-in.failed", cancel);
        if (result.IsLockedOut && !wasLocked)
            await record.WriteAsync(member.UserName!, "sign-in.locked-out", cancel);
        return result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
    }
}
