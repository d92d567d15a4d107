using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>A sign that was told to be over, and is back or never was over.</summary>
internal static class Relapse
{
    private const int LongestMessage = 12, PlainlyAboutIt = 6, MostTurns = 40;

    /// <summary>The guidance anew where the patient says, after it had ended, that the sign is back or was never over; else null.</summary>
    public static Decision.Done? Reply(Turn turn)
    {
        if (turn is not { Action: null, State: { SafeMode: null, Released: { } before } } || turn.LooksLikeQuestion || before.Repeats > MostTurns || Words.Split(turn.Text).Count > LongestMessage)
            return null;
        var heard = Heard.In(turn);
        var isFree = turn.State.Active == ActiveDialog.None;
        if (!heard.Says(Afterward.Relapse) && !(isFree && before.Repeats == 0 && heard.GoesOn))
            return null;
        // In a dialog "getting worse" may be an answer, and "my back still hurts" may be about something else: that is asked about.
        return isFree && before.Repeats <= PlainlyAboutIt && heard.Says(Afterward.Relapse)
            ? SafetyReplies.UrgentAsToldBefore(turn, new(before.Tier, before.Rule), "told to be back, or not over")
            : SafetyQuestion.Ask(turn, new(before.Rule, before.Tier, false, "maybe back, or not over"));
    }
}
