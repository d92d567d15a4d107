using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads when something was from the names of months, seasons, feasts and years: "since last March", "halloween", "in 2019". The span is how many days ago.</summary>
internal static class CalendarTimes
{
    /// <summary>"Since October" is some day of it, seldom its first or its last.</summary>
    private const int AtMonthsEnds = 5, AtSeasonsEnds = 15;

    private static readonly FrozenDictionary<string, int> s_months = new Dictionary<string, int>
    {
        ["january"] = 1,
        ["jan"] = 1,
        ["february"] = 2,
        ["feb"] = 2,
        ["march"] = 3,
        ["mar"] = 3,
        ["april"] = 4,
        ["apr"] = 4,
        ["may"] = 5,
        ["june"] = 6,
        ["jun"] = 6,
        ["july"] = 7,
        ["jul"] = 7,
        ["august"] = 8,
        ["aug"] = 8,
        ["september"] = 9,
        ["sept"] = 9,
        ["sep"] = 9,
        ["october"] = 10,
        ["oct"] = 10,
        ["november"] = 11,
        ["nov"] = 11,
        ["december"] = 12,
        ["dec"] = 12,
        ["enero"] = 1,
        ["febrero"] = 2,
        ["marzo"] = 3,
        ["abril"] = 4,
        ["mayo"] = 5,
        ["junio"] = 6,
        ["julio"] = 7,
        ["agosto"] = 8,
        ["septiembre"] = 9,
        ["octubre"] = 10,
        ["noviembre"] = 11,
        ["diciembre"] = 12,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> s_seasons = new Dictionary<string, int> { ["spring"] = 3, ["summer"] = 6, ["autumn"] = 9, ["winter"] = 12 }.ToFrozenDictionary();

    private static readonly ImmutableArray<(ImmutableArray<string> Name, Func<int, DateOnly> In)> s_feasts = [.. new (string Names, Func<int, DateOnly> In)[]
    {
        ("christmas|christmas eve|holidays", year => new(year, 12, 25)),
        ("new years|new year|new years eve|new years day", year => new(year, 1, 1)),
        ("valentines|valentine|valentines day", year => new(year, 2, 14)),
        ("super bowl|superbowl", year => Nth(year, 2, DayOfWeek.Sunday, 2)),
        ("st patricks|st pattys|saint patricks", year => new(year, 3, 17)),
        ("easter", Easter),
        ("mothers day", year => Nth(year, 5, DayOfWeek.Sunday, 2)),
        ("memorial day", year => Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7)),
        ("fathers day", year => Nth(year, 6, DayOfWeek.Sunday, 3)),
        ("july 4th|4th of july|fourth of july|july fourth|july 4|independence day", year => new(year, 7, 4)),
        ("labor day", year => Nth(year, 9, DayOfWeek.Monday, 1)),
        ("halloween", year => new(year, 10, 31)),
        ("veterans day", year => new(year, 11, 11)),
        ("thanksgiving|turkey day|black friday", year => Nth(year, 11, DayOfWeek.Thursday, 4)),
    }.SelectMany(one => one.Names.Split('|').Select(name => (SaidText.WordsOf(name), one.In))).OrderByDescending(one => one.Item1.Length)];

    private static readonly DateOnly s_pandemic = new(2020, 3, 15), s_pandemicEnd = new(2021, 6, 30);

    /// <summary>A time that was named and the words that it takes.</summary>
    public readonly record struct Found(Span Ago, int At, int Length);

    /// <summary>Whether a word is the name of a month, a season or a weekday, or part of that of a feast.</summary>
    public static bool Names(string word) => IsMonth(word) || s_seasons.ContainsKey(word) || word is "weekend" || Enum.GetNames<DayOfWeek>().Contains(word, StringComparer.OrdinalIgnoreCase) || s_feasts.Any(feast => feast.Name.Contains(word));

    /// <summary>Whether a word is the name of a month.</summary>
    public static bool IsMonth(string word) => s_months.ContainsKey(word);

