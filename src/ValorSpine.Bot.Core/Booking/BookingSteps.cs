using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>The steps of booking, each from the state before it to the question after it.</summary>
internal static class BookingSteps
{
    private const int EveningFrom = 21, NightTo = 4;

    /// <summary>The first step that is still open: the kind of visit, or the time.</summary>
    public static Decision Begin(Turn turn, BookingState booking, string lead = "")
    {
        var visits = turn.Content.Clinic.Visits;
        booking = PatientZone.Noted(turn, booking);
        if (visits.IsEmpty)
            return Ended(turn, booking, "nothing can be booked", BookingReplies.Say(turn, "booking.closed", [BookingReplies.Staff(turn)]));
        var visit = booking.Visit ?? (visits.Length == 1 ? visits[0].Id : null);
        return visit is null
            ? Ask(turn, booking with { Step = BookingStep.Visit }, lead.Length == 0 ? Noted(booking) : lead)
            : OfferTimes(turn, booking with { Visit = visit }, lead);
    }

    // What was told before the kind of visit is known must not look lost.
    private static string Noted(BookingState booking) =>
        booking.When is { Kind: WhenKind.Within, HasDays: true } ? "booking.time-noted" : booking.Name is not null || booking.Phone is not null ? "booking.details-noted" : "";

    /// <summary>Goes on with an appointment that has shown to be the patient's.</summary>
    public static Decision WithExisting(Turn turn, BookingState booking)
    {
        var known = booking with { Visit = booking.Existing!.Slot.Visit };
        return known.Purpose == BookingPurpose.Cancel ? Ask(turn, known with { Step = BookingStep.CancelReview }) : OfferTimes(turn, known, "booking.moving");
    }

    /// <summary>Offers free times, or takes the one that the wish names to the minute. A hold on another time is given back first.</summary>
    public static Decision OfferTimes(Turn turn, BookingState booking, string lead = "", Slot? taken = null)
    {
        if (Freed(turn, booking) is { } needs)
            return needs;
        var free = PatientZone.Noted(turn, Unheld(booking));
        if (free.Purpose == BookingPurpose.Wait)
            free = free with { Purpose = free.Existing is null ? BookingPurpose.Book : BookingPurpose.Move, Wish = null };
        var before = free.Wished;
        if (free.When is null or { Kind: WhenKind.Within })
            free = free with { Wished = free.When };
        else if (free.When is { Or: { } or })
            free = free with { Wished = free.When.Spanning(or) };
        if (Offering.Find(turn, free, Clinician(turn, free), taken, out var offer) is { } asks)
            return asks;
        if (offer.KeptAs is { } kept)
            return UnansweredSchedule.ForTimes(turn, free, kept);
        lead = lead.Length > 0 ? lead : turn.Action is null && (PatientZone.IsUnnamed(turn.Text) || (PatientZone.IsElsewhere(turn.Text, turn.Content.Clinic) && SaysNumber(turn.Text))) ? "booking.zone-ask" : SaysDay(turn) ? "booking.clinic-day" : "";
        if (free.When is { IsExact: true, Kind: WhenKind.Within } && taken is null && offer.Slots.FirstOrDefault(slot => IsAt(turn, slot, free.When)) is { } exact)
            return Hold(turn, free with { Offered = offer.Slots }, exact, lead);
        if (offer.Slots.IsEmpty)
            return NothingFree(turn, free);

        var next = free with { Step = BookingStep.Time, Offered = offer.Slots, Wished = LookedAt(turn, free, offer.Slots) };
        lead = lead == WaitingSteps.LookFirstLead && !WaitingSteps.CanWait(turn, next) ? "booking.list-look-first-soonest" : lead;
        var first = (lead.Length == 0 ? "" : Lead(turn, next, lead) + " ") + (before is not null && free.When?.LeavesDaysOf(before) == true ? turn.Say("booking.lead-anew", ("earlier", WishWords.SayDays(turn, before))) + " " : "");
        var about = turn.Say(
            taken is not null && offer.Lead == "booking.lead-nearest-to" ? "booking.lead-nearest" : offer.Lead,
            ("days", Offering.DaysAhead.ToString(CultureInfo.InvariantCulture)), ("wish", free.When is { Kind: WhenKind.Within } or { Or: not null } ? WishWords.Say(turn, free.When) : ""));
        return Done(turn, next, "offered times", BookingReplies.After(first + about, BookingReplies.Prompt(turn, next)));
    }

