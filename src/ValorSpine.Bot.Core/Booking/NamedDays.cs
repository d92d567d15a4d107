namespace ValorSpine.Bot.Core.Booking;

/// <summary>A day or a span of days that a text names.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="IsNear">Whether it is told from the day on which it is said: "tomorrow".</param>
/// <param name="Days">The days of the week that are named, where it is named by them.</param>
internal sealed record NamedDays(NamedKind Kind, DateOnly From, DateOnly To, DaysOfWeek Days = DaysOfWeek.None, bool IsNear = false)
{
    /// <summary>One day of the calendar.</summary>
    public static NamedDays Date(DateOnly day) => new(NamedKind.Date, day, day);

    /// <summary>A span of days.</summary>
    public static NamedDays Span(DateOnly from, DateOnly to) => new(NamedKind.Span, from, to);

    /// <summary>Something that names no day that could be meant.</summary>
    public static NamedDays Not(NamedKind kind) => new(kind, default, default);
}

/// <summary>How a day is named.</summary>
internal enum NamedKind
{
    /// <summary>By its name alone, meaning the next one: "tuesday".</summary>
    Weekday,

    /// <summary>Every one of its name: "tuesdays".</summary>
    Recurring,

    /// <summary>Just this one: "tomorrow", "the 3rd".</summary>
    Date,

    /// <summary>Of a week that its neighbours are of too: "next tuesday".</summary>
    NextWeekday,

    /// <summary>A span: "next week".</summary>
    Span,

    /// <summary>A day that has passed.</summary>
    Past,

    /// <summary>A day that no calendar has.</summary>
    NoSuchDay,

    /// <summary>A span that depends on something that was not said.</summary>
    Unclear,
}
