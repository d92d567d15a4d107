namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>Where to go after signing in.</summary>
public static class ReturnPath
{
    /// <summary>The wanted page if it is one of the console's own, else the list: a link must not lead a signed-in person elsewhere.</summary>
    public static string Safe(string? wanted) =>
        wanted is not null && IsOurs(wanted) && !wanted.StartsWith(StaffConsole.SignInPath, StringComparison.OrdinalIgnoreCase)
            ? wanted
            : StaffConsole.HomePath;

    private static bool IsOurs(string path) =>
        path.StartsWith(StaffConsole.HomePath, StringComparison.Ordinal)
        && (path.Length == StaffConsole.HomePath.Length || path[StaffConsole.HomePath.Length] is '/' or '?')
        && !path.Contains("..", StringComparison.Ordinal)
        && !path.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !path.Contains('\\', StringComparison.Ordinal);
}
