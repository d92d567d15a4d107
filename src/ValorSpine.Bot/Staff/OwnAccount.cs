using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.Account;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>The account of who is signed in.</summary>
internal sealed class OwnAccount(SignInManager<StaffMember> manager, IUserStore<StaffMember> store, StaffSessions sessions, StaffRecord record, ClinicFacts clinic, TimeProvider time) : IMyAccount
{
    private const int RecoveryCodes = 10;

    // As long as setting up a second factor takes that is asked for right after the first sign-in.
    private static readonly TimeSpan s_justSignedIn = TimeSpan.FromMinutes(10);

    private UserManager<StaffMember> Users => manager.UserManager;

    private string Session => manager.Context.User.FindFirstValue(StaffClaims.Session)!;

    /// <inheritdoc/>
    public async Task<MyAccount> ReadAsync(CancellationToken cancel)
    {
        var member = await MeAsync();
        var passkeys = await Users.GetPasskeysAsync(member);
        return new(
            member.UserName!, member.Provider, await Users.HasAuthenticatorAsync(member), await Users.CountRecoveryCodesAsync(member),
            [.. passkeys.OrderBy(passkey => passkey.CreatedAt).Select(passkey => new MyPasskey(Convert.ToHexStringLower(passkey.CredentialId), passkey.Name ?? "Passkey", passkey.CreatedAt))],
            [.. sessions.Of(member.Id).Select(one => new MySession(one.Id, one.Browser, SignInWay.Words(one.Way), one.StartedAt, one.SeenAt, one.Id == Session))])
        {
            AsksForPassword = AsksForPassword(member),
        };
    }

    /// <inheritdoc/>
    public async Task<string?> ChangePasswordAsync(string current, string wanted, CancellationToken cancel)
    {
        var member = await MeAsync();
        // Who finds an open screen must not be able to try passwords in peace.
        if (await Users.IsLockedOutAsync(member))
            return "Too many tries. Try again in some minutes.";
        var changed = await Users.ChangePasswordAsync(member, current, wanted);
        if (!changed.Succeeded)
        {
            if (changed.Errors.All(error => error.Code != nameof(IdentityErrorDescriber.PasswordMismatch)))
                return string.Join(' ', changed.Errors.Select(error => error.Description));
            await Users.AccessFailedAsync(member);
            await NoteAsync("account.password-wrong", cancel);
            return "The current password is not right.";
        }

        await sessions.EndAllAsync(member.Id, Session, cancel);
        await NoteAsync("account.password-changed", cancel);
        await manager.RefreshSignInAsync(member);
        return null;
    }

