using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Booking.WaitingList;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A booking in progress or the last one confirmed. Nothing in it is held by the schedule except under <see cref="HoldId"/>.</summary>
public sealed record BookingState
{
    /// <summary>What the patient is asked next.</summary>
    public BookingStep Step { get; init; }

    /// <summary>What the dialog is for.</summary>
    public BookingPurpose Purpose { get; init; }

    /// <summary>Visit type id, once known.</summary>
    public string? Visit { get; init; }

    /// <summary>The clinician that the patient asked for, by resource id, or null for whoever is free first.</summary>
    public string? Clinician { get; init; }

    /// <summary>When the patient would like to come, or null for the nearest time.</summary>
    public WhenWanted? When { get; init; }

    /// <summary>The days and hours that were wished last, or null. Unlike <see cref="When"/> it stays where what is said next is not understood or only turns the pages of the list.</summary>
    public WhenWanted? Wished { get; init; }

    /// <summary>The slot that was chosen last; it stays once its hold is given back for another time.</summary>
    public Slot? Chosen { get; init; }

    /// <summary>The zone that the patient named with an hour, by id, where it is another than the clinic's: they are shown both times.</summary>
    public string? Zone { get; init; }

    /// <summary>The free slots of the last offer, soonest first.</summary>
    public ImmutableArray<Slot> Offered { get; init; } = [];

    /// <summary>The slot that was picked.</summary>
    public Slot? Slot { get; init; }

    /// <summary>The hold on <see cref="Slot"/>.</summary>
    public string? HoldId { get; init; }

    /// <summary>When the hold ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Patient's name, once given.</summary>
    public string? Name { get; init; }

    /// <summary>E.164, once given.</summary>
    public string? Phone { get; init; }

    /// <summary>Digits of a number whose area code is still missing, or null.</summary>
    public string? PhoneWithoutArea { get; init; }

    /// <summary>Whether the patient said that they have no phone to give.</summary>
    public bool HasNoPhone { get; init; }

    /// <summary>E-mail, once given; it is optional.</summary>
    public string? Email { get; init; }

    /// <summary>How the patient likes to be reached, or null where they did not say.</summary>
    public ContactBy? PreferredContact { get; init; }

    /// <summary>Why they come, in their own words; it is optional.</summary>
    public string? Reason { get; init; }

    /// <summary>What <see cref="Email"/> is asked to be corrected to, or null.</summary>
    public string? EmailSuggestion { get; init; }

    /// <summary>Reference of the appointment to cancel or move, as the patient gave it.</summary>
    public string? Reference { get; init; }

    /// <summary>The appointment to cancel or move; set only once the patient has shown that it is theirs.</summary>
    public BookedAppointment? Existing { get; init; }

    /// <summary>Wrong codes in this conversation; starting again does not reset it.</summary>
    public int Tries { get; init; }

    /// <summary>What was given up last, unbooked or cancelled, so that "book it after all" finds it; nothing of it is held. The next booking forgets it.</summary>
    public BookingState? Dropped { get; init; }

    /// <summary>The last appointment made in this conversation, while it stands.</summary>
    public BookedAppointment? Booked { get; init; }

    /// <summary>The other visits that were made in this conversation and stand beside <see cref="Booked"/>, in the order in which they were made.</summary>
    public ImmutableArray<BookedAppointment> Others { get; init; } = [];

    /// <summary>The visit that the patient was reminded of last, or null.</summary>
    public BookedAppointment? Reminded { get; init; }

    /// <summary>What the schedule has not answered yet, or null.</summary>
    public WaitingFor? Waiting { get; init; }

    /// <summary>The visit whose kept request the patient took back last, or null. Its answer may have been on its way.</summary>
    public Slot? TakenBack { get; init; }

    /// <summary>The same once an appointment does not stand any more: nothing here speaks of it.</summary>
    internal BookingState Without(string reference) => this with
    {
        Booked = Booked?.Reference != reference ? Booked : Others.IsEmpty ? null : Others[^1],
        Others = Booked?.Reference == reference && !Others.IsEmpty ? Others.RemoveAt(Others.Length - 1) : Others.RemoveAll(other => other.Reference == reference),
        Reminded = Reminded?.Reference == reference ? null : Reminded,
    };

