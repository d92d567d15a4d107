using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A free interval that can be booked.</summary>
/// <param name="Visit">Visit type id.</param>
/// <param name="Resource">Who or what is booked.</param>
/// <param name="Start">With the clinic's offset at that time.</param>
/// <param name="Minutes">Length.</param>
public sealed record Slot(string Visit, string Resource, DateTimeOffset Start, int Minutes);

/// <summary>How a patient likes to be reached.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContactBy>))]
public enum ContactBy
{
    /// <summary>By a call.</summary>
    Call,

    /// <summary>By a text message.</summary>
    Text,

    /// <summary>By e-mail.</summary>
    Email,
}

/// <summary>A confirmed appointment.</summary>
/// <param name="Reference">Short code for people.</param>
/// <param name="Slot">When and with whom.</param>
/// <param name="Name">Patient's name.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Email">Or null.</param>
/// <param name="CalendarKey">Unguessable key of the .ics file: <c>/calendar/{key}.ics</c>.</param>
/// <param name="Sequence">0 when booked; raised on each change (RFC 5545 SEQUENCE).</param>
public sealed record BookedAppointment(string Reference, Slot Slot, string Name, string Phone, string? Email, string CalendarKey, int Sequence)
{
    /// <summary>Whether it was cancelled since; a calendar that has it is then told so.</summary>
    public bool Cancelled { get; init; }

    /// <summary>How the patient likes to be reached, or null where they did not say.</summary>
    public ContactBy? PreferredContact { get; init; }

    /// <summary>When the patient said that they will come to it as it stands, or null.</summary>
    public DateTimeOffset? ComingSaidAt { get; init; }
}

/// <summary>What the core asks of the schedule. Compared by value: a case that holds a collection has to compare what is in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(FindSlots), "findSlots")]
[JsonDerivedType(typeof(Hold), "hold")]
[JsonDerivedType(typeof(Release), "release")]
[JsonDerivedType(typeof(Confirm), "confirm")]
[JsonDerivedType(typeof(Find), "find")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Move), "move")]
[JsonDerivedType(typeof(Attend), "attend")]
[JsonDerivedType(typeof(Unshare), "unshare")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
[JsonDerivedType(typeof(JoinList), "joinList")]
[JsonDerivedType(typeof(LeaveList), "leaveList")]
public abstract record ScheduleRequest
{
    private ScheduleRequest()
    {
    }

    /// <summary>The first free slots of a visit type in a window.</summary>
    /// <param name="Visit">Visit type id.</param>
    /// <param name="From">Earliest start.</param>
    /// <param name="To">Latest start, exclusive.</param>
    /// <param name="After">Earliest time of day, or null.</param>
    /// <param name="Before">Latest start of day, exclusive, or null.</param>
    /// <param name="Limit">At most so many.</param>
    public sealed record FindSlots(string Visit, DateTimeOffset From, DateTimeOffset To, TimeOnly? After, TimeOnly? Before, int Limit) : ScheduleRequest
    {
        /// <summary>The clinician that is wanted, or null for whoever is free first.</summary>
        public string? Resource { get; init; }

        /// <summary>The visit type with those resources only that are wanted.</summary>
        public VisitType Of(VisitType visit) => Resource is null ? visit : visit with { Resources = [.. visit.Resources.Where(resource => resource == Resource)] };
    }

    /// <summary>Holds a slot while details are taken. Asking again in the same conversation for the same slot gives the same hold.</summary>
    public sealed record Hold(Slot Slot) : ScheduleRequest
    {
        /// <summary>When the hold is to end, or null for the usual time.</summary>
        public DateTimeOffset? Until { get; init; }
    }

    /// <summary>
    /// Gives a held slot back. Not an error when it has expired. Where it has become an appointment that stands, it is left alone and the answer is
    /// <see cref="ScheduleResult.Booked"/>: the turn that confirmed it was lost on its way, and the patient does not know of it yet.
    /// </summary>
    public sealed record Release(string HoldId) : ScheduleRequest;

    /// <summary>Turns a hold into an appointment. Asking again gives the same appointment.</summary>
    /// <param name="HoldId">From <see cref="ScheduleResult.Held"/>.</param>
    /// <param name="Name">Patient's name.</param>
    /// <param name="Phone">E.164.</param>
    /// <param name="Email">Or null.</param>
    /// <param name="Reason">In the patient's words, or null.</param>
    /// <param name="ScreeningSummary">Attached with the patient's agreement, or null.</param>
    public sealed record Confirm(string HoldId, string Name, string Phone, string? Email, string? Reason, string? ScreeningSummary) : ScheduleRequest
    {
        /// <summary>How the patient likes to be reached, or null where they did not say.</summary>
        public ContactBy? PreferredContact { get; init; }
    }

    /// <summary>An appointment by its reference.</summary>
    public sealed record Find(string Reference) : ScheduleRequest;

    /// <summary>Cancels an appointment. Cancelling again is not an error.</summary>
    public sealed record Cancel(string Reference) : ScheduleRequest;

    /// <summary>Moves an appointment to a held slot and frees the old one.</summary>
    public sealed record Move(string Reference, string HoldId) : ScheduleRequest;

    /// <summary>The patient has said that they will come. Where the appointment has changed since, nothing is noted and it is given as it stands.</summary>
    /// <param name="Reference">Of an appointment that this conversation was reminded of, which may have been made in another.</param>
    /// <param name="Sequence">As it stood when they said it.</param>
    public sealed record Attend(string Reference, int Sequence) : ScheduleRequest;

    /// <summary>Takes the screening summary out of every appointment of the conversation that is still to come.</summary>
    public sealed record Unshare : ScheduleRequest;

    /// <summary>Takes back a <see cref="Confirm"/> that was kept. Not an error when it has been carried out: what came of it is undone.</summary>
    /// <param name="RequestId">From <see cref="ScheduleResult.Kept"/>.</param>
    public sealed record Withdraw(string RequestId) : ScheduleRequest;

    /// <summary>Puts the patient on the waiting list. Joining again for the same kind of visit keeps the place and takes the new wish.</summary>
    public sealed record JoinList(WaitingEntry Entry) : ScheduleRequest;

    /// <summary>Takes the patient off the waiting list. Not an error when they are not on it.</summary>
    /// <param name="Visit">Visit type id, or null for all of their places.</param>
    public sealed record LeaveList(string? Visit) : ScheduleRequest;
}

/// <summary>What the schedule answers.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "result")]
[JsonDerivedType(typeof(Free), "free")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(Booked), "booked")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(NotFound), "notFound")]
[JsonDerivedType(typeof(Unshared), "unshared")]
[JsonDerivedType(typeof(Kept), "kept")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Listed), "listed")]
[JsonDerivedType(typeof(Unlisted), "unlisted")]
public abstract record ScheduleResult
{
    private ScheduleResult()
    {
    }

