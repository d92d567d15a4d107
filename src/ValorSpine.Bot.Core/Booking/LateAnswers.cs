using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Tells what the schedule answered after the turn that asked, and what the clinic changed there. Nobody waits for it at that moment, so it takes the floor from no other dialog.
/// </summary>
internal static class LateAnswers
{
    /// <summary>Decides what is said; nothing where the patient no longer waits for it.</summary>
    public static Decision Tell(Turn turn, ScheduleRequest request, ScheduleResult result)
    {
        var booking = BookingDialog.Current(turn);
        return request switch
        {
            ScheduleRequest.FindSlots or ScheduleRequest.Hold => Times(turn, booking, request, result),
            ScheduleRequest.Confirm confirm => Confirmed(turn, booking, confirm, result),
            ScheduleRequest.Move move => Moved(turn, booking, move, result),
            ScheduleRequest.Cancel cancel => Cancelled(turn, booking, cancel, result),
            ScheduleRequest.Find => Changed(turn, booking, result),
            _ => Silent(turn, booking),
        };
    }

    private static Decision Times(Turn turn, BookingState booking, ScheduleRequest request, ScheduleResult result)
    {
        if (booking is not { Waiting: { Slot: null }, Visit: not null } || !HasFloor(turn, booking))
            return Silent(turn, booking.Waiting is { Slot: null } ? booking with { Waiting = null } : booking);
        if (result is ScheduleResult.Refused)
            return Refused(turn, BookingDialog.Fresh(booking));
        if ((request, result) is (ScheduleRequest.Hold(var slot), ScheduleResult.Held(var id, var until)))
            return BookingSteps.Next(turn, booking with { Slot = slot, HoldId = id, Until = until, Waiting = null }, "booking.calendar-back");
        var decision = BookingSteps.OfferTimes(turn, booking with { Waiting = null }, "booking.calendar-back");

        // It fell silent again in between: the patient has been told that already.
        return decision is Decision.Done { Turn.State.Booking: { Waiting: not null } again } ? Silent(turn, again) : decision;
    }

    private static Decision Confirmed(Turn turn, BookingState booking, ScheduleRequest.Confirm confirm, ScheduleResult result)
    {
        var isAwaited = booking.Waiting is not null || booking.HoldId == confirm.HoldId;
        var answered = Left(ref turn, booking, confirm.HoldId);
        return result switch
        {
            // It was told when they went on after a turn that was lost, or they took it back and it is being undone.
            ScheduleResult.Booked(var appointment) when !isAwaited && (booking.Booked?.Reference == appointment.Reference || booking.TakenBack == appointment.Slot) => Silent(turn, answered),
            ScheduleResult.Booked(var appointment) when WaitingSteps.Settled(turn, ref answered, appointment.Slot) is { } needs => needs,
            ScheduleResult.Booked(var appointment) when HasPassed(turn, appointment) => TooLate(turn, answered, appointment),
            ScheduleResult.Booked(var appointment) => Told(turn, answered.Having(appointment, turn.Facts.Now), "booked late", BookingReplies.Booked(turn, appointment, "booking.booked-late")).With(AppointmentNotices.Booked(turn, appointment)),
            ScheduleResult.Refused => Refused(turn, answered),
            _ when booking.Waiting is { Slot: { } slot } && HasFloor(turn, booking) => OtherTimes(turn, booking, confirm, slot),
            // Who has given it up meanwhile was told that nothing is booked, and that is so.
            _ when !isAwaited => Silent(turn, answered),
            _ => Told(turn, answered, "taken late", TakenLate(turn, booking.Waiting?.Slot ?? booking.Slot, "booking.taken-late")),
        };
    }

    /// <summary>Nothing is waited for any more. Where the process ended before the patient was told that it is kept, they still stand before the question that they have answered: it is not asked again.</summary>
    private static BookingState Left(ref Turn turn, BookingState booking, string holdId)
    {
        if (booking.HoldId != holdId)
            return booking with { Waiting = null };
        if (booking.Purpose == BookingPurpose.Book)
            turn = ScreeningDialog.Withheld(turn);
        if (turn.State.Active == ActiveDialog.Booking)
            turn = turn with { State = turn.State with { Active = ActiveDialog.None } };
        return BookingDialog.Fresh(booking) with { Waiting = null };
    }

    private static bool HasPassed(Turn turn, BookedAppointment appointment) => appointment.Slot.Start <= turn.Facts.Now;

    /// <summary>The schedule took it when its time was over. Nobody looks forward to that visit, and staff must know of it.</summary>
    private static Decision.Done TooLate(Turn turn, BookingState booking, BookedAppointment appointment)
    {
        var told = Told(turn, booking, "answered when its time was over", TakenLate(turn, appointment.Slot, "booking.answered-too-late"));
        return new(told.Turn with { Alerts = [new Alert(AlertKind.Staff, "schedule-too-late")] });
    }

    private static Decision OtherTimes(Turn turn, BookingState booking, ScheduleRequest.Confirm confirm, Slot slot)
    {
        var again = BookingDialog.Fresh(booking) with
        {
            Waiting = null,
            Visit = slot.Visit,
            Clinician = booking.Waiting?.Clinician,
            When = BookingSteps.Exactly(turn, slot),
            Name = confirm.Name,
            Phone = confirm.Phone,
            Email = confirm.Email,
            PreferredContact = confirm.PreferredContact,
            Reason = confirm.Reason,
        };
        var shared = confirm.ScreeningSummary is null ? turn : ScreeningDialog.Shared(turn);
        return BookingSteps.OfferTimes(shared, again, "booking.taken", slot);
    }

