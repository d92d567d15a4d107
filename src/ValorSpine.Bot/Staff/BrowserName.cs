namespace ValorSpine.Bot.Staff;

/// <summary>A browser in plain words, as far as it tells: "Firefox on Windows".</summary>
internal static class BrowserName
{
    // In this order: browsers name those that they are like, too.
    private static readonly (string Mark, string Name)[] s_browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] s_systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Reads the header that the browser sends.</summary>
    public static string Of(string userAgent)
    {
        var (browser, system) = (Find(s_browsers, userAgent) ?? "A browser", Find(s_systems, userAgent));
        return system is null ? browser : $"{browser} on {system}";
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
