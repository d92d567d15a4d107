using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Whoever names an appointment of another conversation must type a code that was sent to the phone or e-mail on it. An unknown reference gets
/// the same answers, so that nobody learns which references exist.
/// </summary>
internal static class OwnershipCheck
{
    /// <summary>Wrong codes after which only staff can help in this conversation.</summary>
    public const int MostTries = 5;

    private const NoticeWay Sending = NoticeWay.Email | NoticeWay.Phone;

    /// <summary>Goes on with what is known of the reference: asks for it, or has a code sent.</summary>
    public static Decision Take(Turn turn, BookingState booking, string? reference)
    {
        var known = booking with { Reference = reference ?? booking.Reference };
        if (known.Reference is null)
            return BookingSteps.Ask(turn, known with { Step = BookingStep.Reference });

        var request = new CodeRequest.Send(known.Reference);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.NeedsOneTimeCode(request),
            CodeResult.Sent(var needsStaff) => Sent(turn, known, needsStaff),
            _ => ToStaff(turn, known, "booking.codes-too-many", "too many codes"),
        };
    }

    /// <summary>Takes what is typed while a code is waited for; null where it is none.</summary>
    public static Decision? TakeCode(Turn turn, BookingState booking)
    {
        if (BookingWords.Reference(turn.Text, asked: false) is { } reference && reference.Any(char.IsLetter))
            return Take(turn, booking, reference);
        if (OneTimeCode.In(turn.Text) is not { } typed)
            return OneTimeCode.LooksTried(turn.Text) ? BookingSteps.Ask(turn, booking, "booking.code-form") : null;

        var request = new CodeRequest.Check(booking.Reference!, typed);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.NeedsOneTimeCode(request),
            CodeResult.Right => Owned(turn, booking),
            _ => Wrong(turn, booking),
        };
    }

    /// <summary>Leaves the matter to staff where the patient has no reference, with what they said instead of one.</summary>
    public static Decision WithoutReference(Turn turn, BookingState booking)
    {
        var wish = booking.When is { Kind: WhenKind.Within } when ? WishWords.Say(turn, when) : turn.Say("booking.when-any");
        var note = booking.Purpose == BookingPurpose.Move ? turn.Say("booking.note-move", ("wish", wish), ("said", turn.Text)) : turn.Say("booking.note-cancel", ("said", turn.Text));
        return HandOff.StartWith(turn with { State = turn.State with { Active = ActiveDialog.None, Booking = BookingDialog.Fresh(booking) } }, "booking.no-reference", note);
    }

    /// <summary>Leaves the matter to staff, after too many wrong codes.</summary>
    public static Decision ToStaff(Turn turn, BookingState booking) => ToStaff(turn, booking, "booking.to-staff", "wrong codes");

    private static Decision.Done Sent(Turn turn, BookingState booking, bool needsStaff)
    {
        var way = (turn.Content.Clinic.NoticeWays & Sending) switch
        {
            NoticeWay.None => null,
            NoticeWay.Email => "booking.code-sent-email",
            NoticeWay.Phone => "booking.code-sent-text",
            _ => "booking.code-sent",
        };
        if (way is null)
            return ToStaff(turn, booking, "booking.no-codes", "no code can be sent");
        var asked = (Decision.Done)BookingSteps.Ask(turn, booking with { Step = BookingStep.Code }, way);
        return needsStaff ? new(asked.Turn with { Alerts = [new Alert(AlertKind.Staff, "booking-code-not-reachable")] }) : asked;
    }

    private static Decision Owned(Turn turn, BookingState booking)
    {
        var request = new ScheduleRequest.Find(booking.Reference!);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Booked(var appointment) when appointment.Slot.Start > turn.Facts.Now => BookingSteps.WithExisting(turn, booking with { Existing = appointment, Tries = 0 }),
            ScheduleResult.Booked => BookingSteps.Ended(turn, booking with { Tries = 0 }, "appointment has passed", BookingReplies.Say(turn, "booking.has-passed", [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), BookingReplies.Staff(turn)])),
            _ => BookingSteps.Ended(turn, booking.Without(booking.Reference!) with { Tries = 0 }, "appointment no longer stands", BookingReplies.Gone(turn)),
        };
    }

    private static Decision Wrong(Turn turn, BookingState booking)
    {
        var tried = booking with { Tries = booking.Tries + 1 };
        return tried.Tries >= MostTries ? ToStaff(turn, tried) : BookingSteps.Ask(turn, tried, "booking.code-wrong");
    }

    private static Decision.Done ToStaff(Turn turn, BookingState booking, string key, string note)
    {
        var done = BookingSteps.Ended(turn, booking, note, BookingReplies.Say(turn, key, [BookingReplies.Staff(turn)]));
        return new(done.Turn with { Alerts = [new Alert(AlertKind.Staff, "booking-reference-check")] });
    }
}
