using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Afterwards;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>A red flag that was spoken of in general: "what is cauda equina?". Said to be there, it is a sign: "that's what I have".</summary>
/// <param name="Sign">Which.</param>
/// <param name="IsSure">Whether it was the red flag that was spoken of, and not only something near it; else it is asked about.</param>
/// <param name="Turns">How many turns ago.</param>
public sealed record Mentioned(OpenSign Sign, bool IsSure, int Turns = 0)
{
    private const int MostTurns = 3, LongestStatement = 12;

    /// <summary>What the conversation remembers of it after a turn.</summary>
    internal static Mentioned? After(Turn turn, TurnResult result)
    {
        if (result.State is { SafeMode: not null } or { SafetyQuestion: not null })
            return null;
        var general = turn.Safety.Findings.Where(finding => !finding.Fired && finding.Tier >= SafetyTier.SameDay && !finding.IsDenied).MaxBy(finding => finding.Tier);
        if (turn.Safety.General && general is not null)
            return new(new(general.Tier, general.Rule), IsSure: true);
        if (result is { Outcome: Outcome.Answer, Why.DecidedBy: "answering", State.Frame: { } frame } && turn.Content.Safety.Afterwards.SignOf(frame.Article) is { } sign)
            return new(sign, IsSure: true);
        if (turn.LooksLikeQuestion && turn.Safety.Findings.FirstOrDefault(finding => finding is { Fired: true, Tier: SafetyTier.TellClinic }) is { } told && turn.Content.Safety.Find(told.Rule) is { InScreening: >= SafetyTier.SameDay } rule)
            return new(new(rule.InScreening, rule.Id), IsSure: false);
        return turn.State.Mentioned is { } before && before.Turns < MostTurns ? before with { Turns = before.Turns + 1 } : null;
    }

    /// <summary>The guidance, or the question, where the patient says that they have what was spoken of; else null.</summary>
    internal static Decision.Done? Claimed(Turn turn)
    {
        if (turn is not { Action: null, State: { Mentioned: { } mentioned, SafeMode: null } } || turn.LooksLikeQuestion || Words.Split(turn.Text).Count > LongestStatement)
            return null;
        var heard = Heard.In(turn);
        var isFree = turn.State.Active == ActiveDialog.None;
        if (heard.Says(Afterward.Has) || (isFree && heard.Says(Afterward.HasBriefly)) || (mentioned.Sign.Rule == Rule.Suicide && heard.Says(Afterward.Needs)))
            return mentioned.IsSure ? SafetyReplies.UrgentAsToldBefore(turn, mentioned.Sign, "spoken of before, and told to be there") : Ask(turn, mentioned);
        // "If this is happening to you now, call 911." "Yes": that it is, or that more is to be told.
        return isFree && mentioned.Turns == 0 && turn.Content.Intents.Of(turn.Text) == "yes" ? Ask(turn, mentioned) : null;
    }

    private static Decision.Done Ask(Turn turn, Mentioned mentioned) =>
        SafetyQuestion.Ask(turn, new(mentioned.Sign.Rule, mentioned.Sign.Tier, false, "spoken of before, and maybe there"));
}
