using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Reminds of a visit in the chat, and takes what the patient says to that.</summary>
internal static class Reminders
{
    private static readonly string[] s_coming = ["c", "confirm", "confirmed", "i confirm", "yes", "y", "coming", "i'll be there", "i will be there", "ill be there", "see you then"];
    private static readonly string[] s_move = ["m", "move", "move it", "change", "change it", "reschedule"];
    private static readonly string[] s_cancel = ["cancel", "cancel it", "x"];

    /// <summary>Says when the visit is and offers to confirm, move or cancel it. While safety or a person has the floor, nothing is offered.</summary>
    public static Decision Tell(Turn turn, BookedAppointment appointment)
    {
        var booking = BookingDialog.Current(turn);
        if (appointment.Slot.Start <= turn.Facts.Now)
            return LateAnswers.Silent(turn, booking);
        var free = turn.State is { BotHasFloor: true, Active: ActiveDialog.None };
        return LateAnswers.Told(turn, booking.Knowing(appointment) with { Reminded = appointment }, "reminder", BookingReplies.Reminder(turn, appointment, free) with { Brief = Brief(turn, appointment) });
    }

    /// <summary>Nothing of the kind of visit: short messages lie open on a locked phone. Whoever never wrote is told how to end them.</summary>
    private static string Brief(Turn turn, BookedAppointment appointment)
    {
        var text = turn.Content.Notices.Of(AppointmentNotices.ReminderTemplate, AppointmentNotices.ValuesOf(turn, appointment)).Sms;
        return turn.State.Greeted ? text : $"{text} {turn.Say("reach.stop-line")}";
    }

    /// <summary>"C", "move" or "cancel" right after a reminder; else null.</summary>
    public static Decision? TryReply(Turn turn)
    {
        if (turn.Action is not null || turn.State is not { Active: ActiveDialog.None, Booking: { Reminded: not null } booking } || !turn.State.Offered.Any(choice => choice.Action == ChoiceAction.Booking(BookingAction.Coming)))
            return null;
        var said = turn.Text.Trim().TrimEnd('.', '!').Replace('\u2019', '\'').ToLowerInvariant();
        return s_coming.Contains(said) ? Take(turn, booking, BookingAction.Coming)
            : s_move.Contains(said) ? Take(turn, booking, BookingAction.MoveReminded)
            : s_cancel.Contains(said) ? Take(turn, booking, BookingAction.CancelReminded)
            : null;
    }

    /// <summary>What was picked below a reminder; null where it is another choice.</summary>
    public static Decision? Take(Turn turn, BookingState booking, string target) => target switch
    {
        not (BookingAction.Coming or BookingAction.MoveReminded or BookingAction.CancelReminded) => null,
        _ when booking.Reminded is not { } visit || visit.Slot.Start <= turn.Facts.Now => BookingSteps.Ask(turn, booking, "booking.stale"),
        BookingAction.Coming => Coming(turn, booking, booking.Reminded!),
        BookingAction.MoveReminded => Change(turn, booking, BookingPurpose.Move, booking.Reminded!.Reference),
        _ => Change(turn, booking, BookingPurpose.Cancel, booking.Reminded!.Reference),
    };

    private static Decision Coming(Turn turn, BookingState booking, BookedAppointment visit)
    {
        var request = new ScheduleRequest.Attend(visit.Reference, visit.Sequence);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Booked(var now) when now.Sequence == visit.Sequence => Said(turn, booking, "patient confirmed", new Reply
            {
                Text = turn.Say("booking.coming", ("when", ClinicTime.Long(turn.Content.Clinic, now.Slot.Start))),
                Choices = BookingReplies.ReminderChanges(turn),
            }),
            ScheduleResult.Booked(var now) => Said(turn, booking.Knowing(now), "visit has changed since", BookingReplies.Booked(turn, now, "booking.changed-since")),
            _ => Said(turn, booking.Without(visit.Reference), "appointment no longer stands", BookingReplies.Gone(turn)),
        };
    }

    private static Decision Change(Turn turn, BookingState booking, BookingPurpose purpose, string reference)
    {
        if (RememberedVisit.Ask(turn, reference, out var stands) is { } asks)
            return asks;
        return stands is null
            ? RememberedVisit.Gone(turn, booking, reference)
            : BookingSteps.Freed(turn, booking) ?? BookingSteps.WithExisting(turn, BookingDialog.Fresh(booking).Knowing(stands) with { Purpose = purpose, Existing = stands });
    }

    /// <summary>What else is under way goes on afterwards.</summary>
    private static Decision.Done Said(Turn turn, BookingState booking, string note, Reply reply) => BookingSteps.Done(turn, booking, note, reply);
}
