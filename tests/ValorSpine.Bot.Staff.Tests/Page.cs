using System.Net;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Looks into a page that was sent.</summary>
internal static partial class Page
{
    /// <summary>What a person reads: without tags, entities resolved, white space as one space.</summary>
    public static string Text(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();

    /// <summary>One message of a transcript.</summary>
    public static string Message(string html, int sequence)
    {
        var start = html.IndexOf($"<li id=\"m{sequence}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no message {sequence}.");
        var next = html.IndexOf("<li id=\"m", start + 1, StringComparison.Ordinal);
        return next < 0 ? html[start..] : html[start..next];
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
