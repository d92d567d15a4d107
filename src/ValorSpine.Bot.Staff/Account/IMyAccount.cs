using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.Account;

/// <summary>
/// The account of who is signed in, as they may see and change it. The host implements it. What changes how the person signs in takes their password again, where <see cref="MyAccount.AsksForPassword"/>:
/// whoever finds an open screen must not be able to stay.
/// </summary>
public interface IMyAccount
{
    /// <summary>The account as it is now.</summary>
    Task<MyAccount> ReadAsync(CancellationToken cancel);

    /// <summary>Changes the password and ends all other sessions; null, or why not.</summary>
    Task<string?> ChangePasswordAsync(string current, string wanted, CancellationToken cancel);

    /// <summary>What an authenticator app needs. The same until it is confirmed.</summary>
    Task<AuthenticatorKey> AuthenticatorKeyAsync(CancellationToken cancel);

    /// <summary>Makes the app the second factor, where its code is right: gives the recovery codes then, which are not shown again.</summary>
    Task<NewCodes> ConfirmAuthenticatorAsync(string code, string? password, CancellationToken cancel);

    /// <summary>Gives new recovery codes in place of the others.</summary>
    Task<NewCodes> NewRecoveryCodesAsync(string? password, CancellationToken cancel);

    /// <summary>Forgets the app, so that another one can be set up.</summary>
    Task<AccountProblem?> RemoveAuthenticatorAsync(string? password, CancellationToken cancel);

    /// <summary>What the browser needs to make a passkey, as WebAuthn's JSON; null with a problem.</summary>
    Task<(string? Options, AccountProblem? Problem)> PasskeyOptionsAsync(string? password, CancellationToken cancel);

    /// <summary>Adds what the browser made of the options.</summary>
    Task<AccountProblem?> AddPasskeyAsync(string credential, string name, string? password, CancellationToken cancel);

    /// <summary>Forgets a passkey.</summary>
    Task<AccountProblem?> RemovePasskeyAsync(string id, string? password, CancellationToken cancel);

    /// <summary>Ends one of the person's sessions.</summary>
    Task EndSessionAsync(string id, CancellationToken cancel);

    /// <summary>Ends all sessions but this one.</summary>
    Task EndOtherSessionsAsync(CancellationToken cancel);
}

/// <summary>An account as its person sees it.</summary>
/// <param name="Email">As they sign in.</param>
/// <param name="Provider">The sign-in service that it belongs to, or null.</param>
/// <param name="HasAuthenticator">Whether an authenticator app is set up.</param>
/// <param name="RecoveryCodes">How many are left.</param>
/// <param name="Passkeys">The oldest first.</param>
/// <param name="Sessions">The one that was used last first.</param>
public sealed record MyAccount(
    string Email, string? Provider, bool HasAuthenticator, int RecoveryCodes, ImmutableArray<MyPasskey> Passkeys, ImmutableArray<MySession> Sessions)
{
    /// <summary>Whether the password is needed again to change how the person signs in. It is not right after signing in to an account that has no second factor yet.</summary>
    public bool AsksForPassword { get; init; } = true;
}

/// <summary>Why nothing was changed.</summary>
public enum AccountProblem
{
    /// <summary>The password is not right.</summary>
    WrongPassword,

    /// <summary>There were too many wrong passwords or codes.</summary>
    TooManyTries,

    /// <summary>The code of the app is not right.</summary>
    WrongCode,

    /// <summary>What the browser gave is no passkey of this account.</summary>
    NoPasskey,
}

/// <summary>Recovery codes that were made, or why none were.</summary>
/// <param name="Codes">Not shown again.</param>
/// <param name="Problem">Null where they were made.</param>
public sealed record NewCodes(ImmutableArray<string> Codes, AccountProblem? Problem);

/// <summary>A passkey.</summary>
/// <param name="Id">For <see cref="IMyAccount.RemovePasskeyAsync"/>.</param>
/// <param name="Name">As its person named it.</param>
/// <param name="AddedAt">When.</param>
public sealed record MyPasskey(string Id, string Name, DateTimeOffset AddedAt);

/// <summary>A browser that the person is signed in with.</summary>
/// <param name="Id">For <see cref="IMyAccount.EndSessionAsync"/>.</param>
/// <param name="Browser">In plain words.</param>
/// <param name="Way">How they signed in, in plain words.</param>
/// <param name="StartedAt">When they signed in.</param>
/// <param name="SeenAt">When they did something last.</param>
/// <param name="IsThis">Whether it is the one of this request.</param>
public sealed record MySession(string Id, string Browser, string Way, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsThis);

/// <summary>What an authenticator app needs.</summary>
/// <param name="Key">To type, in groups of four.</param>
/// <param name="Link">The same as a link for the app.</param>
/// <param name="Picture">The same as a QR code.</param>
public sealed record AuthenticatorKey(string Key, string Link, QrPicture Picture);

/// <summary>A QR code to draw.</summary>
/// <param name="Size">How many modules wide and high it is.</param>
/// <param name="Path">The dark ones as an SVG path, one unit a module.</param>
public sealed record QrPicture(int Size, string Path);
