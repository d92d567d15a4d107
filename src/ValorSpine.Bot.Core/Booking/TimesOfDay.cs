using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Times of day in plain words. Lunch is 12 to 1 PM; an hour without AM or PM is the one in which clinics are open.</summary>
internal static class TimesOfDay
{
    private const string Clock = @"\d{1,2}(?::\d{2})?(?: ?[ap]m| ?o'?clock)?|noon";

    private static readonly TimeOnly s_noon = new(12, 0);

    private static readonly Regex s_span = Phrase.Pattern($"(?<lead>between|from)? ?(?<one>{Clock}) (?:and|to|until|till) (?<two>{Clock})");

    private static readonly Regex s_bound = Phrase.Pattern(
        $"(?<word>not before|no earlier than|after|past|from|any ?time after|later than|not after|no later than|before|by|until|till|earlier than|not past) (?<one>{Clock})");

    private static readonly Regex s_at = Phrase.Pattern($"(?:at|around|about|near|like) (?<one>{Clock})");
    private static readonly Regex s_inPart = Phrase.Pattern(@"(?:at |around |about )?(?<one>\d{1,2}(?::\d{2})?)(?: o'?clock)? (?:in the |this )?(?<part>morning|afternoon|evening)");
    private static readonly Regex s_halfPast = Phrase.Pattern(@"(?:at |around |about )?(?<part>half|quarter) past (?<one>\d{1,2})");
    private static readonly Regex s_dateBefore = new(@"(?:/|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* ?(?:the )?)$", RegexOptions.NonBacktracking);
    private static readonly Regex s_plain = Phrase.Pattern(@"(?<one>\d{1,2}(?::\d{2})? ?[ap]m|\d{1,2}:\d{2}|\d{1,2} ?o'?clock|noon)");

    private static readonly (Regex Words, int AfterMinutes, int BeforeMinutes)[] s_parts =
    [
        (Phrase.Pattern("(?:any ?time )?after lunch(?: ?time)?"), 13 * 60, 0),
        (Phrase.Pattern("before lunch(?: ?time)?"), 0, 12 * 60),
        (Phrase.Pattern("(?:(?:at|over|during|around) )?(?:my )?lunch(?: ?time| hour| break)?"), 12 * 60, 13 * 60),
        (Phrase.Pattern("after work"), 17 * 60, 0),
        (Phrase.Pattern("before work"), 0, 9 * 60),
        (Phrase.Pattern("after school"), 15 * 60, 0),
        (Phrase.Pattern("first thing(?: in the morning)?|early(?: in the)? morning|early in the day|early mornings"), 0, 10 * 60),
        (Phrase.Pattern("late(?:r in the)? mornings?"), 10 * 60, 12 * 60),
        (Phrase.Pattern("mid ?mornings?"), 9 * 60, 11 * 60),
        (Phrase.Pattern("early afternoons?"), 12 * 60, 14 * 60),
        (Phrase.Pattern("mid ?afternoons?"), 13 * 60, 15 * 60),
        (Phrase.Pattern("late(?:r in the)? afternoons?|end of (?:the )?day|late in the day"), 15 * 60, 0),
        (Phrase.Pattern("mornings?"), 0, 12 * 60),
        (Phrase.Pattern("afternoons?"), 12 * 60, 0),
        (Phrase.Pattern("evenings?"), 17 * 60, 0),
    ];

    // A number before one of these counts days or names one: "from 2 to 3 weeks", "after 3 december".
    private static readonly Regex s_dateFollows = new(
        @"^ ?(?:/|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b)",
        RegexOptions.NonBacktracking);

    public static WhenWanted Take(Phrase phrase, WhenWanted wish)
    {
        if (phrase.Take(s_span, (match, rest) => IsSpan(match, rest)) is { } span)
        {
            var one = Hour(span.Groups["one"].Value)!.Value;
            var two = Hour(span.Groups["two"].Value)!.Value;
            return two > one ? wish with { After = one, Before = two } : wish with { After = one };
        }

        if (phrase.Take(s_halfPast, (match, _) => IsHour(match, "")) is { } half)
            return wish with { At = Hour(half.Groups["one"].Value)!.Value.AddMinutes(half.Groups["part"].Value == "half" ? 30 : 15) };
        if (phrase.Take(s_bound, (match, rest) => IsHour(match, rest)) is { } bound)
        {
            var hour = Hour(bound.Groups["one"].Value)!.Value;
            var isBefore = bound.Groups["word"].Value is "not after" or "no later than" or "before" or "by" or "until" or "till" or "earlier than" or "not past";
            wish = isBefore ? wish with { Before = hour } : wish with { After = hour };
        }

        if (phrase.Take(s_inPart, (match, _) => IsHour(match, "") && !s_dateBefore.IsMatch(phrase.Text[..match.Index])) is { } inPart)
            return wish with { At = Hour(inPart.Groups["one"].Value + (inPart.Groups["part"].Value == "morning" ? "am" : "pm")) };
        if ((phrase.Take(s_at, (match, rest) => IsHour(match, rest)) ?? phrase.Take(s_plain, (match, rest) => IsHour(match, rest))) is { } at)
            wish = wish with { At = Hour(at.Groups["one"].Value) };

        foreach (var (words, after, before) in s_parts)
        {
            if (phrase.Take(words) is null)
                continue;
            if (wish.At is null)
            {
                wish = wish with
                {
                    After = after > 0 && !(wish.After > FromMidnight(after)) ? FromMidnight(after) : wish.After,
                    Before = before > 0 && !(wish.Before < FromMidnight(before)) ? FromMidnight(before) : wish.Before,
                };
            }

            break;
        }

        return wish;
    }

    private static TimeOnly FromMidnight(int minutes) => TimeOnly.MinValue.AddMinutes(minutes);

    private static bool IsHour(Match match, string rest) => !s_dateFollows.IsMatch(rest) && Hour(match.Groups["one"].Value) is not null;

    private static bool IsSpan(Match match, string rest) =>
        IsHour(match, rest) && Hour(match.Groups["two"].Value) is not null
        && (match.Groups["lead"].Value.Length > 0 || match.Value.Contains('m', StringComparison.Ordinal) || match.Value.Contains(':', StringComparison.Ordinal));

    private static TimeOnly? Hour(string clock)
    {
        if (clock == "noon")
            return s_noon;
        var digits = clock.TrimEnd(' ', 'a', 'p', 'm', 'o', '\'', 'c', 'l', 'k').Split(':');
        if (!int.TryParse(digits[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour))
            return null;
        var minute = digits.Length > 1 ? int.Parse(digits[1], CultureInfo.InvariantCulture) : 0;
        if (clock.EndsWith("pm", StringComparison.Ordinal) && hour is >= 1 and < 12)
            hour += 12;
        else if (clock.EndsWith("am", StringComparison.Ordinal))
            hour = hour == 12 ? 0 : hour;
        else if (hour is >= 1 and <= 6)
            hour += 12;
        return hour is >= 0 and < 24 && minute < 60 && !(hour == 0 && !clock.EndsWith("am", StringComparison.Ordinal)) ? new TimeOnly(hour, minute) : null;
    }
}
