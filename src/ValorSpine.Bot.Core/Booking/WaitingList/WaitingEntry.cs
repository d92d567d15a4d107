using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking.WaitingList;

/// <summary>A patient's place on the waiting list: what they would take, and how they are reached.</summary>
/// <param name="Wish">What they would take.</param>
/// <param name="Name">Patient's name.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Email">Or null.</param>
public sealed record WaitingEntry(WaitingWish Wish, string Name, string Phone, string? Email)
{
    /// <summary>How the patient likes to be reached, or null where they did not say.</summary>
    public ContactBy? PreferredContact { get; init; }

    /// <summary>Reference of the appointment that moves to the freed time, or null where a new one is made.</summary>
    public string? Reference { get; init; }
}

/// <summary>
/// The times that a patient waits for. When they joined, none of them was free: so whatever is free among them later has been freed since, however that came about.
/// </summary>
/// <param name="Visit">Visit type id.</param>
/// <param name="When">Dates and times of day, of kind <see cref="WhenKind.Within"/>.</param>
/// <param name="Ends">A visit starts before it.</param>
public sealed record WaitingWish(string Visit, WhenWanted When, DateTimeOffset Ends)
{
    /// <summary>A freed time is offered until so long before its start: who takes it must still be able to come.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromHours(2);

    /// <summary>Who is offered a time has at least so long to answer.</summary>
    public static readonly TimeSpan LeastToAnswer = TimeSpan.FromMinutes(15);

    /// <summary>The clinician that is wanted, by resource id, or null for whoever is free.</summary>
    public string? Clinician { get; init; }

    /// <summary>Earliest start that can still be offered.</summary>
    public static DateTimeOffset Earliest(DateTimeOffset now) => now + Notice + LeastToAnswer;

    /// <summary>How long a time is offered to somebody who let so many in a row end without a word: half as long each time, as those behind them wait meanwhile. Who answers has the whole time again.</summary>
    public static TimeSpan OfferFor(TimeSpan usual, int unanswered)
    {
        var shorter = usual / Math.Pow(2, unanswered);
        return shorter > LeastToAnswer ? shorter : LeastToAnswer;
    }

    /// <summary>When an offer ends that is made now.</summary>
    public static DateTimeOffset OfferEnds(DateTimeOffset now, Slot slot, TimeSpan offerFor) => now + offerFor < slot.Start - Notice ? now + offerFor : slot.Start - Notice;

    /// <summary>Whether the patient would take a slot.</summary>
    public bool Fits(ClinicFacts clinic, Slot slot)
    {
        var local = ClinicTime.At(clinic, slot.Start).DateTime;
        return slot.Visit == Visit && slot.Start < Ends && (Clinician is null || slot.Resource == Clinician) && IsDay(DateOnly.FromDateTime(local)) && IsTime(TimeOnly.FromDateTime(local));
    }

    /// <summary>What the schedule is asked for, of which <see cref="Fits"/> then takes what is wanted.</summary>
    public ScheduleRequest.FindSlots Search(DateTimeOffset from, DateTimeOffset to, int limit) => new(Visit, from, to, When.At ?? When.After, LastStart, limit) { Resource = Clinician };

    /// <summary>Whether the clinic's hours hold any such time at all. Where they are not known here, the schedule knows them.</summary>
    internal bool IsPossible(ClinicFacts clinic, DateTimeOffset now) =>
        clinic.Visits.FirstOrDefault(visit => visit.Id == Visit) is { } type
        && (clinic.Hours.IsEmpty ? Earliest(now) < Ends : OpenSlots.Enumerate(clinic, Search(now, Ends, 1).Of(type), Earliest(now), Ends, null, null, (_, _, _) => true).Any(slot => Fits(clinic, slot)));

    // "At ten" on several days is meant less strictly than at ten on one.
    private TimeOnly? LastStart => When switch
    {
        { IsExact: true, At: { } at } => at.AddMinutes(1) is var next && next > at ? next : null,
        { At: { } at } => at < new TimeOnly(23, 0) ? at.AddHours(1) : null,
        _ => When.Before,
    };

    private bool IsDay(DateOnly day) => !(day < When.From) && !(day > When.To) && When.Allows(day);

    private bool IsTime(TimeOnly time) => !(time < (When.At ?? When.After)) && !(time >= LastStart);
}

/// <summary>A freed time that is held for a patient of the waiting list.</summary>
/// <param name="Id">Of the offer.</param>
/// <param name="Entry">Their place on the list.</param>
/// <param name="Slot">The time.</param>
/// <param name="HoldId">The hold on it.</param>
/// <param name="Until">When the hold ends.</param>
public sealed record ListOffer(string Id, WaitingEntry Entry, Slot Slot, string HoldId, DateTimeOffset Until);
