using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>Lists the slots of a visit type that the clinic's hours allow in a window and that are free, soonest first.</summary>
/// <param name="clinic">Hours and visit types.</param>
/// <param name="visit">What is to be booked.</param>
/// <param name="from">Earliest start.</param>
/// <param name="to">Latest start, exclusive.</param>
/// <param name="after">Earliest time of day, or null.</param>
/// <param name="before">Latest start of day, exclusive, or null.</param>
/// <param name="isFree">Whether a resource is free from a time on, for so many minutes.</param>
public delegate IEnumerable<Slot> SlotEnumeration(
    ClinicFacts clinic, VisitType visit, DateTimeOffset from, DateTimeOffset to, TimeOnly? after, TimeOnly? before, Func<string, DateTimeOffset, int, bool> isFree);

/// <summary>Section <c>Booking</c>.</summary>
public sealed class ScheduleOptions
{
    /// <summary>How long a slot is held while details are taken, in minutes: 1 to 240.</summary>
    public int HoldMinutes { get; set; } = 10;

    /// <summary>How long a freed time is held for a patient of the waiting list, in minutes: 15 to 1440. It never ends later than two hours before its start.</summary>
    public int OfferMinutes { get; set; } = 60;
}
