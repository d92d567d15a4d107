using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Reads the day of a month in the month that is spoken of: after "December 21", "the 28th" is in December, whatever the day is today.</summary>
internal static class MonthSpoken
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string Months = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|month";

    private static readonly Regex s_namesMonth = new($@"\b(?:(?:{Months})[a-z]*)\b|\d/\d|\d-\d", Options);
    private static readonly Regex s_dayOfMonth = new(@"\b(?:the )?(?<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:street|st|ave|avenue|floor|place|opinion|grade|anniversary|time|visit|appointment|one|weeks?|days?|of)\b)", Options);

    /// <summary>The text with the month put beside each day that has none, where that is another day than the next one with its number.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="standing">What stands.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static string Plain(string text, Standing standing, DateOnly today)
    {
        if ((standing.Day ?? standing.Shown ?? standing.Wish?.From) is not { } spoken || s_namesMonth.IsMatch(text))
            return text;
        return s_dayOfMonth.Replace(text, match =>
        {
            var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
            return day >= 1 && day <= DateTime.DaysInMonth(spoken.Year, spoken.Month) && new DateOnly(spoken.Year, spoken.Month, day) is var meant && meant >= today && Calendars.DayOfMonth(day, today).From != meant
                ? meant.ToString("MMMM d", CultureInfo.InvariantCulture)
                : match.Value;
        });
    }
}