    /// <summary>Holds a time while details are taken.</summary>
    public static Decision Hold(Turn turn, BookingState booking, Slot slot, string lead = "")
    {
        if (booking.Slot == slot && booking.HoldId is not null && booking.Until > turn.Facts.Now)
            return Next(turn, booking, lead);
        if (Freed(turn, booking) is { } needs)
            return needs;
        var free = Unheld(booking);
        if (slot.Start < turn.Facts.Now)
            return OfferTimes(turn, free with { When = null }, "booking.taken", slot);
        var request = new ScheduleRequest.Hold(slot);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Held(var id, var until) => Next(turn, free with { Slot = slot, Chosen = slot, HoldId = id, Until = until }, lead),
            ScheduleResult.Kept(var id) => UnansweredSchedule.ForTimes(turn, free with { When = Exactly(turn, slot) }, id),
            ScheduleResult.Refused => UnansweredSchedule.Refused(turn, free),
            _ => Lost(turn, free, slot),
        };
    }

    /// <summary>The next open question once a time is held.</summary>
    public static Decision Next(Turn turn, BookingState booking, string lead = "")
    {
        if (booking.Purpose == BookingPurpose.Wait)
            return WaitingSteps.Next(turn, booking);
        if (booking.Slot is null)
            return OfferTimes(turn, booking, lead);
        var step = booking.Purpose == BookingPurpose.Move ? BookingStep.Review
            : booking.EmailSuggestion is not null ? BookingStep.EmailSpelling
            : booking.Name is null || booking.Phone is null ? BookingStep.Details
            : booking is { PreferredContact: ContactBy.Email, Email: null } ? BookingStep.Email
            : BookingStep.Review;
        return Ask(turn, booking with { Step = step }, lead);
    }

    /// <summary>Makes or moves the appointment. A hold that has ended is renewed where the time is still free.</summary>
    public static Decision Confirm(Turn turn, BookingState booking)
    {
        if (booking.Slot is not { } slot || booking.HoldId is not { } hold)
            return OfferTimes(turn, booking, "booking.expired");
        ScheduleRequest request = booking.Purpose == BookingPurpose.Move
            ? new ScheduleRequest.Move(booking.Existing!.Reference, hold)
            : new ScheduleRequest.Confirm(hold, booking.Name!, booking.Phone!, booking.Email, booking.Reason, SharedSummary.Of(turn.State)) { PreferredContact = booking.PreferredContact };
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Booked(var appointment) => WaitingSteps.Settled(turn, ref booking, appointment.Slot) ?? Booked(turn, booking, appointment),
            ScheduleResult.NotFound or ScheduleResult.Cancelled => RememberedVisit.Gone(turn, booking, booking.Existing!.Reference),
            ScheduleResult.Kept(var id) => UnansweredSchedule.ForVisit(turn, booking, slot, id),
            ScheduleResult.Refused => UnansweredSchedule.Refused(turn, booking),
            _ => Renew(turn, booking, slot),
        };
    }

    /// <summary>Gives the appointment up.</summary>
    public static Decision Cancel(Turn turn, BookingState booking)
    {
        var request = new ScheduleRequest.Cancel(booking.Existing!.Reference);
        if (turn.Facts.ResultOf(request) is not { } result)
            return new Decision.Needs(request);
        if (result is ScheduleResult.Kept(var id))
            return UnansweredSchedule.ForVisit(turn, booking, booking.Existing.Slot, id);
        if (result is ScheduleResult.Refused)
            return UnansweredSchedule.Refused(turn, booking);
        if (result is not ScheduleResult.Cancelled(var appointment))
            return RememberedVisit.Gone(turn, booking, booking.Existing.Reference);
        var dropped = new BookingState { Visit = appointment.Slot.Visit, When = Exactly(turn, appointment.Slot), Name = appointment.Name, Phone = appointment.Phone, Email = appointment.Email, PreferredContact = appointment.PreferredContact };
        return Done(turn, BookingDialog.Fresh(booking.Without(appointment.Reference)) with { Dropped = dropped }, "cancelled", BookingReplies.Cancelled(turn, appointment)).With(AppointmentNotices.Cancelled(turn, appointment));
    }

    /// <summary>Leaves booking with nothing held.</summary>
    public static Decision Stop(Turn turn, BookingState booking)
    {
        if (Freed(turn, booking) is { } needs)
            return needs;
        // A visit that stands must not be thought gone with the booking that is stopped.
        if (booking is { Purpose: BookingPurpose.Book, Booked: { } own })
        {
            if (RememberedVisit.Ask(turn, own.Reference, out var stands) is { } asks)
                return asks;
            stands ??= turn.Facts.ResultOf(new ScheduleRequest.Find(own.Reference)) is ScheduleResult.NotFound or ScheduleResult.Cancelled ? null : own;
            if (stands?.Slot.Start > turn.Facts.Now)
                return Ended(turn, booking.Knowing(stands), "stopped, another visit stands", BookingReplies.StillStands(turn, stands));
        }

        var key = booking.Purpose switch { BookingPurpose.Book => "booking.stopped", BookingPurpose.Wait => "booking.list-stopped", _ => "booking.left-as-is" };
        return Done(turn, BookingDialog.Fresh(booking) with { Dropped = Draft(turn, booking) }, "stopped", BookingReplies.Say(turn, key, [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), new Choice(turn.Say("booking.choice-ask"), ChoiceAction.Ask)]));
    }

    /// <summary>What is known of a booking that is given up, without what is held.</summary>
    private static BookingState? Draft(Turn turn, BookingState booking) => booking is not { Purpose: BookingPurpose.Book, Visit: { } visit } ? null : new()
    {
        Visit = visit,
        Clinician = booking.Clinician,
        When = booking.Slot is { } held ? Exactly(turn, held) : booking.Wished,
        Name = booking.Name,
        Phone = booking.Phone,
        Email = booking.Email,
        PreferredContact = booking.PreferredContact,
        Reason = booking.Reason,
    };

    /// <summary>From the beginning, with nothing held.</summary>
    public static Decision Restart(Turn turn, BookingState booking) =>
        Freed(turn, booking) ?? (booking.Purpose is BookingPurpose.Book or BookingPurpose.Wait
            ? Begin(turn, BookingDialog.Fresh(booking), "booking.restarted")
            : BookingDialog.StartWithExisting(turn, BookingDialog.Fresh(booking), booking.Purpose));

    /// <summary>One step back.</summary>
    public static Decision Back(Turn turn, BookingState booking) => booking.Step switch
    {
        BookingStep.Time when booking.Purpose == BookingPurpose.Book && turn.Content.Clinic.Visits.Length > 1 => Ask(turn, booking with { Step = BookingStep.Visit, Visit = null }),
        BookingStep.Code => Ask(turn, booking with { Step = BookingStep.Reference, Reference = null }),
        BookingStep.Clinician => OfferTimes(turn, booking with { When = booking.Wished }),
        BookingStep.Details => ChangeTime(turn, booking, null),
        BookingStep.EmailSpelling => Ask(turn, booking with { Step = BookingStep.Email, Email = null, EmailSuggestion = null }),
        BookingStep.Review when booking.Purpose == BookingPurpose.Move => ChangeTime(turn, booking, null),
        BookingStep.Review => Ask(turn, booking with { Step = BookingStep.Change }),
        BookingStep.Email when booking is { PreferredContact: ContactBy.Email, Email: null } => Next(turn, booking with { PreferredContact = null }),
        BookingStep.Change or BookingStep.Email or BookingStep.Contact or BookingStep.Reason => Next(turn, booking),
        _ => Ask(turn, booking, "booking.at-start"),
    };

    /// <summary>Another time for the same booking; on the day of the one that is held, unless another is wished.</summary>
    public static Decision ChangeTime(Turn turn, BookingState booking, WhenWanted? when)
    {
        if (booking.Visit is null)
            return Ask(turn, booking);
        if (booking.Slot is not { } slot)
            return OfferTimes(turn, booking with { When = when });
        var day = OnDay(turn, booking, slot);
        return OfferTimes(turn, booking with { When = when ?? day, Wished = day, Offered = [slot] });
    }

    /// <summary>What must be asked so that nothing stays held, or null where nothing is or it is done.</summary>
    public static Decision? Freed(Turn turn, BookingState booking)
    {
        if (booking.HoldId is not { } hold)
            return null;
        var release = new ScheduleRequest.Release(hold);
        return turn.Facts.ResultOf(release) switch
        {
            null => new Decision.Needs(release),
            // It was confirmed in a turn that was lost before the patient heard of it: whatever they want now, they have to know.
            ScheduleResult.Booked(var appointment) => Booked(turn, booking, appointment),
            _ => null,
        };
    }

    /// <summary>Asks the question of a booking's step.</summary>
    public static Decision Ask(Turn turn, BookingState booking, string lead = "") =>
        Done(turn, booking, "asked: " + booking.Step, BookingReplies.After(lead.Length == 0 ? "" : Lead(turn, booking, lead), BookingReplies.Prompt(turn, booking)), lead);

    /// <summary>A decided turn of booking that goes on.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="booking">Its booking after it.</param>
    /// <param name="note">For staff.</param>
    /// <param name="reply">What is said.</param>
    /// <param name="said">Key of a wording whose next variant comes next time, or the empty string.</param>
    public static Decision.Done Done(Turn turn, BookingState booking, string note, Reply reply, string said = "") => new(new TurnResult
    {
        State = turn.State with
        {
            Active = booking.Step == BookingStep.None ? ActiveDialog.None : ActiveDialog.Booking,
            Booking = booking,
            Misunderstood = 0,
            Said = said.Length == 0 ? turn.State.Said : turn.State.Said.SetItem(said, turn.State.Said.GetValueOrDefault(said) + 1),
        },
        Replies = [reply],
        Outcome = Outcome.Booking,
        Why = new Reasons { DecidedBy = "booking", Note = note },
    });

    /// <summary>A decided turn that ends the dialog; only what was booked stays known.</summary>
    public static Decision.Done Ended(Turn turn, BookingState booking, string note, Reply reply) => Done(turn, BookingDialog.Fresh(booking), note, reply);

    private static Decision.Done Booked(Turn turn, BookingState booking, BookedAppointment appointment) => Ended(
        booking.Purpose == BookingPurpose.Book ? ScreeningDialog.Withheld(turn) : turn, booking.Having(appointment, turn.Facts.Now), "booked", BookingReplies.Booked(turn, appointment, booking.Purpose == BookingPurpose.Move ? "booking.moved" : "booking.booked"))
        .With(booking.Purpose == BookingPurpose.Move ? AppointmentNotices.Moved(turn, appointment) : AppointmentNotices.Booked(turn, appointment));

    private static Decision Renew(Turn turn, BookingState booking, Slot slot)
    {
        var free = Unheld(booking);
        if (slot.Start < turn.Facts.Now)
            return Lost(turn, free, slot);
        var request = new ScheduleRequest.Hold(slot);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Held(var id, var until) when id != booking.HoldId => Confirm(turn, booking with { HoldId = id, Until = until }),
            ScheduleResult.Kept(var id) => UnansweredSchedule.ForTimes(turn, free with { When = Exactly(turn, slot) }, id),
            _ => Lost(turn, free, slot),
        };
    }

    // The wish stays known, so that it can be waited for.
    private static Decision.Done NothingFree(Turn turn, BookingState booking)
    {
        var open = booking with { Step = BookingStep.Time, Offered = [] };
        return Done(turn, open, "no free time", BookingReplies.Say(turn, "booking.nothing-free", [.. BookingReplies.Wait(turn, open), .. BookingReplies.StopOrStaff(turn)]));
    }

    private static Decision Lost(Turn turn, BookingState booking, Slot slot) => OfferTimes(turn, booking with { When = Exactly(turn, slot) }, "booking.taken", slot);

    /// <summary>The wish for the time of a slot.</summary>
    public static WhenWanted Exactly(Turn turn, Slot slot)
    {
        var local = ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime;
        return new() { From = DateOnly.FromDateTime(local), To = DateOnly.FromDateTime(local), At = TimeOnly.FromDateTime(local) };
    }

    /// <summary>The clinician that is wanted, where they can be booked for this kind of visit.</summary>
    public static string? Clinician(Turn turn, BookingState booking) =>
        booking.Clinician is { } wanted && turn.Content.Clinic.Visits.Any(visit => visit.Id == booking.Visit && visit.Resources.Contains(wanted)) ? wanted : null;

    /// <summary>The clinic's day.</summary>
    public static DateOnly Today(Turn turn) => DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime);

    private static string Lead(Turn turn, BookingState booking, string key) => turn.Say(
        key,
        ("day", ClinicTime.Day(turn.Content.Clinic, turn.Facts.Now)),
        ("zone", ClinicTime.ZoneName(turn.Content.Clinic)),
        ("visits", VisitsInWords.Of(turn.Content.Clinic, null)),
        ("stands", booking.Booked is { } stands ? ClinicTime.Long(turn.Content.Clinic, stands.Slot.Start) : ""),
        ("held", booking.Slot is { } held ? ClinicTime.Long(turn.Content.Clinic, held.Start) : ""));

    /// <summary>The day of a slot, at the hours that were wished.</summary>
    private static WhenWanted OnDay(Turn turn, BookingState booking, Slot slot) => Exactly(turn, slot) with { At = null, After = booking.Wished?.After, Before = booking.Wished?.Before };

    /// <summary>What is looked at: the wish, or the one day on which "later" or "another day" has led.</summary>
    private static WhenWanted? LookedAt(Turn turn, BookingState booking, ImmutableArray<Slot> slots) =>
        booking.When is { Kind: WhenKind.Later or WhenKind.Earlier or WhenKind.OtherDay } && slots.Select(slot => Exactly(turn, slot).From).Distinct().Count() == 1 ? OnDay(turn, booking, slots[0]) : booking.Wished;

    private static bool SaysNumber(string text)
    {
        ContactDetails.Read(text, out var rest);
        return rest.Any(char.IsAsciiDigit);
    }

    // Who writes late at night may have another date than the clinic.
    private static bool SaysDay(Turn turn) =>
        ClinicTime.At(turn.Content.Clinic, turn.Facts.Now) is { Hour: >= EveningFrom or < NightTo } now && Days.SaysTodayOrTomorrow(turn.Text, DateOnly.FromDateTime(now.DateTime));

    private static BookingState Unheld(BookingState booking) => booking with { Slot = null, HoldId = null, Until = null, Waiting = null };

    private static bool IsAt(Turn turn, Slot slot, WhenWanted when)
    {
        var local = ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime;
        return DateOnly.FromDateTime(local) == when.From && TimeOnly.FromDateTime(local) == when.At;
    }
}