    /// <summary>What begins at a place, or null.</summary>
    public static Found? At(SaidText said, int at, DateOnly today) => Feast(said.Words, at, today) ?? Day(said.Words, at, today) ?? Month(said.Words, at, today) ?? Season(said.Words, at, today) ?? Year(said.Words, at, today) ?? Near(said.Words, at, today);

    /// <summary>The day that is named with its year, and where its words begin: "march 3 1970", "3/3/1970", "nov 2 1958".</summary>
    public static DateOnly? FullDate(ImmutableArray<string> words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (DateOnly.TryParseExact(words[at], ["M/d/yyyy", "MM/dd/yyyy"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
                return day;
            // "12/30/70" was in the last century.
            if (words[at].Split('/') is [var one, var two, [>= '3', _] year_] && DateOnly.TryParseExact($"{one}/{two}/19{year_}", ["M/d/yyyy", "MM/dd/yyyy"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out day))
                return day;
            if (s_months.TryGetValue(words[at], out var month) && at + 2 < words.Length && DayNumber(words[at + 1]) is { } number && FullYear(words[at + 2]) is { } year)
                return DayOf(year, month, number);
            if (FullYear(words[at]) is { } first && at + 2 < words.Length && s_months.TryGetValue(words[at + 1], out month) && DayNumber(words[at + 2]) is { } last)
                return DayOf(first, month, last);
            if (s_months.TryGetValue(words[at], out month) && at > 0 && at + 1 < words.Length && DayNumber(words[at - 1] is "of" && at > 1 ? words[at - 2] : words[at - 1]) is { } before && FullYear(words[at + 1]) is { } after)
                return DayOf(after, month, before);
        }

        return null;
    }

    private static DateOnly? DayOf(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private static int? DayNumber(string word) => int.TryParse(word.Length > 2 && char.IsLetter(word[^1]) ? word[..^2] : word, out var day) && day is >= 1 and <= 31 ? day : null;

    private static int? FullYear(string word) => word.Length == 4 && int.TryParse(word, out var year) && year is >= 1900 and <= 2200 ? year : null;

    private static Found? Feast(ImmutableArray<string> words, int at, DateOnly today)
    {
        var found = s_feasts.FirstOrDefault(one => at + one.Name.Length <= words.Length && one.Name.AsSpan().SequenceEqual(words.AsSpan().Slice(at, one.Name.Length)));
        if (found.In is null)
            return null;
        var end = at + found.Name.Length;
        if (end < words.Length && FullYear(words[end]) is { } given && given <= today.Year)
            return new(Since(found.In(given), today), at, found.Name.Length + 1);
        var day = found.In(today.Year) <= today ? found.In(today.Year) : found.In(today.Year - 1);
        return new(Since(day, today), at, found.Name.Length);
    }

    /// <summary>"March 3", "march 3 2024".</summary>
    private static Found? Day(ImmutableArray<string> words, int at, DateOnly today)
    {
        if (!s_months.TryGetValue(words[at], out var month) || at + 1 >= words.Length || DayNumber(words[at + 1]) is not { } number)
            return null;
        if (at + 2 < words.Length && Durations.UnitOf(words[at + 2]) is not null)
            return null;
        var year = at + 2 < words.Length ? FullYear(words[at + 2]) : null;
        var day = DayOf(year ?? today.Year, month, number);
        if (day > today && year is null)
            day = DayOf(today.Year - 1, month, number);
        return day is { } when && when <= today ? new(Since(when, today), at, year is null ? 2 : 3) : null;
    }

    private static Found? Month(ImmutableArray<string> words, int at, DateOnly today)
    {
        if (!s_months.TryGetValue(words[at], out var month) || (words[at] is "may" or "march" or "mar" or "dec" or "sep" && !IsMonthHere(words, at)))
            return null;
        var of = at + 1 < words.Length && words[at + 1] is "of" ? 1 : 0;
        var next = at + 1 + of;
        if (next < words.Length && FullYear(words[next]) is { } given && given <= today.Year)
            return new(DaysOf(given, month, Part(words, at, next + 1), today), at, 2 + of);
        if (next + 1 < words.Length && words[next] is "last" && words[next + 1] is "year")
            return new(DaysOf(today.Year - 1, month, Part(words, at, next + 2), today), at, 3 + of);
        var isLast = at > 0 && words[at - 1] is "last";
        // In March, "last March" is that of last year. In March, "last January" is either.
        var year = month < today.Month || (month == today.Month && !isLast) ? today.Year : today.Year - 1;
        var part = Part(words, at, at + 1);
        var ago = DaysOf(year, month, part, today);
        return new(isLast && month < today.Month ? new(ago.From, DaysOf(year - 1, month, part, today).To) : ago, at, 1);
    }

    /// <summary>"May" and "march" are other words too.</summary>
    private static bool IsMonthHere(ImmutableArray<string> words, int at) =>
        words.Length == 1 || (at > 0 && words[at - 1] is "in" or "since" or "last" or "this" or "of" or "by" or "around" or "early" or "late" or "mid" or "from" or "about" or "to" or "maybe" or "past" or "started" or "before" or "until" or "till" or "end" or "beginning")
        || (at + 1 < words.Length && (FullYear(words[at + 1]) is not null || DayNumber(words[at + 1]) is not null));

    /// <summary>Which days of a month are meant: "mid december", "the end of may", "december first days".</summary>
    private static (int From, int To) Part(ImmutableArray<string> words, int at, int end)
    {
        var before = words[Math.Max(0, at - 3)..at];
        var after = words[end..Math.Min(words.Length, end + 2)];
        return before.Any(word => word is "early" or "beginning" or "start" or "first") || after is ["first", "days" or "week"] ? (1, 8)
            : before.Any(word => word is "mid" or "middle") ? (11, 20)
            : before.Any(word => word is "late" or "end") ? (22, 31) : (AtMonthsEnds, 31 - AtMonthsEnds);
    }

    private static Span DaysOf(int year, int month, (int From, int To) part, DateOnly today)
    {
        var first = new DateOnly(year, month, part.From);
        var last = new DateOnly(year, month, Math.Min(part.To, DateTime.DaysInMonth(year, month)));
        return new(Math.Max(0, today.DayNumber - last.DayNumber), Math.Max(0, today.DayNumber - first.DayNumber));
    }

    private static Found? Season(ImmutableArray<string> words, int at, DateOnly today)
    {
        if (!s_seasons.TryGetValue(words[at], out var month))
            return null;
        var next = at + 1 < words.Length && words[at + 1] is "of" ? at + 2 : at + 1;
        if (next < words.Length && FullYear(words[next]) is { } given && given <= today.Year)
            return new(Within(new(given, month, 1), 3, AtSeasonsEnds, today), at, next - at + 1);
        var year = new DateOnly(today.Year, month, 1).AddDays(AtSeasonsEnds) <= today ? today.Year : today.Year - 1;
        // While it is autumn, "last fall" is that of last year.
        if (at > 0 && words[at - 1] is "last" && today < new DateOnly(year, month, 1).AddMonths(3))
            year--;
        return new(Within(new(year, month, 1), 3, AtSeasonsEnds, today), at, 1);
    }

    private static Found? Year(ImmutableArray<string> words, int at, DateOnly today)
    {
        var year = FullYear(words[at]);
        if (year is null && at > 0 && words[at - 1] is "in" or "since" or "from" && words[at].Length == 2 && int.TryParse(words[at], out var two) && (words[at][0] == '0' || two >= 10) && (at + 1 >= words.Length || Durations.UnitOf(words[at + 1]) is null) && two <= today.Year % 100)
            year = 2000 + two;
        if (year is not { } found || found > today.Year || found < today.Year - 110)
            return null;
        return new(new(found == today.Year ? 0 : today.DayNumber - new DateOnly(found, 12, 31).DayNumber, today.DayNumber - new DateOnly(found, 1, 1).DayNumber), at, 1);
    }

    /// <summary>"Last year", "this week", "the other day", "last friday".</summary>
    private static Found? Near(ImmutableArray<string> words, int at, DateOnly today)
    {
        if (words[at] is "covid" or "pandemic" or "lockdown" or "quarantine" && (at == 0 || words[at - 1] is not ("had" or "got" or "have")))
            return new(new(today.DayNumber - s_pandemicEnd.DayNumber, today.DayNumber - s_pandemic.DayNumber), at, 1);
        if (words[at] is "yesterday" or "today" or "tonight")
            return new(new(0, 1), at, 1);
        if (Decade(words, at) is { } first && first + 9 < today.Year)
            return new(new(today.DayNumber - new DateOnly(first + 9, 12, 31).DayNumber, today.DayNumber - new DateOnly(first, 1, 1).DayNumber), at, 1);
        if (at + 1 >= words.Length)
            return null;
        return (words[at], words[at + 1]) switch
        {
            ("monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday", "morning" or "afternoon" or "evening" or "night") when at == 0 || words[at - 1] is not ("every" or "each") => new(new(0, 13), at, 2),
            ("on", "the") when at + 2 < words.Length && words[at + 2] is "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" => new(new(0, 13), at, 3),
            ("last", "year") => new(new(today.DayNumber - new DateOnly(today.Year - 1, 12, 31).DayNumber, today.DayNumber - new DateOnly(today.Year - 1, 1, 1).DayNumber), at, 2),
            ("beginning" or "start", "of") when at + 3 < words.Length && words[at + 3] is "year" => new(new(today.DayOfYear - 15, today.DayOfYear), at, 4),
            ("this", "year") => new(new(0, today.DayOfYear), at, 2),
            ("last", "month") => new(new(today.Day, today.Day + 30), at, 2),
            ("last", "week") => new(new(3, 14), at, 2),
            ("last", "night") or ("this", "morning") or ("other", "day") => new(new(0, 7), at, 2),
            ("this", "week") => new(new(0, 7), at, 2),
            ("this", "month") => new(new(0, 31), at, 2),
            ("last", "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" or "weekend") or ("on" or "this" or "since", "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" or "weekend") => new(new(0, 13), at, 2),
            _ => null,
        };
    }

    /// <summary>The first year of "the nineties", "the 80s"; not of "in my seventies".</summary>
    private static int? Decade(ImmutableArray<string> words, int at)
    {
        if (at == 0 || !words[Math.Max(0, at - 2)..at].Any(word => word is "the") || words[at - 1] is "my" or "her" or "his")
            return null;
        return words[at] switch
        {
            "fifties" => 1950,
            "sixties" => 1960,
            "seventies" => 1970,
            "eighties" => 1980,
            "nineties" => 1990,
            "noughties" or "naughties" or "aughts" => 2000,
            _ when at + 1 < words.Length && words[at + 1] is "s" && int.TryParse(words[at], out var number) => number is >= 50 and <= 90 && number % 10 == 0 ? 1900 + number : number is >= 1950 and <= 2010 && number % 10 == 0 ? number : null,
            _ => null,
        };
    }

    private static Span Within(DateOnly start, int months, int ends, DateOnly today)
    {
        var (first, last) = (start.AddDays(ends - 1), start.AddMonths(months).AddDays(-ends));
        return new(Math.Max(0, today.DayNumber - last.DayNumber), Math.Max(0, today.DayNumber - (first > today ? start : first).DayNumber));
    }

    private static Span Since(DateOnly day, DateOnly today) => new(today.DayNumber - day.DayNumber, today.DayNumber - day.DayNumber);

    private static DateOnly Nth(int year, int month, DayOfWeek day, int nth)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)day - (int)first.DayOfWeek + 7) % 7) + (7 * (nth - 1)));
    }

    /// <summary>Gregorian Easter Sunday, by the anonymous algorithm of 1876.</summary>
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int e = (32 + (2 * (b % 4)) + (2 * (c / 4)) - d - (c % 4)) % 7;
        int f = d + e - (7 * ((a + (11 * d) + (22 * e)) / 451)) + 114;
        return new(year, f / 31, (f % 31) + 1);
    }
}
