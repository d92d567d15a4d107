using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a patient asks or says of the visit that was booked here and stands: it is shown again, and what only staff can change is passed on to them with the contact that is on it.</summary>
internal static class StandingVisit
{
    /// <summary>Whether a visit was booked here, is still to come, and nothing else is going on.</summary>
    public static bool Has(Turn turn) => turn.State is { Active: ActiveDialog.None, Booking.Booked.Slot.Start: var start } && start > turn.Facts.Now;

    /// <summary>Shows it again, or says that none can be seen here.</summary>
    public static Decision Show(Turn turn)
    {
        var booking = BookingDialog.Current(turn);
        if (booking.Booked is not { Reference: var own })
            return BookingSteps.Done(turn, booking, "no visit of this chat", BookingReplies.Say(turn, "booking.not-seen-here", [BookingReplies.Staff(turn), new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book)]));
        if (RememberedVisit.Ask(turn, own, out var stands) is { } asks)
            return asks;
        foreach (var other in booking.Others)
        {
            if (RememberedVisit.Ask(turn, other.Reference, out var known) is { } asksOther)
                return asksOther;
            booking = known is null ? booking.Without(other.Reference) : booking.Knowing(known);
        }

        turn = turn with { State = turn.State with { Booking = booking } };
        return stands is null ? RememberedVisit.Gone(turn, booking, own) : BookingSteps.Ended(turn, booking.Knowing(stands), "shown again", BookingReplies.Booked(turn, stands, "booking.here-again"));
    }

    /// <summary>Passes on to staff what is not changed here: how a name is spelled, a number, the kind of visit.</summary>
    public static Decision LeaveToStaff(Turn turn) => PassOn(turn, "booking.change-by-staff");

    /// <summary>Passes on to staff that a reminder is wished.</summary>
    public static Decision Remind(Turn turn) => PassOn(turn, "booking.reminder-by-staff");

    /// <summary>Passes on to staff that the patient will be late.</summary>
    public static Decision Late(Turn turn) => Has(turn) ? PassOn(turn, "booking.late-noted") : HandOff.StartWith(turn, "booking.late-unknown", turn.Text);

    private static Decision.Done PassOn(Turn turn, string key)
    {
        var visit = turn.State.Booking!.Booked!;
        var note = turn.Say("booking.note-visit", ("reference", visit.Reference), ("said", turn.Text));
        return HandOff.PassOn(turn, visit.Name, visit.Phone, note, key, ("when", ClinicTime.Long(turn.Content.Clinic, visit.Slot.Start)));
    }
}
