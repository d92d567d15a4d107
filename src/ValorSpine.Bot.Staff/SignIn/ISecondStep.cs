namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>What signs staff in beside a password. The host implements it.</summary>
public interface ISecondStep
{
    /// <summary>Whether somebody has given their password in this browser and is asked for a code now.</summary>
    Task<bool> IsAskedForAsync();

    /// <summary>Checks a code of the authenticator app, or a recovery code, and issues the cookie. Counts wrong ones.</summary>
    Task<SignInOutcome> CodeAsync(string code, CancellationToken cancel);

    /// <summary>What the browser needs to sign in with a passkey, as WebAuthn's JSON.</summary>
    Task<string> PasskeyOptionsAsync();

    /// <summary>Checks what the browser made of the options, and issues the cookie.</summary>
    Task<SignInOutcome> PasskeyAsync(string credential, CancellationToken cancel);
}
