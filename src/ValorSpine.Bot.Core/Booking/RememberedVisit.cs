using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A visit that a conversation remembers may have been moved or cancelled since, from another chat or by the clinic: before anything is said or done about it, the schedule is asked how it stands.</summary>
internal static class RememberedVisit
{
    /// <summary>What must be asked, or null where it was; the appointment is then as it stands, and null where it is cancelled or unknown.</summary>
    public static Decision.Needs? Ask(Turn turn, string reference, out BookedAppointment? appointment)
    {
        var request = new ScheduleRequest.Find(reference);
        var result = turn.Facts.ResultOf(request);
        appointment = (result as ScheduleResult.Booked)?.Appointment;
        return result is null ? new(request) : null;
    }

    /// <summary>Says that it no longer stands.</summary>
    public static Decision Gone(Turn turn, BookingState booking, string reference)
    {
        if (BookingSteps.Freed(turn, booking) is { } needs)
            return needs;
        var reply = turn.Facts.ResultOf(new ScheduleRequest.Find(reference)) is ScheduleResult.Cancelled(var cancelled) ? BookingReplies.Cancelled(turn, cancelled) : BookingReplies.Gone(turn);
        return BookingSteps.Ended(turn, booking.Without(reference), "appointment no longer stands", reply);
    }
}
