using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What no rule took of a phrase. Where it may still say when, the phrase is asked about: a part that is left over must never become a wrong day.</summary>
internal static class LeftOver
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Regex s_harmless = Phrase.Pattern(
        "(?:for|past|last|over|almost|nearly|been)(?: about| like| over| the| almost)* \\d+ (?:days?|weeks?|months?|years?)(?: now)?|\\d+ ?(?:years?|yrs?|yr|hours?|hrs?|minutes?|mins?|kids|children)(?: old)?|(?:i'm|i am|aged?|turned) \\d{2,3}|(?:dr|doctor) \\d+|(?:in|since) (?:19|20)\\d{2}|level \\d+|after all|not (?:sure|certain)|(?:my|the|them|those|these|all|any of the) \\d(?: (?:of us|good days?|best days?|free days?|days?|options?))?|\\d of us|\\d+ (?:days?|weeks?|months?) (?:pregnant|along|post ?op|out of surgery|after surgery|old)|\\d+ (?:people|kids|surgeries|jobs|dogs|cats|children|bathrooms?|stairs|flights)");

    private static readonly Regex s_number = new(@"\b\d", Options);
    // "2 surgeries": what is counted is no hour.
    private static readonly Regex s_counted = new(@"\b\d{1,3} (?<what>[a-z]{4,})", Options);
    private static readonly FrozenSet<string> s_notCounted = FrozenSet.Create("days", "weeks", "months", "hours", "minutes", "o'clock", "oclock", "then", "after", "before", "until", "till", "through", "would", "works", "work", "best", "good", "fine", "only", "sharp", "please", "instead", "maybe", "onwards", "from", "with", "when", "also", "latest", "earliest");

    private static readonly Regex s_count = Phrase.Pattern("(?:every|each) other|(?:once|twice|times) (?:a|per|each) (?:day|week|month)|alternat(?:e|ing)|other weeks?|other days?|the rest|biweekly|bi weekly");
    private static readonly Regex s_relation = Phrase.Pattern("before|after|until|till|except|excluding|unless|besides|other than|prior|following|beyond|weeks?|months?|weekends?|the next|or next|following one");

    /// <summary>Whether a number or a rhythm is left: "every other friday", a second hour.</summary>
    /// <param name="text">What is left.</param>
    /// <param name="named">True where a day was named: then what is counted may stand beside it, as in "I've had 2 surgeries, is friday ok".</param>
    public static bool InWhole(string text, bool named)
    {
        var left = s_harmless.Replace(text, "");
        return s_number.IsMatch(named ? s_counted.Replace(left, match => s_notCounted.Contains(match.Groups["what"].Value) ? match.Value : "") : left) || s_count.IsMatch(text);
    }

    /// <summary>Whether words are left that put a day or an hour in relation to another: "after my class", "the week before".</summary>
    public static bool Relates(string text) => s_relation.IsMatch(s_harmless.Replace(text, ""));
}