    private static Decision Moved(Turn turn, BookingState booking, ScheduleRequest.Move move, ScheduleResult result)
    {
        var slot = booking.Waiting?.Slot ?? (booking.HoldId == move.HoldId ? booking.Slot : null);
        var answered = Left(ref turn, booking, move.HoldId);
        return result switch
        {
            ScheduleResult.Booked(var appointment) when WaitingSteps.Settled(turn, ref answered, appointment.Slot) is { } needs => needs,
            ScheduleResult.Booked(var appointment) when HasPassed(turn, appointment) => TooLate(turn, answered.Knowing(appointment), appointment),
            ScheduleResult.Booked(var appointment) => Told(turn, answered.Having(appointment, turn.Facts.Now), "moved late", BookingReplies.Booked(turn, appointment, "booking.moved-late")).With(AppointmentNotices.Moved(turn, appointment)),
            ScheduleResult.Refused => Refused(turn, answered),
            ScheduleResult.NotFound or ScheduleResult.Cancelled => Gone(turn, answered, move.Reference),
            _ => Told(turn, answered, "not moved late", TakenLate(turn, slot, "booking.not-moved-late")),
        };
    }

    private static Decision.Done Cancelled(Turn turn, BookingState booking, ScheduleRequest.Cancel cancel, ScheduleResult result)
    {
        var answered = booking with { Waiting = null };
        return result switch
        {
            ScheduleResult.Cancelled(var appointment) => Told(
                turn, answered.Without(appointment.Reference), "cancelled late", BookingReplies.After(turn.Say("booking.cancelled-late"), BookingReplies.Cancelled(turn, appointment))).With(AppointmentNotices.Cancelled(turn, appointment)),
            ScheduleResult.Refused => Refused(turn, answered),
            _ => Gone(turn, answered, cancel.Reference),
        };
    }

    private static Decision.Done Changed(Turn turn, BookingState booking, ScheduleResult result) => result switch
    {
        ScheduleResult.Booked(var appointment) => Told(
            turn, booking.Having(appointment, turn.Facts.Now), "moved by the clinic", BookingReplies.Booked(turn, appointment, "booking.moved-by-clinic") with { Brief = Brief(turn, AppointmentNotices.MovedTemplate, appointment) }).With(AppointmentNotices.Moved(turn, appointment)),
        ScheduleResult.Cancelled(var appointment) => Told(turn, booking.Without(appointment.Reference), "cancelled by the clinic", BookingReplies.Cancelled(turn, appointment) with
        {
            Text = turn.Say("booking.cancelled-by-clinic", ("when", ClinicTime.Long(turn.Content.Clinic, appointment.Slot.Start))),
            Brief = Brief(turn, AppointmentNotices.CancelledTemplate, appointment),
            Choices = [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), BookingReplies.Staff(turn)],
        }).With(AppointmentNotices.Cancelled(turn, appointment)),
        _ => Silent(turn, booking),
    };

    // What comes unasked says no more than a notice does.
    private static string Brief(Turn turn, string template, BookedAppointment appointment) => turn.Content.Notices.Of(template, AppointmentNotices.ValuesOf(turn, appointment)).Sms;

    private static Decision.Done Gone(Turn turn, BookingState booking, string reference) =>
        Told(turn, booking.Without(reference), "appointment no longer stands", BookingReplies.Gone(turn));

    private static Decision.Done Refused(Turn turn, BookingState booking)
    {
        var told = Told(turn, booking, "the schedule refused", BookingReplies.Say(turn, "booking.refused", [BookingReplies.Staff(turn)]));
        return new(told.Turn with { Alerts = [new Alert(AlertKind.Staff, "schedule-refused")] });
    }

    private static Reply TakenLate(Turn turn, Slot? slot, string key) => new()
    {
        Text = turn.Say(key, ("when", slot is null ? turn.Say("booking.that-time") : ClinicTime.Long(turn.Content.Clinic, slot.Start))),
        Choices = [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), BookingReplies.Staff(turn)],
    };

    /// <summary>Whether booking may go on by itself: no other dialog, no warning sign and no person has the floor.</summary>
    private static bool HasFloor(Turn turn, BookingState booking) =>
        turn.State.BotHasFloor && (turn.State.Active == ActiveDialog.None || (turn.State.Active == ActiveDialog.Booking && booking.Step is BookingStep.None or BookingStep.Time));

    /// <summary>Nothing is to be told.</summary>
    internal static Decision.Done Silent(Turn turn, BookingState booking) => new(new TurnResult
    {
        State = turn.State with { Booking = booking },
        Replies = [],
        Outcome = Outcome.Booking,
        Why = new() { DecidedBy = "booking", Note = "nothing to tell" },
    });

    /// <summary>Says it, and then again what the patient was asked before, so that their next message is still understood. Where the bot has not the floor, what was offered stands as it did.</summary>
    internal static Decision.Done Told(Turn turn, BookingState booking, string note, Reply reply)
    {
        var told = new TurnResult
        {
            State = turn.State with { Booking = booking },
            Replies = [turn.State.BotHasFloor ? reply : reply with { Choices = turn.State.Offered }],
            Outcome = Outcome.Booking,
            Why = new() { DecidedBy = "booking", Note = note },
        };
        return new(turn.State.BotHasFloor && Interrupted(turn, booking) is { } prompt ? told.Then(prompt) : told);
    }

    /// <summary>What the dialog that was interrupted asks, or null where none was.</summary>
    internal static Reply? Interrupted(Turn turn, BookingState booking) => turn.State.Active switch
    {
        ActiveDialog.Screening => ScreeningDialog.Reprompt(turn),
        ActiveDialog.HandOff => HandOff.Reprompt(turn),
        ActiveDialog.Booking => BookingReplies.Prompt(turn, booking),
        _ => null,
    };
}
