using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What no rule took of a phrase. Where it may still say when, the phrase is asked about: a part that is left over must never become a wrong day.</summary>
internal static class LeftOver
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex s_harmless = Phrase.Pattern(
        "(?:for|past|last|over|almost|nearly|been)(?: about| like| over| the| almost)* \\d+ (?:days?|weeks?|months?|years?)(?: now)?|\\d+ ?(?:years?|yrs?|yr|hours?|hrs?|minutes?|mins?|kids|children)(?: old)?|(?:i'm|i am|aged?|turned) \\d{2,3}|after all|not (?:sure|certain)");

    private static readonly Regex s_number = new(@"\b\d", Options);
    private static readonly Regex s_count = Phrase.Pattern("(?:every|each) other|(?:once|twice|times) (?:a|per|each) (?:day|week|month)|alternat(?:e|ing)|other weeks?|other days?|the rest|biweekly|bi weekly");
    private static readonly Regex s_relation = Phrase.Pattern("before|after|until|till|except|excluding|unless|besides|other than|prior|following|beyond|weeks?|months?|weekends?|the next|or next|following one");

    /// <summary>Whether a number or a rhythm is left: "every other friday", a second hour.</summary>
    public static bool InWhole(string text) => s_number.IsMatch(s_harmless.Replace(text, "")) || s_count.IsMatch(text);

    /// <summary>Whether words are left that put a day or an hour in relation to another: "after my class", "the week before".</summary>
    public static bool Relates(string text) => s_relation.IsMatch(s_harmless.Replace(text, ""));
}