    /// <summary>Free slots, soonest first; may be empty.</summary>
    public sealed record Free(ImmutableArray<Slot> Slots) : ScheduleResult;

    /// <summary>The slot is held.</summary>
    /// <param name="HoldId">For <see cref="ScheduleRequest.Confirm"/>.</param>
    /// <param name="Until">When the hold ends.</param>
    public sealed record Held(string HoldId, DateTimeOffset Until) : ScheduleResult;

    /// <summary>Somebody else has the slot.</summary>
    public sealed record Taken : ScheduleResult;

    /// <summary>The hold ended before it was confirmed.</summary>
    public sealed record Expired : ScheduleResult;

    /// <summary>The hold was given back.</summary>
    public sealed record Released : ScheduleResult;

    /// <summary>The appointment stands.</summary>
    public sealed record Booked(BookedAppointment Appointment) : ScheduleResult;

    /// <summary>The appointment is cancelled.</summary>
    public sealed record Cancelled(BookedAppointment Appointment) : ScheduleResult;

    /// <summary>No such appointment.</summary>
    public sealed record NotFound : ScheduleResult;

    /// <summary>No appointment to come holds a summary any more.</summary>
    /// <param name="ToCome">How many stand, whether or not one was taken out of them.</param>
    /// <param name="Past">How many have passed with a summary, which may have been read.</param>
    public sealed record Unshared(int ToCome, int Past) : ScheduleResult;

    /// <summary>The schedule does not answer. The request is kept and carried out once it does; the answer then comes as <see cref="Conversation.Input.ScheduleAnswered"/>.</summary>
    /// <param name="RequestId">For <see cref="ScheduleRequest.Withdraw"/>.</param>
    public sealed record Kept(string RequestId) : ScheduleResult;

    /// <summary>The kept request is taken back.</summary>
    public sealed record Withdrawn : ScheduleResult;

    /// <summary>The schedule does not take this request, however often it is asked: a person must look at it.</summary>
    public sealed record Refused : ScheduleResult;

    /// <summary>The patient is on the waiting list.</summary>
    /// <param name="Ahead">How many joined before them for this kind of visit and still wait.</param>
    public sealed record Listed(int Ahead) : ScheduleResult;

    /// <summary>The patient is no longer on the waiting list.</summary>
    /// <param name="Places">How many places they gave up.</param>
    public sealed record Unlisted(int Places) : ScheduleResult;
}
