using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Puts dates and hours for words that count from the time that stands: "the following day", "push it back an hour", "same time", "later that day".
/// Where nothing stands that they can count from, they are left as they are.
/// </summary>
internal static class RelativeWords
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string Count = @"half an|an?|one|two|three|four|five|six|\d{1,2}|(?:a )?couple(?: of)?|(?:a )?few";
    private const string Weekday = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    private const string Unit = "days?|weeks?|wks?|hours?|hrs?|minutes?|mins?";
    private const string Nothing = "(?: that| then| it)?(?= *(?:$|[,.!?;)]| (?:please|pls|plz|instead|at|same|then|in the|works?|if|around|or|and|for|would|is|thanks|but)\\b))";

    // A visit that starts when the one that stands does is none later.
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(30);

    private static readonly (Regex Words, Func<Match, Standing, DateOnly, string?> Instead)[] s_rules =
    [
        Rule($"(?:push|bump|move|put|shift|slide|take|make)(?: (?:it|that|this|my [a-z]+|the [a-z]+|me))? (?<way>back|out|up|ahead|earlier|later)(?: by)? (?<count>{Count}) (?<unit>{Unit})", Shifted),
        Rule($"(?:(?:push|bump|move|put|shift|slide)(?: (?:it|that|this|my [a-z]+|the [a-z]+|me))? )?(?:by )?(?<count>{Count}) (?<unit>{Unit}) (?<way>later|after|earlier|sooner|before){Nothing}", Shifted),
        Rule("(?:the )?same (?:day and time|time and day) (?:the )?(?:next|following) week|(?:the )?same time (?:the )?(?:next|following) week", (_, from, _) => from is { Day: { } day, Time: { } time } ? $"{Date(day.AddDays(7))} at {Clock(time)}" : null),
        Rule("(?:the )?same day (?:of )?(?:the )?(?:next|following) week|(?:the )?(?:next|following) week(?: on)? (?:the )?same day", (_, from, _) => from.Day is { } day ? Date(day.AddDays(7)) : null),
        Rule($"(?:on )?(?:the )?(?:following|next) day(?! (?:you|u|we|available|open|after|that|with|or|of)\\b)|the day after{Nothing}", (_, from, _) => (from.Day ?? from.Shown) is { } day ? Date(day.AddDays(1)) : null),
        Rule($"the day before{Nothing}", (_, from, _) => (from.Day ?? from.Shown) is { } day ? Date(day.AddDays(-1)) : null),
        Rule($"(?:on )?(?:the )?(?:(?<day>{Weekday}) (?:right )?(?:after|following){Nothing}|following (?<day>{Weekday}))", (match, from, _) => from is { IsHeld: true, Day: { } day } && Days.Named(match.Groups["day"].Value) is var named and not DaysOfWeek.None ? Date(Calendars.Next(day, named)) : null),
        Rule($"(?:in )?(?:the )?(?:week after{Nothing}|following week)", (_, from, _) => DaysOf(from) is var (_, last) ? Week(last.AddDays(7)) : null),
        Rule($"(?:in )?the week before{Nothing}", (_, from, today) => DaysOf(from) is var (first, _) && Calendars.Monday(first) > today ? Week(first.AddDays(-7)) : null),
        Rule("(?:an? )?(?<way>earlier|sooner|later|different|other) (?:day|one|in the week)(?: (?:of|in|during))? (?:that|the same|this same) week", InWeek),
        Rule("(?:(?:of|in|during|from|on|for) )*(?:that|the same|same|this same) week", ThatWeek),
        Rule("(?:something |anything |a (?:bit|little) )*(?<way>earlier|sooner|later)(?: on)?(?: (?:time|slot))?,? (?:(?:on|in|of) )?(?:that|the same|same) day|(?:(?:on )?(?:that|the same) day|^same day),? (?:but |just |only )?(?:something |a (?:bit|little) )?(?<way>earlier|sooner|later)", OnThatDay),
        Rule("(?<way>earlier|later)(?: on)? in the day", (match, from, today) => from.IsHeld ? OnThatDay(match, from, today) : null),
        Rule("(?:at |around |about )?(?:the |that )?same (?:time|hour)(?: of (?:the )?day)?(?! (?:as|next)\\b)|at that (?:time|hour)", (_, from, _) => from.Time is { } time ? $"at {Clock(time)}" : from.Day is null ? null : ""),
        Rule("(?:on )?that day(?! as\\b)", (_, from, _) => (from.Day ?? from.Shown) is { } day ? Date(day) : null),
        Rule("(?:on )?(?:the |that )?same day(?! (?:as|appointment|appt|visit)\\b)", (_, from, _) => from.Day is { } day ? Date(day) : null),
    ];

    /// <summary>The text with dates and hours in their place.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="from">What they count from.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static string Plain(string text, Standing from, DateOnly today)
    {
        foreach (var (words, instead) in s_rules)
        {
            if (words.Match(text) is { Success: true } match && instead(match, from, today) is { } plain)
                text = $"{text[..match.Index]}{plain}{text[(match.Index + match.Length)..]}";
        }

        return text;
    }

    private static string? Shifted(Match match, Standing from, DateOnly today)
    {
        var count = CountOf(match.Groups["count"].Value.ToLowerInvariant()) * (match.Groups["way"].Value.ToLowerInvariant() is "up" or "ahead" or "earlier" or "sooner" or "before" ? -1 : 1);
        if (match.Groups["unit"].Value[0] is var unit && unit is 'd' or 'D' or 'w' or 'W')
            return (from.Day ?? from.Shown) is { } day && count == Math.Truncate(count) ? Date(day.AddDays((int)count * (unit is 'w' or 'W' ? 7 : 1))) : null;
        if ((from.Time ?? from.ShownTime) is not { } time)
            return null;
        var moved = time.ToTimeSpan() + (unit is 'h' or 'H' ? TimeSpan.FromHours(count) : TimeSpan.FromMinutes(count));
        var on = (from.Day ?? from.Shown) is { } same ? Date(same) + " " : "";
        return moved > TimeSpan.Zero && moved < TimeSpan.FromDays(1) ? $"{on}at {Clock(TimeOnly.FromTimeSpan(moved))}" : null;
    }

    private static double CountOf(string count) => count switch
    {
        "half an" => 0.5,
        "a" or "an" or "one" => 1,
        "two" or ['a', ' ', 'c', ..] or ['c', ..] => 2,
        "three" or ['a', ' ', 'f', ..] or "few" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        _ => double.Parse(count, CultureInfo.InvariantCulture),
    };

    private static string? InWeek(Match match, Standing from, DateOnly today)
    {
        if (from.Day is not { } day)
            return null;
        var (first, last) = (Later(Calendars.Monday(day), today.AddDays(1)), Calendars.Monday(day).AddDays(6));
        (first, last) = match.Groups["way"].Value.ToLowerInvariant() switch { "earlier" or "sooner" => (first, day.AddDays(-1)), "later" => (day.AddDays(1), last), _ => (first, last) };
        return first > last ? null : first == last ? Date(first) : $"between {Date(first)} and {Date(last)}";
    }

    // "Wednesday of that week" is placed in it with the weekday.
    private static string? ThatWeek(Match match, Standing from, DateOnly today) =>
        DaysOf(from) is not var (first, _) ? null
        : WhenWords.NamesOnlyWeekdays(match.Result("$`$'"), today) ? ""
        : Week(first);

    private static string? OnThatDay(Match match, Standing from, DateOnly today)
    {
        if ((from.Day ?? from.Shown) is not { } day || (from.Time ?? from.ShownTime) is not { } time)
            return null;
        return match.Groups["way"].Value.Equals("later", StringComparison.OrdinalIgnoreCase) ? $"{Date(day)} after {Clock(time.Add(s_step))}" : $"{Date(day)} before {Clock(time)}";
    }

    private static (DateOnly First, DateOnly Last)? DaysOf(Standing from) =>
        from is { IsHeld: false, Wish: { From: { } first, To: { } last } } ? (first, last)
        : (from.Day ?? from.Shown) is { } day ? (day, day)
        : null;

    private static string Week(DateOnly day) => $"between {Date(Calendars.Monday(day))} and {Date(Calendars.Monday(day).AddDays(6))}";

    private static string Date(DateOnly day) => day.ToString("M/d/yyyy", CultureInfo.InvariantCulture);

    private static string Clock(TimeOnly time) => time.ToString("h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant();

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static (Regex, Func<Match, Standing, DateOnly, string?>) Rule(string words, Func<Match, Standing, DateOnly, string?> instead) => (new($@"\b(?:{words})(?![a-z])", Options), instead);
}
