using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>After thoughts of dying were told, an attempt on one's life, or the means for it. "I took the pills" alone tells of no such thing, and after "I want to die" it does.</summary>
internal static class Attempt
{
    /// <summary>The guidance for an attempt under way, or null.</summary>
    public static Decision.Done? Reply(Turn turn, SafeMode open, Heard heard) =>
        open.Tier == SafetyTier.Crisis && turn.Action is null && turn.Safety.Tier < SafetyTier.Emergency && heard.Says(Afterward.Attempt) && !turn.LooksLikeQuestion
            ? Guidance.Give(turn, SafetyTier.Emergency, Rule.Suicide, [new(Rule.Suicide, SafetyTier.Emergency, true, "an attempt or means, told after thoughts of dying"), .. turn.Safety.Findings], alsoCrisis: true)
            : null;
}
