namespace ValorSpine.Bot.Core.Booking;

/// <summary>Weeks, days of months and holidays. A week begins on Monday.</summary>
internal static class Calendars
{
    // A date without a year that lies further ahead was likely meant to be the one just passed.
    private const int LongAhead = 300;
    private const int JustBeen = 10;
    private const int EarliestYear = 2000, LatestYear = 2200;

    /// <summary>The Monday on or before a day.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The first day after another that is one of the given days of the week.</summary>
    public static DateOnly Next(DateOnly after, DaysOfWeek days)
    {
        var day = after.AddDays(1);
        while (!days.HasFlag(day.DayOfWeek.AsFlag()))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The next day of a month with a number, on or after a day.</summary>
    public static NamedDays DayOfMonth(int number, DateOnly from)
    {
        if (number is < 1 or > 31)
            return NamedDays.Not(NamedKind.NoSuchDay);
        while (from.Day != number)
            from = from.AddDays(1);
        return NamedDays.Date(from);
    }

    /// <summary>A date as said. Without a year the next one is meant; where that is nearly a year away, the one just passed was said by mistake.</summary>
    public static NamedDays On(int? year, int month, int day, DateOnly today)
    {
        var inYear = year < 100 ? year + EarliestYear : year ?? today.Year;
        if (month is < 1 or > 12 || inYear is < EarliestYear or > LatestYear)
            return NamedDays.Not(NamedKind.NoSuchDay);
        if (day < 1 || day > DateTime.DaysInMonth(inYear.Value, month))
            return NamedDays.Not(NamedKind.NoSuchDay);
        var date = new DateOnly(inYear.Value, month, day);
        if (year is null && date < today)
            date = new DateOnly(today.Year + 1, month, Math.Min(day, DateTime.DaysInMonth(today.Year + 1, month)));
        return date < today || (year is null && date > today.AddDays(LongAhead)) ? NamedDays.Not(NamedKind.Past) : NamedDays.Date(date);
    }

    /// <summary>The next such days of a month: those of next year where those of this year are over.</summary>
    public static NamedDays InMonth(int month, DateOnly today, Func<int, (int First, int Last)> days)
    {
        var year = today.Year;
        var (first, last) = days(DateTime.DaysInMonth(year, month));
        if (new DateOnly(year, month, last) < today)
            (first, last) = days(DateTime.DaysInMonth(++year, month));
        return new DateOnly(year, month, first) > today.AddDays(LongAhead) ? NamedDays.Not(NamedKind.Past) : NamedDays.Span(new DateOnly(year, month, first), new DateOnly(year, month, last));
    }

    /// <summary>The next day on which the clocks change.</summary>
    public static NamedDays ClockChange(DateOnly today)
    {
        var (spring, autumn) = (Nth(today.Year, 3, DayOfWeek.Sunday, 2), Nth(today.Year, 11, DayOfWeek.Sunday, 1));
        return NamedDays.Date(today <= spring ? spring : today <= autumn ? autumn : Nth(today.Year + 1, 3, DayOfWeek.Sunday, 2));
    }

    /// <summary>The week of a holiday, or its long weekend; which days a weekend has where the holiday is in midweek must be asked.</summary>
    public static NamedDays Around(NamedDays holiday, bool weekend)
    {
        var day = holiday.From;
        return holiday.Kind != NamedKind.Date ? holiday
            : !weekend ? NamedDays.Span(Monday(day), Monday(day).AddDays(6))
            : day.DayOfWeek switch { DayOfWeek.Monday => NamedDays.Span(day.AddDays(-2), day), DayOfWeek.Friday => NamedDays.Span(day, day.AddDays(2)), _ => NamedDays.Not(NamedKind.Unclear) };
    }

    /// <summary>The next such holiday.</summary>
    public static NamedDays Holiday(string name, DateOnly today)
    {
        var day = In(name, today.Year);
        if (day < today)
            day = In(name, today.Year + 1);
        return day > today.AddDays(LongAhead) ? NamedDays.Not(NamedKind.Past) : NamedDays.Date(day);
    }

    /// <summary>Such a holiday that has just been, or else the next.</summary>
    public static NamedDays HolidayAbout(string name, DateOnly today) =>
        In(name, today.Year) is var day && day < today && day >= today.AddDays(-JustBeen) ? NamedDays.Date(day) : Holiday(name, today);

    private static DateOnly In(string name, int year) => name switch
    {
        _ when name.Contains("new year", StringComparison.Ordinal) && name.Contains("eve", StringComparison.Ordinal) => new(year, 12, 31),
        _ when name.Contains("new year", StringComparison.Ordinal) => new(year, 1, 1),
        _ when name.Contains("valentine", StringComparison.Ordinal) => new(year, 2, 14),
        _ when name.Contains("patrick", StringComparison.Ordinal) => new(year, 3, 17),
        _ when name.StartsWith("april fool", StringComparison.Ordinal) => new(year, 4, 1),
        "tax day" => new(year, 4, 15),
        "leap day" => new(year + ((4 - (year % 4)) % 4), 2, 29),
        "groundhog day" => new(year, 2, 2),
        "earth day" => new(year, 4, 22),
        "boxing day" => new(year, 12, 26),
        "election day" => Nth(year, 11, DayOfWeek.Monday, 1).AddDays(1),
        _ when name.StartsWith("super", StringComparison.Ordinal) => Nth(year, 2, DayOfWeek.Sunday, 2),
        _ when name.Contains("indigenous", StringComparison.Ordinal) => Nth(year, 10, DayOfWeek.Monday, 2),
        "cinco de mayo" => new(year, 5, 5),
        "good friday" => Easter(year).AddDays(-2),
        "palm sunday" => Easter(year).AddDays(-7),
        "black friday" => Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1),
        _ when name.StartsWith("president", StringComparison.Ordinal) => Nth(year, 2, DayOfWeek.Monday, 3),
        "mlk day" or "martin luther king day" => Nth(year, 1, DayOfWeek.Monday, 3),
        "easter monday" => Easter(year).AddDays(1),
        _ when name.Contains("easter", StringComparison.Ordinal) => Easter(year),
        _ when name.Contains("mother", StringComparison.Ordinal) => Nth(year, 5, DayOfWeek.Sunday, 2),
        "memorial day" => Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7),
        "juneteenth" => new(year, 6, 19),
        _ when name.Contains("father", StringComparison.Ordinal) => Nth(year, 6, DayOfWeek.Sunday, 3),
        "independence day" => new(year, 7, 4),
        "labor day" => Nth(year, 9, DayOfWeek.Monday, 1),
        "columbus day" => Nth(year, 10, DayOfWeek.Monday, 2),
        "halloween" => new(year, 10, 31),
        _ when name.Contains("veteran", StringComparison.Ordinal) => new(year, 11, 11),
        _ when name.Contains("thanksgiving", StringComparison.Ordinal) => Nth(year, 11, DayOfWeek.Thursday, 4),
        "christmas eve" => new(year, 12, 24),
        _ => new(year, 12, 25),
    };

    private static DateOnly Nth(int year, int month, DayOfWeek day, int which) => Next(new DateOnly(year, month, 1).AddDays(-1), day.AsFlag()).AddDays(7 * (which - 1));

    // The anonymous Gregorian algorithm.
    private static DateOnly Easter(int year)
    {
        var (century, inCycle) = (year / 100, year % 19);
        var moon = ((19 * inCycle) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (year % 100 / 4)) - moon - (year % 4)) % 7;
        var shift = (inCycle + (11 * moon) + (22 * weekday)) / 451;
        var sum = moon + weekday - (7 * shift) + 114;
        return new(year, sum / 31, (sum % 31) + 1);
    }
}
