using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Emergency guidance.</summary>
public static class SafetyReplies
{
    /// <summary>The guidance for a rule that a screening answer fired.</summary>
    public static Decision.Done UrgentFromScreening(Turn turn, string ruleId) => new(new TurnResult
    {
        State = turn.State with { Active = ActiveDialog.None, SafeMode = new SafeMode(SafetyTier.Emergency, ruleId) },
        Replies = [new Reply { Text = turn.Say("safety.emergency-line") }],
        Outcome = Outcome.Emergency,
        Alerts = [new Alert("emergency", ruleId)],
    });

    /// <summary>Guidance.</summary>
    public static Decision.Done Urgent(Turn turn) => UrgentFromScreening(turn, turn.Safety.Rule ?? "");

    /// <summary>Guidance again.</summary>
    public static Decision.Done? StillUrgent(Turn turn) => null;

    /// <summary>Cleared.</summary>
    public static Turn Cleared(Turn turn) => turn with { State = turn.State with { SafeMode = null } };

    /// <summary>Reminder.</summary>
    public static string? Reminder(Turn turn) => null;

    /// <summary>Only clears.</summary>
    public static bool OnlyClears(Turn turn) => false;

    /// <summary>Advice.</summary>
    public static Decision.Done Advice(Turn turn) => UrgentFromScreening(turn, "");

    /// <summary>Line.</summary>
    public static string EmergencyLine(Turn turn) => turn.Say("safety.emergency-line");

    /// <summary>Line.</summary>
    public static string? MentionLine(Turn turn) => null;
}
