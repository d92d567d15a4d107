using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Hears a message that was sent twice.</summary>
internal static class RepeatedMessage
{
    /// <summary>Nobody reads the next question and types the same answer to it in less.</summary>
    private static readonly TimeSpan s_sentTwice = TimeSpan.FromSeconds(1.5);

    /// <summary>The same message again at once: it was not meant for the next question. Null where it was not sent twice.</summary>
    public static Decision.Done? Take(Turn turn)
    {
        if (turn.State.Screening is not { Taken: { Length: > 0 } taken } state || !taken.Equals(SaidIn(turn), StringComparison.OrdinalIgnoreCase))
            return null;
        // Where the clock stands still, as in a batch of messages, nothing is sent twice.
        var passed = turn.Facts.Now - state.LastAt;
        if (passed <= TimeSpan.Zero || passed > s_sentTwice)
            return null;
        var once = state with { Taken = null };
        return once.Finished
            ? ScreeningTurn.Unrecorded(turn, once, "sent twice", [ScreeningReplies.Plain(turn.Say("screening.sent-twice")) with { Choices = turn.State.Offered }], turn.State.Active)
            : ScreeningTurn.Unrecorded(turn, once, "sent twice", [ScreeningReplies.Ask(turn, Progress.Located(turn, once), turn.Say("screening.sent-twice"))], turn.State.Active);
    }

    /// <summary>What the patient said or picked in a turn.</summary>
    public static string SaidIn(Turn turn) => turn.Text.Length > 0 ? turn.Text : turn.Action ?? "";
}
