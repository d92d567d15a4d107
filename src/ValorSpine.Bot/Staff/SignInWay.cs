using System.Security.Claims;

namespace ValorSpine.Bot.Staff;

/// <summary>How somebody has shown who they are.</summary>
internal static class SignInWay
{
    public const string Password = "password", SecondFactor = "second-factor", Passkey = "passkey", Provider = "provider";

    // The names of ASP.NET Core Identity, and two of ours.
    private const string ClaimType = "amr", Code = "mfa";

    /// <summary>For the principal of a sign-in.</summary>
    public static Claim Claim(string way) => new(ClaimType, way);

    public static string Of(ClaimsPrincipal person) => person.FindFirstValue(ClaimType) switch
    {
        Code => SecondFactor,
        Passkey => Passkey,
        Provider => Provider,
        _ => Password,
    };

    /// <summary>In plain words.</summary>
    public static string Words(string way) => way switch
    {
        SecondFactor => "Password and code",
        Passkey => "Passkey",
        Provider => "Sign-in service",
        _ => "Password",
    };
}
