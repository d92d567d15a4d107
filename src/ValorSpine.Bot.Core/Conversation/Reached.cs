using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What is said to whoever wants no more messages, wants them again, or asks who writes. The safety rules hear every word, whatever is wished.</summary>
internal static class Reached
{
    /// <summary>What decided such a turn.</summary>
    public const string Decided = "reach";

    /// <summary>The turn: guidance for a warning sign; else what confirms the wish, or nothing.</summary>
    public static Decision.Done Hear(Turn turn, Reach wish)
    {
        var urgent = turn.Safety.Tier >= SafetyTier.SameDay ? SafetyReplies.Urgent(turn with { State = turn.State with { SafetyQuestion = null } }) : null;
        return wish switch
        {
            Reach.Stopping when urgent is not null => new(urgent.Turn with { Replies = [.. urgent.Turn.Replies, new Reply { Text = turn.Say("reach.stopped"), ConfirmsWish = true }] }),
            _ when urgent is not null => urgent,
            Reach.Stopping => Says(turn, "reach.stopped"),
            Reach.Resuming => Says(turn, "reach.resumed"),
            Reach.Help => Says(turn, "reach.help"),
            _ => Silent(turn),
        };
    }

    // What was offered stays: an answer by number still means something afterwards.
    private static Decision.Done Says(Turn turn, string key) =>
        new(turn.Says(key, Outcome.Smalltalk, Decided).Turn with { State = turn.State, Replies = [new Reply { Text = turn.Say(key), ConfirmsWish = true }] });

    /// <summary>A message that may be a warning sign would be asked about; as nothing may be asked, staff hear of it.</summary>
    private static Decision.Done Silent(Turn turn) => new(new TurnResult
    {
        State = turn.State,
        Replies = [],
        Outcome = Outcome.Smalltalk,
        Why = new() { DecidedBy = Decided, Note = "the patient wants no messages" },
        Alerts = turn.State.SafeMode is null && turn.Safety.Doubt is { } doubt ? [new Alert(AlertKind.Sign, doubt.Rule)] : AbuseReplies.AlertsOf(turn),
    });
}
