using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>A message that tells of a sign, whether guidance stands already or not.</summary>
internal static class NewSign
{
    /// <summary>
    /// The turn for a message that tells of a sign, or null where it tells of none, or only speaks of what guidance stands for ("the ambulance is here", "the ER says no fracture").
    /// Of several signs the most urgent one stays first: what is less urgent is told beside it.
    /// </summary>
    public static Decision.Done? Reply(Turn turn)
    {
        if (turn.Safety.Tier < SafetyTier.SameDay)
            return null;
        // "I think that's me" sounds like many things by its meaning, and is about what was just said.
        if (turn.State.SafeMode is not { } open)
            return turn.Safety.IsByMeaning && (Relapse.Reply(turn) ?? Mentioned.Claimed(turn)) is { } told ? told : SafetyReplies.Urgent(turn);
        if (IsAboutOpen(turn, open))
            return null;
        if (turn.Safety.Tier < open.Tier)
            return turn.Safety.IsByMeaning && turn.Safety.Tier == SafetyTier.SameDay ? GuidanceAgain.Reply(turn, open) : Beside(turn, open);
        // What only sounds like another sign is most often about the one that was told.
        return turn.Safety.IsByMeaning && turn.Safety.Tier == open.Tier && turn.Safety.Rule != open.Rule ? GuidanceAgain.Reply(turn, open) : SafetyReplies.Urgent(turn);
    }

    /// <summary>A sign that is less urgent than the one that stands: the call stays first, and staff hear of this one too.</summary>
    public static Decision.Done Beside(Turn turn, SafeMode open)
    {
        var isCrisis = turn.Safety.Tier == SafetyTier.Crisis;
        var mode = open with { IsAlsoCrisis = open.IsAlsoCrisis || isCrisis };
        var key = open.Tier == SafetyTier.Crisis ? "safety.also-same-day" : isCrisis ? "safety.also-crisis-told" : "safety.also-told";
        var said = GuidanceAgain.Saying(turn, mode, $"also {turn.Safety.Rule}", key).Turn;
        return new(said with { Alerts = [new Alert(isCrisis ? "crisis" : "emergency", turn.Safety.Rule ?? "")] });
    }

    /// <summary>Whether what was heard is about the sign that guidance stands for, and tells of no other and no graver one.</summary>
    private static bool IsAboutOpen(Turn turn, SafeMode open)
    {
        var heard = Heard.In(turn);
        var isOther = !turn.Safety.IsByMeaning && turn.Safety.Rule != open.Rule
            && !(turn.Safety.Rule == Rule.General && heard.Says(Afterward.HelpComing, Afterward.HelpHere, Afterward.NoAnswer));
        return !isOther && !heard.Said.IsEmpty && !(turn.Safety.Tier > open.Tier && !turn.Safety.IsByMeaning);
    }
}