    /// <inheritdoc/>
    public async Task<AuthenticatorKey> AuthenticatorKeyAsync(CancellationToken cancel)
    {
        var member = await MeAsync();
        if (await Users.GetAuthenticatorKeyAsync(member) is not { Length: > 0 } key)
        {
            // Not by the manager, which would end the sessions for a key that is not in use yet.
            key = Users.GenerateNewAuthenticatorKey();
            await ((IUserAuthenticatorKeyStore<StaffMember>)store).SetAuthenticatorKeyAsync(member, key, cancel);
            await store.UpdateAsync(member, cancel);
        }

        var issuer = Uri.EscapeDataString($"{clinic.Name} staff");
        var link = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(member.UserName!)}?secret={key}&issuer={issuer}&digits=6";
        return new(string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group))), link, QrCode.Draw(link));
    }

    /// <inheritdoc/>
    public async Task<NewCodes> ConfirmAuthenticatorAsync(string code, string? password, CancellationToken cancel)
    {
        var member = await MeAsync();
        if (await ProveAsync(member, password, cancel) is { } problem)
            return new([], problem);
        if (!await Users.VerifyTwoFactorTokenAsync(member, Users.Options.Tokens.AuthenticatorTokenProvider, code.Replace(" ", "", StringComparison.Ordinal).Trim()))
        {
            await Users.AccessFailedAsync(member);
            return new([], AccountProblem.WrongCode);
        }

        var codes = await Users.GenerateNewTwoFactorRecoveryCodesAsync(member, RecoveryCodes) ?? [];
        await Users.ResetAccessFailedCountAsync(member);
        await SecuredAsync(member, SignInWay.SecondFactor, "account.authenticator-added", cancel);
        return new([.. codes], null);
    }

    /// <inheritdoc/>
    public async Task<NewCodes> NewRecoveryCodesAsync(string? password, CancellationToken cancel)
    {
        var member = await MeAsync();
        if (await ProveAsync(member, password, cancel) is { } problem)
            return new([], problem);
        var codes = await Users.GenerateNewTwoFactorRecoveryCodesAsync(member, RecoveryCodes) ?? [];
        await NoteAsync("account.recovery-codes-made", cancel);
        return new([.. codes], null);
    }

    /// <inheritdoc/>
    public async Task<AccountProblem?> RemoveAuthenticatorAsync(string? password, CancellationToken cancel)
    {
        var member = await MeAsync();
        if (await ProveAsync(member, password, cancel) is { } problem)
            return problem;
        await Users.ForgetAuthenticatorAsync(member);
        await NoteAsync("account.authenticator-removed", cancel);
        await manager.RefreshSignInAsync(member);
        return null;
    }

    /// <inheritdoc/>
    public async Task<(string? Options, AccountProblem? Problem)> PasskeyOptionsAsync(string? password, CancellationToken cancel)
    {
        var member = await MeAsync();
        // Before the device makes one that would then be refused.
        return await ProveAsync(member, password, cancel) is { } problem
            ? (null, problem)
            : (await manager.MakePasskeyCreationOptionsAsync(new() { Id = member.Id, Name = member.UserName!, DisplayName = member.UserName! }), null);
    }

    /// <inheritdoc/>
    public async Task<AccountProblem?> AddPasskeyAsync(string credential, string name, string? password, CancellationToken cancel)
    {
        var member = await MeAsync();
        if (member.Provider is not null)
            return AccountProblem.NoPasskey;
        if (await ProveAsync(member, password, cancel) is { } problem)
            return problem;
        if (await AttestedAsync(credential) is not { } passkey)
            return AccountProblem.NoPasskey;
        passkey.Name = name;
        if (!(await Users.AddOrUpdatePasskeyAsync(member, passkey)).Succeeded)
            return AccountProblem.NoPasskey;
        await SecuredAsync(member, SignInWay.Passkey, "account.passkey-added", cancel);
        return null;
    }

    /// <inheritdoc/>
    public async Task<AccountProblem?> RemovePasskeyAsync(string id, string? password, CancellationToken cancel)
    {
        var member = await MeAsync();
        if (await ProveAsync(member, password, cancel) is { } problem)
            return problem;
        if ((await Users.GetPasskeysAsync(member)).FirstOrDefault(passkey => Convert.ToHexStringLower(passkey.CredentialId) == id) is not { } passkey)
            return null;
        await Users.RemovePasskeyAsync(member, passkey.CredentialId);
        await Users.SettleAsync(member);
        await NoteAsync("account.passkey-removed", cancel);
        await manager.RefreshSignInAsync(member);
        return null;
    }

    /// <inheritdoc/>
    public async Task EndSessionAsync(string id, CancellationToken cancel)
    {
        if (await sessions.EndAsync((await MeAsync()).Id, id, cancel))
            await NoteAsync("session.ended", cancel);
    }

    /// <inheritdoc/>
    public async Task EndOtherSessionsAsync(CancellationToken cancel)
    {
        await sessions.EndAllAsync((await MeAsync()).Id, Session, cancel);
        await NoteAsync("session.others-ended", cancel);
    }

    private bool AsksForPassword(StaffMember member) =>
        member.TwoFactorEnabled || sessions.Find(Session) is not { } open || open.Session.StartedAt < time.GetUtcNow() - s_justSignedIn;

    /// <summary>Whether this is still the person who signed in. Wrong passwords count as they do at the sign-in.</summary>
    private async Task<AccountProblem?> ProveAsync(StaffMember member, string? password, CancellationToken cancel)
    {
        if (await Users.IsLockedOutAsync(member))
            return AccountProblem.TooManyTries;
        if (!AsksForPassword(member) || (!string.IsNullOrEmpty(password) && await Users.CheckPasswordAsync(member, password)))
            return null;
        await Users.AccessFailedAsync(member);
        await NoteAsync("account.password-wrong", cancel);
        return AccountProblem.WrongPassword;
    }

    /// <summary>From now on a password alone does not do, here neither.</summary>
    private async Task SecuredAsync(StaffMember member, string way, string action, CancellationToken cancel)
    {
        await Users.SettleAsync(member);
        if (sessions.Find(Session)?.Session.Way == SignInWay.Password)
            await sessions.RaiseAsync(Session, way, cancel);
        await NoteAsync(action, cancel);
        await manager.RefreshSignInAsync(member);
    }

    private async Task<UserPasskeyInfo?> AttestedAsync(string credential)
    {
        if (string.IsNullOrWhiteSpace(credential))
            return null;
        try
        {
            var result = await manager.PerformPasskeyAttestationAsync(credential);
            return result.Succeeded ? result.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // There are no options in this browser that it could answer: they were asked for too long ago, or never.
            return null;
        }
    }

    private async Task<StaffMember> MeAsync() =>
        await Users.GetUserAsync(manager.Context.User) ?? throw new InvalidOperationException("An account was asked for without one that is signed in.");

    private ValueTask NoteAsync(string action, CancellationToken cancel) => record.WriteAsync(manager.Context.User.Identity!.Name!, action, cancel);
}
