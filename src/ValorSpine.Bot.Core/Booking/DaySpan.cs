namespace ValorSpine.Bot.Core.Booking;

/// <summary>Days of the calendar one after another; one day is a span, too.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive.</param>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;
}
