using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What the patient is told while the schedule does not answer: plainly that nothing is done yet, and that the request is kept.</summary>
internal static class UnansweredSchedule
{
    private const string TimesKey = "booking.calendar-silent";

    /// <summary>Free times could not be looked up. The wish is remembered and answered once they can.</summary>
    public static Decision ForTimes(Turn turn, BookingState booking, string requestId)
    {
        var waiting = booking with { Step = BookingStep.Time, Offered = [], Waiting = new(requestId, booking.Purpose, null) };
        return BookingSteps.Done(turn, waiting, "the schedule does not answer: times", BookingReplies.Say(turn, TimesKey, BookingReplies.StopOrStaff(turn)), TimesKey);
    }

    /// <summary>An appointment could not be made, moved or given up. What was to be shared is part of the kept request and not shared again.</summary>
    public static Decision ForVisit(Turn turn, BookingState booking, Slot slot, string requestId)
    {
        var kept = BookingDialog.Fresh(booking) with { Waiting = new(requestId, booking.Purpose, slot) { Clinician = booking.Clinician } };
        var reply = new Reply
        {
            Text = turn.Say(
                booking.Purpose switch
                {
                    BookingPurpose.Move => "booking.kept-moving",
                    BookingPurpose.Cancel => "booking.kept-cancelling",
                    _ => "booking.kept-booking",
                },
                ("when", When(turn, slot))),
            Choices = Ways(turn, kept.Waiting!),
        };
        return BookingSteps.Done(booking.Purpose == BookingPurpose.Book ? ScreeningDialog.Withheld(turn) : turn, kept, "the schedule does not answer: kept", reply);
    }

    /// <summary>Says that a visit is still waited for, or null where none is: another one must not be mixed up with it.</summary>
    public static Decision? StillWaiting(Turn turn, BookingState booking) => booking.Waiting is { Slot: { } slot } waiting
        ? BookingSteps.Done(turn, BookingDialog.Fresh(booking), "the schedule does not answer: still kept", new Reply { Text = turn.Say("booking.still-kept", ("when", When(turn, slot))), Choices = Ways(turn, waiting) })
        : null;

    /// <summary>Takes the kept request back.</summary>
    public static Decision Withdraw(Turn turn, BookingState booking)
    {
        if (booking.Waiting is not { Purpose: BookingPurpose.Book, Slot: not null } waiting)
            return BookingSteps.Done(turn, booking, "nothing kept", BookingReplies.Say(turn, "booking.nothing-kept", [Book(turn)]));
        var request = new ScheduleRequest.Withdraw(waiting.RequestId);
        return turn.Facts.ResultOf(request) is null
            ? new Decision.Needs(request)
            : BookingSteps.Ended(turn, booking with { Waiting = null, TakenBack = waiting.Slot }, "kept request taken back", BookingReplies.Say(turn, "booking.withdrawn", [Book(turn)]));
    }

    /// <summary>The schedule takes the request neither now nor later: staff are told.</summary>
    public static Decision Refused(Turn turn, BookingState booking)
    {
        if (BookingSteps.Freed(turn, booking) is { } needs)
            return needs;
        var done = BookingSteps.Ended(turn, booking with { Waiting = null }, "the schedule refused", BookingReplies.Say(turn, "booking.refused", [BookingReplies.Staff(turn)]));
        return new Decision.Done(done.Turn with { Alerts = [new Alert(AlertKind.Staff, "schedule-refused")] });
    }

    private static ImmutableArray<Choice> Ways(Turn turn, WaitingFor waiting) => waiting.Purpose == BookingPurpose.Book
        ? [new Choice(turn.Say("booking.choice-withdraw"), ChoiceAction.Booking(BookingAction.Withdraw)), BookingReplies.Staff(turn)]
        : [BookingReplies.Staff(turn)];

    private static Choice Book(Turn turn) => new(turn.Say("booking.choice-book"), ChoiceAction.Book);

    private static string When(Turn turn, Slot slot) => ClinicTime.Long(turn.Content.Clinic, slot.Start);
}
