using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Afterwards;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>The check or the booking that guidance ended. It goes on where it stood, once the patient is safe and wants it.</summary>
/// <param name="Dialog">Which.</param>
/// <param name="ByAnswer">Whether an answer in the check ended it, which may have been a slip of the finger.</param>
public sealed record Interrupted(ActiveDialog Dialog, bool ByAnswer = false)
{
    private const int LongestWish = 8;

    /// <summary>What to say of it and to pick where guidance has ended, or null where there is nothing to go on with.</summary>
    internal static (string Line, Choice GoOn)? Offer(Turn turn) => turn.State switch
    {
        { Interrupted.Dialog: ActiveDialog.Screening, Screening: { Finished: false } } => (turn.Say("safety.go-on-check"), new(turn.Say("safety.go-on-check-label"), ChoiceAction.Screening(ScreeningActions.Continue))),
        { Interrupted.Dialog: ActiveDialog.Booking, Booking: { Booked: null } booking } =>
            (Line(BookingReplies.Holding(turn, booking), turn.Say("safety.go-on-booking")), new(turn.Say("safety.go-on-booking-label"), ChoiceAction.Book)),
        _ => null,
    };

    /// <summary>Goes on where the message asks for that: "continue the check", "now finish the booking", or "yes" to the offer. Else null.</summary>
    internal static Decision? TryGoOn(Turn turn)
    {
        if (turn is not { Action: null, State: { Active: ActiveDialog.None, SafeMode: null, Interrupted: not null } } || turn.LooksLikeQuestion || Offer(turn) is not var (_, goOn))
            return null;
        if (Words.Split(turn.Text).Count > LongestWish || !(Heard.In(turn).Says(Afterward.GoOn) || (turn.Content.Intents.Of(turn.Text) is "yes" or "ok" && turn.State.Offered is [{ } first, ..] && first.Action == goOn.Action)))
            return null;
        return goOn.Action == ChoiceAction.Book ? BookingDialog.Start(turn with { Text = "" }) : ScreeningDialog.TryContinue(turn with { Action = goOn.Action });
    }

    private static string Line(string? before, string line) => before is null ? line : $"{before} {line}";
}
