using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>After thoughts of dying were told, an attempt on one's life, or the means for it. "I took the pills" alone tells of no such thing, and after "I want to die" it does.</summary>
internal static class Attempt
{
    /// <summary>The guidance for an attempt under way, or null.</summary>
    public static Decision.Done? Reply(Turn turn, SafeMode open, Heard heard)
    {
        if (open.Tier != SafetyTier.Crisis || turn.Action is not null || turn.Safety is { Tier: SafetyTier.Emergency, IsByMeaning: false } || !heard.Says(Afterward.Attempt) || turn.LooksLikeQuestion)
            return null;
        ImmutableArray<SafetyFinding> findings = [new(Rule.Suicide, SafetyTier.Emergency, true, "an attempt or means, told after thoughts of dying"), .. turn.Safety.Findings];
        var given = Guidance.Give(turn, SafetyTier.Emergency, Rule.Suicide, findings, alsoCrisis: true).Turn;
        var said = turn.Say("safety.attempt");
        var spanish = given.State.SafeMode!.InSpanish ? Guidance.SpanishKey(SafetyTier.Emergency, alsoCrisis: true) : null;
        return new(given with { Replies = [given.Replies[0] with { Text = Guidance.WithSpanish(turn, spanish, said), Brief = said }] });
    }
}
