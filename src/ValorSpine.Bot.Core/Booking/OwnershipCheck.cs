using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Whoever names an appointment of another conversation must know the phone number on it. A wrong number and an unknown reference
/// get the same answer, so that nobody learns which references exist.
/// </summary>
internal static class OwnershipCheck
{
    /// <summary>Wrong pairs after which only staff can help in this conversation.</summary>
    public const int MostTries = 3;

    /// <summary>The reference and the phone number in a message, each null where it is not there.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="asked">True where a reference was asked for.</param>
    public static (string? Reference, string? Phone) Read(string text, bool asked)
    {
        var reference = BookingWords.Reference(text, asked);

        // The digits of a reference before a phone number would be taken for a part of it.
        var rest = reference is null ? text : text.Replace(reference, ",", StringComparison.OrdinalIgnoreCase);
        return (reference, ContactDetails.Read(rest).Phone);
    }

    /// <summary>Goes on with what is known of reference and phone.</summary>
    public static Decision Take(Turn turn, BookingState booking, string? reference, string? phone)
    {
        var known = booking with { Reference = reference ?? booking.Reference };
        if (known.Reference is null)
            return BookingSteps.Ask(turn, known with { Step = BookingStep.Reference });
        if (phone is null)
            return BookingSteps.Ask(turn, known with { Step = BookingStep.PhoneCheck });

        var request = new ScheduleRequest.Find(known.Reference);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Booked(var appointment) when appointment.Phone == phone => Owned(turn, known, appointment),
            _ => Wrong(turn, known),
        };
    }

    /// <summary>Leaves the matter to staff.</summary>
    public static Decision ToStaff(Turn turn, BookingState booking)
    {
        var reply = BookingReplies.Say(turn, "booking.to-staff", [BookingReplies.Staff(turn)]);
        var done = BookingSteps.Ended(turn, booking, "reference and phone did not match", reply);
        return new Decision.Done(done.Turn with { Alerts = [new Alert("staff", "booking-reference-check")] });
    }

    private static Decision Owned(Turn turn, BookingState booking, BookedAppointment appointment)
    {
        if (appointment.Slot.Start > turn.Facts.Now)
            return BookingSteps.WithExisting(turn, booking with { Existing = appointment, Tries = 0 });
        return BookingSteps.Ended(turn, booking with { Tries = 0 }, "appointment has passed", BookingReplies.Say(turn, "booking.has-passed", [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), BookingReplies.Staff(turn)]));
    }

    private static Decision Wrong(Turn turn, BookingState booking)
    {
        var tried = booking with { Tries = booking.Tries + 1 };
        return tried.Tries >= MostTries ? ToStaff(turn, tried) : BookingSteps.Ask(turn, tried with { Step = BookingStep.Reference }, "booking.no-match");
    }
}
