using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Signs staff in with a code after their password, or with a passkey alone.</summary>
internal sealed class SecondStep(SignInManager<StaffMember> manager, StaffSettings settings, StaffRecord record) : ISecondStep
{
    private const int CodeDigits = 6;

    private UserManager<StaffMember> Users => manager.UserManager;

    /// <inheritdoc/>
    public async Task<bool> IsAskedForAsync() => settings.AcceptsPasswords && await manager.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <inheritdoc/>
    public async Task<SignInOutcome> CodeAsync(string code, CancellationToken cancel)
    {
        if (await manager.GetTwoFactorAuthenticationUserAsync() is not { } member)
            return SignInOutcome.Wrong;
        var typed = code.Replace(" ", "", StringComparison.Ordinal).Trim();
        var wasLocked = await Users.IsLockedOutAsync(member);
        var isCode = typed.Length == CodeDigits && typed.All(char.IsAsciiDigit);
        if (wasLocked || (isCode && !await Users.HasAuthenticatorAsync(member)))
            return await StaffSignIn.FailedAsync(record, member, wasLocked ? Microsoft.AspNetCore.Identity.SignInResult.LockedOut : Microsoft.AspNetCore.Identity.SignInResult.Failed, wasLocked, cancel);
        if (isCode)
        {
            var result = await manager.TwoFactorAuthenticatorSignInAsync(typed, isPersistent: false, rememberClient: false);
            return result.Succeeded ? SignInOutcome.Ok : await StaffSignIn.FailedAsync(record, member, await NowAsync(member), wasLocked, cancel);
        }

        // As the codes were shown: of capitals, in two groups.
        if ((await manager.TwoFactorRecoveryCodeSignInAsync(typed.ToUpperInvariant())).Succeeded)
        {
            await record.WriteAsync(member.UserName!, "sign-in.recovery-code", cancel);
            return SignInOutcome.Ok;
        }

        // Identity does not count these.
        await Users.AccessFailedAsync(member);
        return await StaffSignIn.FailedAsync(record, member, await NowAsync(member), wasLocked, cancel);
    }

    /// <inheritdoc/>
    public Task<string> PasskeyOptionsAsync() => manager.MakePasskeyRequestOptionsAsync(user: null);

    /// <inheritdoc/>
    public async Task<SignInOutcome> PasskeyAsync(string credential, CancellationToken cancel)
    {
        if (!settings.AcceptsPasswords || await AssertedAsync(credential) is not { } asserted)
        {
            await record.WriteAsync(StaffRecord.Unknown, "sign-in.failed", cancel);
            return SignInOutcome.Wrong;
        }

        var member = asserted.User;
        if (await Users.IsLockedOutAsync(member))
            return await StaffSignIn.FailedAsync(record, member, Microsoft.AspNetCore.Identity.SignInResult.LockedOut, wasLocked: true, cancel);
        await Users.AddOrUpdatePasskeyAsync(member, asserted.Passkey);
        await manager.SignInWithClaimsAsync(member, isPersistent: false, [SignInWay.Claim(SignInWay.Passkey)]);
        return SignInOutcome.Ok;
    }

    private async Task<(StaffMember User, UserPasskeyInfo Passkey)?> AssertedAsync(string credential)
    {
        if (string.IsNullOrWhiteSpace(credential))
            return null;
        try
        {
            var result = await manager.PerformPasskeyAssertionAsync(credential);
            return result.Succeeded ? (result.User, result.Passkey) : null;
        }
        catch (InvalidOperationException)
        {
            // There are no options in this browser that it could answer: they were asked for too long ago, or never.
            return null;
        }
    }

    private async Task<Microsoft.AspNetCore.Identity.SignInResult> NowAsync(StaffMember member) =>
        await Users.IsLockedOutAsync(member) ? Microsoft.AspNetCore.Identity.SignInResult.LockedOut : Microsoft.AspNetCore.Identity.SignInResult.Failed;
}
