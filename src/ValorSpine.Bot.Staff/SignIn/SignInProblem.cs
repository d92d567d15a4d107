namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>Why a sign-in that went by other pages ended at the first one.</summary>
public static class SignInProblem
{
    /// <summary>The query parameter of the sign-in page.</summary>
    public const string Parameter = "problem";

    /// <summary>Values of the parameter.</summary>
    public const string Passkey = "passkey", Locked = "locked", NoRole = "no-role", Taken = "taken", Provider = "provider";

    internal const string LockedOut = "Too many tries. This account is locked for a while. Try again later, or ask the person who runs this service.";

    /// <summary>The address of the sign-in page that says it.</summary>
    public static string PathOf(string problem) => $"{StaffConsole.SignInPath}?{Parameter}={problem}";

    internal static string? Words(string? problem) => problem switch
    {
        Passkey => "This passkey does not sign anybody in here. Try again, or use your password.",
        Locked => LockedOut,
        NoRole => "You are signed in there, but nobody has given you a role here yet. Ask the person who manages staff accounts.",
        Taken => "There is already an account with your e-mail here that has a password. Ask the person who manages staff accounts.",
        Provider => "Signing in there did not work. Please try again.",
        _ => null,
    };
}
