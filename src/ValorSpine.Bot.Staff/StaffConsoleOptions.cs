namespace ValorSpine.Bot.Staff;

/// <summary>What the console shows of the clinic.</summary>
/// <param name="TimeZone">IANA time zone in which times are shown.</param>
/// <param name="ClinicName">As staff know it.</param>
public sealed record StaffConsoleOptions(string TimeZone, string ClinicName)
{
    /// <summary>The sign-in service that staff may sign in at, or null.</summary>
    public SignInProvider? Provider { get; init; }

    /// <summary>Whether staff may sign in with a password of this service.</summary>
    public bool AcceptsPasswords { get; init; } = true;
}

/// <summary>A sign-in service elsewhere.</summary>
/// <param name="Name">As staff know it.</param>
/// <param name="Origin">Where it is, such as <c>https://login.microsoftonline.com</c>.</param>
public sealed record SignInProvider(string Name, string Origin);
