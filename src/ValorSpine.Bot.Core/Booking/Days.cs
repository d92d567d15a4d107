using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Days and weeks in the words that patients use most. A week begins on Monday.</summary>
internal static class Days
{
    private const string OneDay = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";

    private static readonly string[] s_months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly Regex s_dayAfterTomorrow = Phrase.Pattern("(?:the )?day after tomorrow|overmorrow");
    private static readonly Regex s_tomorrow = Phrase.Pattern("tomorrow");
    private static readonly Regex s_tonight = Phrase.Pattern("tonight");
    private static readonly Regex s_today = Phrase.Pattern("today|same day");
    private static readonly Regex s_thisPartOfDay = new(@"\bthis ~", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex s_weekAfterNext = Phrase.Pattern("(?:the )?week after next(?: week)?|in the week after next");
    private static readonly Regex s_dayNextWeek = Phrase.Pattern($"(?:(?<day>{OneDay})(?: of)? next week|next week(?: on)? (?<day>{OneDay}))");
    private static readonly Regex s_nextDay = Phrase.Pattern($"next (?<day>{OneDay})");
    private static readonly Regex s_nextWeek = Phrase.Pattern("next week");
    private static readonly Regex s_thisWeek = Phrase.Pattern("this week");
    private static readonly Regex s_thisWeekend = Phrase.Pattern("this (?:coming )?weekend");
    private static readonly Regex s_nextWeekend = Phrase.Pattern("next weekend");
    private static readonly Regex s_recurring = Phrase.Pattern(
        $"(?:on )?(?:(?:{OneDay}s|weekends?|weekdays?|week days?)(?: ,)?(?: or| and)? ?)+|(?:any|every) {OneDay}|(?<next>next )?{OneDay}(?: ?,| or| and|/)+ ?{OneDay}(?:(?: ?,| or| and|/)+ ?{OneDay})*");

    private static readonly Regex s_distantDay = Phrase.Pattern($"week from {OneDay}|{OneDay} week|{OneDay} after next");
    private static readonly Regex s_namedDay = Phrase.Pattern($"(?<bound>after |before |by |no later than |until |till |from |starting |since )?(?:on )?(?:this |coming |this coming |the )*(?<day>{OneDay})");
    private static readonly Regex s_weekOfMonth = Phrase.Pattern(
        $"(?<which>first|1st|second|2nd|third|3rd|fourth|4th|last) (?:full )?week (?:of |in )(?<month>{string.Join('|', s_months)}|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)");

    private static readonly Regex s_month = Phrase.Pattern($"{string.Join('|', s_months)}|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|month");
    private static readonly Regex s_ordinal = Phrase.Pattern(@"(?<bound>after |before |by |no later than |until |till |from |starting |since )?(?:on )?(?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)");
    private static readonly Regex s_slashes = Phrase.Pattern(@"(?<bound>after |before |by |no later than |until |till |from |starting |since )?(?:on )?(?<month>\d{1,2})/(?<day>\d{1,2})(?:/(?<year>\d{4}|\d{2}))?");
    private static readonly Regex s_yesterday = Phrase.Pattern($"yesterday|last (?:week|month|night|{OneDay})|ago");

    /// <summary>The wish with the days that the phrase names, or null where no rule here knows them.</summary>
    public static WhenWanted? Take(Phrase phrase, WhenWanted wish, DateOnly today)
    {
        if (phrase.Take(s_weekOfMonth) is { } week)
            return WeekOfMonth(week, wish, today);
        if (phrase.Take(s_yesterday) is not null)
            return wish with { Kind = WhenKind.Past };
        if (phrase.Take(s_dayAfterTomorrow) is not null)
            return One(wish, today.AddDays(2));
        if (phrase.Take(s_tomorrow) is not null)
            return One(wish, today.AddDays(1));
        if (phrase.Take(s_tonight) is not null)
            return One(wish, today) with { After = wish.After ?? new TimeOnly(17, 0) };
        if ((phrase.Take(s_today) ?? phrase.Take(s_thisPartOfDay)) is not null)
            return One(wish, today);
        if (phrase.Take(s_weekAfterNext) is not null)
            return Week(wish, Monday(today).AddDays(14));
        if (phrase.Take(s_thisWeekend) is not null)
            return Span(wish, Later(Monday(today).AddDays(5), today), Monday(today).AddDays(6));
        if (phrase.Take(s_nextWeekend) is not null)
            return Span(wish, Monday(today).AddDays(12), Monday(today).AddDays(13));
        if (phrase.Take(s_recurring) is { } recurring)
            return OnDays(phrase, wish with { Days = Named(recurring.Value) }, recurring, today);
        if (phrase.Take(s_dayNextWeek) is { } inNextWeek)
            return One(wish, InWeek(Monday(today).AddDays(7), inNextWeek));
        if (phrase.Take(s_nextDay) is { } nextDay)
            return One(wish, InWeek(Monday(today).AddDays(7), nextDay));
        if (phrase.Take(s_slashes) is { } slashes)
            return Slashes(slashes, wish, today);
        if (!s_month.IsMatch(phrase.Text) && phrase.Take(s_ordinal) is { } ordinal)
            return DayOfMonth(ordinal, wish, today);
        if (!s_month.IsMatch(phrase.Text) && !s_distantDay.IsMatch(phrase.Text) && !phrase.Text.Contains("weeks", StringComparison.Ordinal) && phrase.Take(s_namedDay) is { } named)
            return Bounded(named, wish, Next(today, Named(named.Groups["day"].Value)), today);
        return InSpan(phrase, wish, today);
    }

    /// <summary>The Monday on or before a day.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The days of the week that a text names.</summary>
    public static DaysOfWeek Named(string text)
    {
        var days = DaysOfWeek.None;
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Saturday; day++)
        {
            if (text.Contains(day.ToString(), StringComparison.OrdinalIgnoreCase))
                days |= day.AsFlag();
        }

        if (text.Contains("weekend", StringComparison.Ordinal))
            days |= DaysOfWeek.Weekend;
        if (text.Contains("weekday", StringComparison.Ordinal) || text.Contains("week day", StringComparison.Ordinal))
            days |= DaysOfWeek.Weekdays;
        return days;
    }

