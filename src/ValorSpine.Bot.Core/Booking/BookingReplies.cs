using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What booking says at each step, from the state alone, so that any question can be asked again.</summary>
internal static class BookingReplies
{
    private const int AttemptsBeforeStaff = 2;

    /// <summary>The question of the step that a booking is at.</summary>
    public static Reply Prompt(Turn turn, BookingState booking) => booking.Step switch
    {
        BookingStep.Reference or BookingStep.PhoneCheck => Say(turn, "booking.ask-reference", StopOrStaff(turn)),
        BookingStep.Code => Say(turn, "booking.ask-code", [Labelled(turn, "new-code", BookingAction.NewCode), Staff(turn), .. Stop(turn)]),
        BookingStep.Visit => Say(turn, "booking.ask-visit", [.. turn.Content.Clinic.Visits.Select(visit => Pick(visit.Name, BookingAction.Visit(visit))), .. Stop(turn)]),
        BookingStep.Clinician => Say(turn, "booking.ask-clinician", [.. Clinicians(turn, booking).Select(pair => Pick(pair.Name, BookingAction.Clinician(pair.Id))), Labelled(turn, "any-clinician", BookingAction.Clinician(BookingAction.AnyClinician)), .. Stop(turn)]),
        BookingStep.Time => Times(turn, booking),
        BookingStep.Details => Details(turn, booking),
        BookingStep.Contact => Say(turn, "booking.ask-contact", [.. Enum.GetValues<ContactBy>().Select(by => Pick(turn.Say(ContactKey(by)), BookingAction.Contact(by))), Labelled(turn, "skip", BookingAction.Skip)]),
        BookingStep.Reason => Say(turn, "booking.ask-reason", [Labelled(turn, "skip", BookingAction.Skip)]),
        BookingStep.Email => Say(turn, booking.PreferredContact == ContactBy.Email && booking.Email is null ? "booking.ask-email-to-reach" : "booking.ask-email", [Labelled(turn, "skip", BookingAction.Skip), .. Stop(turn)]),
        BookingStep.EmailSpelling => new Reply
        {
            Text = turn.Say("booking.ask-email-spelling", ("email", booking.EmailSuggestion ?? "")),
            Choices = [Labelled(turn, "yes-use-that", BookingAction.Yes), Labelled(turn, "no-keep-mine", BookingAction.No)],
        },
        BookingStep.Review => Review(turn, booking),
        BookingStep.Change => Change(turn, booking),
        BookingStep.MoveOrSecond => new Reply
        {
            Text = turn.Say("booking.ask-move-or-second", ("when", booking.Booked is { } stands ? When(turn, stands.Slot) : turn.Say("booking.that-time"))),
            Choices = [Labelled(turn, "move-it", BookingAction.Move), Labelled(turn, "second", BookingAction.Second), .. Stop(turn)],
        },
        BookingStep.CancelReview => new Reply
        {
            Text = turn.Say("booking.ask-cancel", ("when", When(turn, booking.Existing!.Slot))),
            Choices = [Labelled(turn, "yes-cancel", BookingAction.Yes), Labelled(turn, "no-keep", BookingAction.No), Labelled(turn, "move", BookingAction.Move)],
        },
        _ => Say(turn, "booking.nothing-open", [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book)]),
    };

    /// <summary>A reply with a sentence before it.</summary>
    public static Reply After(string lead, Reply reply) => lead.Length == 0 ? reply : reply.Saying(text => lead + "\n\n" + text);

    /// <summary>A reply of one wording.</summary>
    public static Reply Say(Turn turn, string key, ImmutableArray<Choice> choices) => new() { Text = turn.Say(key), Choices = choices };

    /// <summary>In which zone times are said here, and how to name another.</summary>
    public static Reply Zone(Turn turn) => new()
    {
        Text = turn.Say("booking.zone-is", ("zone", ClinicTime.ZoneName(turn.Content.Clinic))),
        Choices = [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), new Choice(turn.Say("booking.choice-ask"), ChoiceAction.Ask)],
    };

    /// <summary>The way to a person.</summary>
    public static Choice Staff(Turn turn) => new(turn.Say("booking.choice-staff"), ChoiceAction.Staff);

    /// <summary>The ways out where there is nothing to pick.</summary>
    public static ImmutableArray<Choice> StopOrStaff(Turn turn) => [.. Stop(turn), Staff(turn)];

    /// <summary>What was not understood, the question again, and a person once that happened twice.</summary>
    public static Reply NotUnderstood(Turn turn, BookingState booking)
    {
        var prompt = After(turn.Say("booking.not-understood"), Prompt(turn, booking));
        return turn.State.Misunderstood + 1 < AttemptsBeforeStaff || prompt.Choices.Contains(Staff(turn)) ? prompt : prompt with { Choices = [.. prompt.Choices, Staff(turn)] };
    }

    /// <summary>That the appointment does not stand any more, and what can be done then.</summary>
    public static Reply Gone(Turn turn) => Say(turn, "booking.gone", [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), Staff(turn)]);

    /// <summary>An appointment that stands.</summary>
    public static Reply Booked(Turn turn, BookedAppointment appointment, string key)
    {
        var facts = Facts(turn, appointment);
        return new Reply
        {
            Text = turn.Say(key) + "\n\n" + List(facts) + "\n\n" + Bring(turn, appointment.Slot.Visit) + " " + turn.Say("booking.keep-reference") + Promise(turn, appointment) + Beside(turn, appointment),
            Choices = [Labelled(turn, "move", BookingAction.Move), Labelled(turn, "cancel", BookingAction.Cancel), .. appointment.Slot.Start > WaitingWish.Earliest(turn.Facts.Now) ? AfterBooking(turn, appointment) : []],
            Card = new Card.Appointment(turn.Say("booking.card-title"), facts, $"/calendar/{appointment.CalendarKey}.ics"),
        };
    }

    /// <summary>The other visits that were made here and stand, so that none of them is thought gone.</summary>
    private static string Beside(Turn turn, BookedAppointment appointment)
    {
        var booking = BookingDialog.Current(turn);
        var others = booking.Others.Append(booking.Booked).OfType<BookedAppointment>().Where(other => other.Reference != appointment.Reference && other.Slot.Start > turn.Facts.Now).ToList();
        return others.Count == 0 ? "" : "\n\n" + string.Join(' ', others.Select(other => turn.Say("booking.stands-too", ("when", When(turn, other.Slot)), ("reference", other.Reference))));
    }

    /// <summary>That a booking was stopped, and which visit stands beside it.</summary>
    public static Reply StillStands(Turn turn, BookedAppointment appointment) => new()
    {
        Text = turn.Say("booking.stopped-visit-stays", ("when", When(turn, appointment.Slot))),
        Choices = [Labelled(turn, "move", BookingAction.Move), Labelled(turn, "cancel", BookingAction.Cancel), new Choice(turn.Say("booking.choice-ask"), ChoiceAction.Ask)],
    };

    /// <summary>A visit that is near.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="appointment">As it stands.</param>
    /// <param name="asks">Whether it is asked to be confirmed or changed.</param>
    public static Reply Reminder(Turn turn, BookedAppointment appointment, bool asks)
    {
        var line = turn.Say("booking.reminder", ("when", When(turn, appointment.Slot)));
        return asks
            ? new Reply
            {
                Text = line + "\n\n" + List(Facts(turn, appointment)) + "\n\n" + Bring(turn, appointment.Slot.Visit) + "\n\n" + turn.Say("booking.reminder-ask"),
                Choices = [Labelled(turn, "coming", BookingAction.Coming), .. ReminderChanges(turn)],
            }
            : new Reply { Text = line };
    }

    /// <summary>The ways to change a visit that was reminded of.</summary>
    public static ImmutableArray<Choice> ReminderChanges(Turn turn) => [Labelled(turn, "move", BookingAction.MoveReminded), Labelled(turn, "cancel", BookingAction.CancelReminded)];

    /// <summary>An appointment that was given up.</summary>
    public static Reply Cancelled(Turn turn, BookedAppointment appointment)
    {
        ImmutableArray<CardFact> facts = [new(turn.Say("booking.fact-reference"), appointment.Reference), new(turn.Say("booking.fact-when"), When(turn, appointment.Slot))];
        return new Reply
        {
            Text = turn.Say("booking.cancelled", ("when", When(turn, appointment.Slot))),
            Choices = [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book)],
            Card = new Card.Appointment(turn.Say("booking.card-title-cancelled"), facts, $"/calendar/{appointment.CalendarKey}.ics") { Cancelled = true },
        };
    }

    /// <summary>The name of a visit type as patients know it.</summary>
    public static string VisitName(Turn turn, string? visit) => turn.Content.Clinic.Visits.FirstOrDefault(type => type.Id == visit)?.Name ?? turn.Say("booking.visit-unnamed");

    /// <summary>The way onto the waiting list, where the patient is not on it.</summary>
    public static ImmutableArray<Choice> Wait(Turn turn, BookingState booking) => booking.IsListed(turn.Facts.Now, booking.Visit) ? [] : [Labelled(turn, "wait", BookingAction.Wait)];

    private static ImmutableArray<Choice> AfterBooking(Turn turn, BookedAppointment appointment) =>
        BookingDialog.Current(turn) is var booking && booking.Offer?.Slot.Start != appointment.Slot.Start && booking.IsListed(turn.Facts.Now, appointment.Slot.Visit)
            ? [SlotOffers.LeaveChoice(turn)]
            : [Labelled(turn, "wait", BookingAction.Wait)];

    private static Reply Times(Turn turn, BookingState booking)
    {
        if (booking.Offered.IsEmpty)
            return Say(turn, "booking.ask-when", [.. booking.Visit is null ? [] : Wait(turn, booking), .. StopOrStaff(turn)]);
        var clinic = turn.Content.Clinic;
        return new Reply
        {
            Text = turn.Say("booking.ask-time", ("zone", ClinicTime.ZoneName(clinic))),
            Brief = turn.Say("booking.ask-time-brief", ("zone", ClinicTime.ZoneName(clinic))),
            Choices =
            [
                .. booking.Offered.Select(slot => Pick(SlotLabel(turn, booking, slot), BookingAction.Slot(slot))),
                Labelled(turn, "later", BookingAction.Later),
                .. booking.When is null ? ImmutableArray<Choice>.Empty : [Labelled(turn, "earlier", BookingAction.Earlier)],
                Labelled(turn, "other-times", BookingAction.Other),
                .. Clinicians(turn, booking).Length > 1 ? [Labelled(turn, "choose-clinician", BookingAction.ChooseClinician)] : ImmutableArray<Choice>.Empty,
                .. WaitingSteps.CanWait(turn, booking) ? Wait(turn, booking) : [],
                .. Stop(turn),
            ],
        };
    }

    private static Reply Details(Turn turn, BookingState booking)
    {
        var ask = turn.Say((booking.Name, booking.Phone) switch
        {
            (null, null) => "booking.ask-details",
            (null, _) => "booking.ask-name",
            _ => "booking.ask-phone",
        });
        return new Reply
        {
            Text = (Holding(turn, booking) ?? Waiting(turn, booking)) is { } before ? before + "\n\n" + ask : ask,
            Choices = booking.Purpose == BookingPurpose.Wait ? Stop(turn) : [Labelled(turn, "change-time", BookingAction.ChangeTime), .. Stop(turn)],
        };
    }

    private static Reply Review(Turn turn, BookingState booking)
    {
        var lines = new List<CardFact>
        {
            new(turn.Say("booking.fact-visit"), VisitName(turn, booking.Visit)),
            new(turn.Say("booking.fact-when"), When(turn, booking.Slot!, booking.Zone)),
        };
        if (Clinician(turn, booking.Slot!) is { } clinician)
            lines.Add(new(turn.Say("booking.fact-clinician"), clinician));
        if (booking.Purpose == BookingPurpose.Move)
        {
            lines.Insert(1, new(turn.Say("booking.fact-before"), When(turn, booking.Existing!.Slot)));
        }
        else
        {
            lines.Add(new(turn.Say("booking.fact-name"), booking.Name ?? ""));
            lines.Add(new(turn.Say("booking.fact-phone"), ContactDetails.Shown(booking.Phone ?? "")));
            lines.Add(new(turn.Say("booking.fact-email"), booking.Email ?? turn.Say("booking.fact-none")));
            if (booking.PreferredContact is { } by)
                lines.Add(new(turn.Say("booking.fact-contact"), turn.Say(ContactKey(by))));
            if (booking.Reason is { } reason)
                lines.Add(new(turn.Say("booking.fact-reason"), reason));
            if (SharedSummary.Of(turn.State) is not null)
                lines.Add(new(turn.Say("booking.fact-summary"), turn.Say("booking.fact-summary-attached")));
        }

        return new Reply
        {
            Text = turn.Say("booking.review") + "\n\n" + List(lines) + "\n\n" + (Holding(turn, booking) is { } holding ? holding + " " : "") + turn.Say(booking.Purpose == BookingPurpose.Move ? "booking.review-move" : "booking.review-question"),
            Choices = [Labelled(turn, "confirm", BookingAction.Confirm), Labelled(turn, "change", BookingAction.Change), .. Stop(turn)],
            Card = new Card.Summary(turn.Say("booking.card-title-review"), [.. lines], []),
        };
    }

    private static Reply Change(Turn turn, BookingState booking)
    {
        var choices = new List<Choice> { Labelled(turn, "time", BookingAction.ChangeTime) };
        if (booking.Purpose == BookingPurpose.Book)
        {
            choices.Add(Labelled(turn, "name", BookingAction.ChangeName));
            choices.Add(Labelled(turn, "phone", BookingAction.ChangePhone));
            choices.Add(Labelled(turn, "email", BookingAction.ChangeEmail));
            choices.Add(Labelled(turn, "contact", BookingAction.ChangeContact));
            choices.Add(Labelled(turn, "reason", BookingAction.ChangeReason));
            if (turn.Content.Clinic.Visits.Length > 1)
                choices.Add(Labelled(turn, "visit", BookingAction.ChangeVisit));
        }

        choices.Add(Labelled(turn, "back", BookingAction.Back));
        return Say(turn, "booking.ask-change", [.. choices]);
    }

    private static ImmutableArray<CardFact> Facts(Turn turn, BookedAppointment appointment) =>
    [
        new(turn.Say("booking.fact-reference"), appointment.Reference),
        new(turn.Say("booking.fact-visit"), VisitName(turn, appointment.Slot.Visit)),
        new(turn.Say("booking.fact-when"), When(turn, appointment.Slot)),
        .. Clinician(turn, appointment.Slot) is { } clinician ? [new CardFact(turn.Say("booking.fact-clinician"), clinician)] : ImmutableArray<CardFact>.Empty,
        new(turn.Say("booking.fact-where"), Where(turn, appointment)),
    ];

    // A link or an address that the clinic has not set is not made up.
    internal static string Where(Turn turn, BookedAppointment appointment) => Type(turn, appointment.Slot.Visit) switch
    {
        { Place: VisitPlace.Call } => turn.Say("booking.where-call", ("number", ContactDetails.Shown(appointment.Phone))),
        { Place: VisitPlace.Video, Link: { } link } => link,
        { Place: VisitPlace.Video } => turn.Say("booking.where-remote"),
        _ => turn.Content.Clinic.Address ?? turn.Say("booking.where-unknown"),
    };

    // Only what has a carrier is promised; the rest waits for staff.
    private static string Promise(Turn turn, BookedAppointment appointment) => AppointmentNotices.AddressOf(appointment, turn.Content.Clinic.NoticeWays).Way switch
    {
        var way when !turn.Content.Clinic.NoticeWays.HasFlag(way) => "",
        NoticeWay.Email => " " + turn.Say("booking.notice-email"),
        _ => " " + turn.Say("booking.notice-text"),
    };

    private static string Bring(Turn turn, string visit) => Type(turn, visit) is { Bring: { } bring } ? bring : turn.Say(Type(turn, visit)?.Place switch
    {
        VisitPlace.Call => "booking.bring-call",
        VisitPlace.Video => "booking.bring-video",
        _ => "booking.bring-clinic",
    });

    private static VisitType? Type(Turn turn, string? visit) => turn.Content.Clinic.Visits.FirstOrDefault(type => type.Id == visit);

    private static string? Clinician(Turn turn, Slot slot) => turn.Content.Clinic.Clinicians.GetValueOrDefault(slot.Resource);

    private static ImmutableArray<(string Id, string Name)> Clinicians(Turn turn, BookingState booking) =>
        [.. (Type(turn, booking.Visit)?.Resources ?? []).Where(turn.Content.Clinic.Clinicians.ContainsKey).Select(id => (id, turn.Content.Clinic.Clinicians[id]))];

    private static string SlotLabel(Turn turn, BookingState booking, Slot slot)
    {
        var time = ClinicTime.Short(turn.Content.Clinic, slot.Start);
        time = PatientZone.Clock(booking.Zone, turn.Content.Clinic, slot.Start) is { } there ? turn.Say("booking.when-in-zones", ("here", time), ("there", there)) : time;
        return Clinicians(turn, booking).Length > 1 && Clinician(turn, slot) is { } clinician ? $"{time}, {clinician}" : time;
    }

    private static string ContactKey(ContactBy by) => by switch { ContactBy.Text => "booking.contact-text", ContactBy.Email => "booking.contact-email", _ => "booking.contact-call" };

    internal static string? Holding(Turn turn, BookingState booking) => booking is { Slot: { } slot, Until: { } until } && until > turn.Facts.Now
        ? turn.Say("booking.holding", ("when", When(turn, slot, booking.Zone)), ("until", ClinicTime.Clock(turn.Content.Clinic, until) + (booking.Zone is null ? "" : " " + ClinicTime.ZoneName(turn.Content.Clinic))))
        : null;

    private static string? Waiting(Turn turn, BookingState booking) => booking is { Purpose: BookingPurpose.Wait, Wish: { } wish }
        ? turn.Say("booking.list-for", ("wish", WaitingSteps.Say(turn, wish)))
        : null;

    // On the clinic's clock, and beside it on that of the zone that the patient named.
    private static string When(Turn turn, Slot slot) => When(turn, slot, BookingDialog.Current(turn).Zone);

    private static string When(Turn turn, Slot slot, string? zone)
    {
        var here = ClinicTime.Long(turn.Content.Clinic, slot.Start);
        return PatientZone.Clock(zone, turn.Content.Clinic, slot.Start) is { } there ? turn.Say("booking.when-in-zones", ("here", here), ("there", there)) : here;
    }

    /// <summary>Facts as a list.</summary>
    public static string List(IEnumerable<CardFact> facts) => string.Join('\n', facts.Select(fact => $"- {fact.Name}: {fact.Value}"));

    private static Choice Pick(string label, string target) => new(label, ChoiceAction.Booking(target));

    private static Choice Labelled(Turn turn, string label, string target) => Pick(turn.Say("booking.choice-" + label), target);

    private static ImmutableArray<Choice> Stop(Turn turn) => [Labelled(turn, "stop", BookingAction.Stop)];
}