    /// <summary>The same with an appointment as it stands now, where it is known here.</summary>
    internal BookingState Knowing(BookedAppointment appointment) => this with
    {
        Booked = Booked?.Reference == appointment.Reference ? appointment : Booked,
        Others = [.. Others.Select(other => other.Reference == appointment.Reference ? appointment : other)],
        Reminded = Reminded?.Reference == appointment.Reference ? appointment : Reminded,
    };

    /// <summary>The same with an appointment that was just made or moved; another one that is still to come stands beside it.</summary>
    internal BookingState Having(BookedAppointment appointment, DateTimeOffset now) => this with
    {
        Booked = appointment,
        Others = [.. Others.Append(Booked).OfType<BookedAppointment>().Where(other => other.Reference != appointment.Reference && other.Slot.Start > now)],
    };

    /// <summary>Whether the patient waits for a kind of visit, or for any.</summary>
    internal bool IsListed(DateTimeOffset now, string? visit = null) => Places.Any(place => place.Ends > now && (visit is null || place.Visit == visit));

    /// <summary>The same with a place on the waiting list, instead of one for the same kind of visit.</summary>
    internal BookingState Listed(string visit, DateTimeOffset ends) => this with { Places = [.. Unlisted(visit).Places, new(visit, ends)] };

    /// <summary>The same without a place for a kind of visit.</summary>
    internal BookingState Unlisted(string visit) => this with { Places = [.. Places.Where(place => place.Visit != visit)] };

    /// <summary>What the patient is about to wait for, while their contact is taken.</summary>
    public WaitingWish? Wish { get; init; }

    /// <summary>The patient's places on the waiting list, also those that have ended.</summary>
    public ImmutableArray<ListedPlace> Places { get; init; } = [];

    /// <summary>The freed time that was offered last and not answered, or null. Its hold may have ended.</summary>
    public ListOffer? Offer { get; init; }
}

/// <summary>A place on the waiting list.</summary>
/// <param name="Visit">Visit type id.</param>
/// <param name="Ends">It is for times before it.</param>
public sealed record ListedPlace(string Visit, DateTimeOffset Ends);

/// <summary>A request that is kept until the schedule answers.</summary>
/// <param name="RequestId">Of the kept request.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Slot">The visit that is to be made, moved to or given up; null while free times are looked for.</param>
public sealed record WaitingFor(string RequestId, BookingPurpose Purpose, Slot? Slot)
{
    /// <summary>The clinician that the patient asked for, should other times have to be offered; or null.</summary>
    public string? Clinician { get; init; }
}

/// <summary>What a booking dialog is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BookingPurpose>))]
public enum BookingPurpose
{
    /// <summary>A new appointment.</summary>
    Book,

    /// <summary>Giving an appointment up.</summary>
    Cancel,

    /// <summary>Another time for an appointment.</summary>
    Move,

    /// <summary>A place on the waiting list.</summary>
    Wait,
}

/// <summary>What the patient is asked next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BookingStep>))]
public enum BookingStep
{
    /// <summary>Nothing: the dialog is over.</summary>
    None,

    /// <summary>The reference of their appointment.</summary>
    Reference,

    /// <summary>The phone number on their appointment. Nothing asks for it any more; conversations that were stored when it was asked for go on with the reference.</summary>
    PhoneCheck,

    /// <summary>The code that was sent to the phone or e-mail on their appointment.</summary>
    Code,

    /// <summary>Which kind of visit.</summary>
    Visit,

    /// <summary>Which clinician, or whoever is free first.</summary>
    Clinician,

    /// <summary>Which of the offered times, or another one.</summary>
    Time,

    /// <summary>Name, phone and e-mail.</summary>
    Details,

    /// <summary>The e-mail alone, which can be skipped.</summary>
    Email,

    /// <summary>Whether the suggested spelling of the e-mail is right.</summary>
    EmailSpelling,

    /// <summary>How the patient likes to be reached.</summary>
    Contact,

    /// <summary>Why they come.</summary>
    Reason,

    /// <summary>Whether everything is right.</summary>
    Review,

    /// <summary>Which detail to change.</summary>
    Change,

    /// <summary>Whether to give the appointment up.</summary>
    CancelReview,

    /// <summary>Whether the visit that stands is to be moved, or a second one be booked.</summary>
    MoveOrSecond,
}