    private static WhenWanted OnDays(Phrase phrase, WhenWanted wish, Match recurring, DateOnly today) =>
        recurring.Groups["next"].Success ? Week(wish, Monday(today).AddDays(7)) : InSpan(phrase, wish, today) ?? wish with { From = wish.From ?? today };

    private static WhenWanted? InSpan(Phrase phrase, WhenWanted wish, DateOnly today) =>
        phrase.Text.Contains("early", StringComparison.Ordinal) || phrase.Text.Contains("end of", StringComparison.Ordinal) || phrase.Text.Contains("later", StringComparison.Ordinal) ? null
        : phrase.Take(s_nextWeek) is not null ? Week(wish, Monday(today).AddDays(7))
        : phrase.Take(s_thisWeek) is not null ? Span(wish, today, Monday(today).AddDays(6))
        : null;

    private static WhenWanted One(WhenWanted wish, DateOnly day) => Span(wish, day, day);

    private static WhenWanted Week(WhenWanted wish, DateOnly monday) => Span(wish, monday, monday.AddDays(6));

    private static WhenWanted Span(WhenWanted wish, DateOnly from, DateOnly to) => wish with { From = from, To = to };

    private static DateOnly InWeek(DateOnly monday, Match match) => Next(monday.AddDays(-1), Named(match.Groups["day"].Value));

    // Said on a Tuesday, "tuesday" is a week away: who means the same day says "today".
    private static DateOnly Next(DateOnly after, DaysOfWeek days)
    {
        var day = after.AddDays(1);
        while (!days.HasFlag(day.DayOfWeek.AsFlag()))
            day = day.AddDays(1);
        return day;
    }

    private static WhenWanted Bounded(Match match, WhenWanted wish, DateOnly day, DateOnly today) => match.Groups["bound"].Value.Trim() switch
    {
        "after" => wish with { From = day.AddDays(1) },
        "from" or "starting" or "since" => wish with { From = day },
        "before" => Span(wish, today, day.AddDays(-1)),
        "by" or "no later than" or "until" or "till" => Span(wish, today, day),
        _ => One(wish, day),
    };

    private static WhenWanted DayOfMonth(Match match, WhenWanted wish, DateOnly today)
    {
        var wanted = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        if (wanted is < 1 or > 31)
            return wish with { Kind = WhenKind.NoSuchDay };
        var day = today;
        while (day.Day != wanted)
            day = day.AddDays(1);
        return Bounded(match, wish, day, today);
    }

    private static WhenWanted Slashes(Match match, WhenWanted wish, DateOnly today)
    {
        var month = int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        if (month > 12 && day <= 12)
            (month, day) = (day, month);
        var yearSaid = match.Groups["year"].Success;
        var year = yearSaid ? int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture) : today.Year;
        year = year < 100 ? year + 2000 : year;
        if (month is < 1 or > 12 || day < 1 || year is < 2000 or > 2200 || day > DateTime.DaysInMonth(year, month))
            return wish with { Kind = WhenKind.NoSuchDay };
        var date = new DateOnly(year, month, day);
        if (date < today && !yearSaid)
            date = date.AddYears(1);
        var on = WhenWords.On(wish, date, date, today, yearSaid);
        return on.Kind == WhenKind.Within ? Bounded(match, wish, date, today) : on;
    }

    private static WhenWanted WeekOfMonth(Match match, WhenWanted wish, DateOnly today)
    {
        var month = Array.FindIndex(s_months, name => name.StartsWith(match.Groups["month"].Value, StringComparison.Ordinal)) + 1;
        var year = today.Year;
        var (from, to) = WeekOf(year);
        if (to < today)
            (from, to) = WeekOf(year + 1);
        return WhenWords.On(wish, from, to, today, yearSaid: false);

        (DateOnly From, DateOnly To) WeekOf(int inYear)
        {
            var end = DateTime.DaysInMonth(inYear, month);
            var first = match.Groups["which"].Value switch { "first" or "1st" => 1, "second" or "2nd" => 8, "third" or "3rd" => 15, "fourth" or "4th" => 22, _ => end - 6 };
            return (new DateOnly(inYear, month, first), new DateOnly(inYear, month, first + 6));
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
