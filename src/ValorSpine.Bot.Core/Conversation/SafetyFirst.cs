using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Safety, whatever else is going on. What is no matter of safety is decided by what is passed as <c>goOn</c>.</summary>
internal static class SafetyFirst
{
    /// <summary>Guidance for a warning sign that is told.</summary>
    public static Decision? OnSign(Turn turn) => SafetyReplies.OnSign(turn with { State = turn.State with { SafetyQuestion = null } });

    /// <summary>An edit is of an older message: it answers nothing that was asked since, neither the safety question nor the question of a dialog.</summary>
    public static Decision? OnEdit(Turn turn) =>
        turn.IsEdit && (turn.State.SafetyQuestion is not null || (turn.State.Active != ActiveDialog.None && turn.Safety.Doubt is null)) ? Manners.Edited(turn) : null;

    /// <summary>The answer to whether a warning sign is happening. After a plain no, the message that was asked about is answered as if there had been no doubt.</summary>
    public static Decision? OnSafetyAnswer(Turn asking, Func<Turn, Decision> goOn)
    {
        if (asking.State.SafetyQuestion is not { } asked)
            return null;
        var turn = asking with { State = asking.State with { SafetyQuestion = null } };
        switch (SafetyQuestion.IsHappening(turn, asked))
        {
            case true:
                return SafetyReplies.UrgentAsAnswered(turn, asked);
            case null:
                return SafetyQuestion.Explain(turn, asked);
        }

        var before = turn with { Text = asked.Text, Action = Picked.ActionOf(turn.State with { Offered = [] }, asked.Text, null), Safety = turn.Content.Safety.ByRules(asked.Text) with { Tier = SafetyTier.None, Rule = null, IsSoftSign = true } };
        return goOn(before) is Decision.Done { Turn: var result } ? new Decision.Done(result.Opening(SafetyQuestion.NotHappening(turn, asked))) : goOn(before);
    }

    /// <summary>While the patient is to get help: what still urges is guided again, and what is asked besides is answered as far as it may be.</summary>
    public static Decision? InSafeMode(Turn turn, Func<Turn, Decision> goOn)
    {
        if (turn.State.SafeMode is not { } mode)
            return null;
        if (SafetyReplies.StillUrgent(turn) is { } still)
            return still;

        var cleared = SafetyReplies.Cleared(turn);
        if (SafetyReplies.OnlyClears(turn))
            return SafetyReplies.SaysCleared(cleared, mode);
        var decision = WithSafetyLines(cleared, goOn(cleared));
        return cleared.State.SafeMode is null ? decision : Held(turn, mode, decision);
    }

    /// <summary>Questions of fact are answered; what would begin or resume a dialog waits until the patient is safe, except the way to a person.</summary>
    private static Decision.Done Held(Turn turn, SafeMode mode, Decision decision)
    {
        if (decision is not Decision.Done { Turn: var result } || result.State.Active is ActiveDialog.Screening or ActiveDialog.Booking)
            return SafetyReplies.NotUntilSafe(turn, mode);
        return turn.Action is null && !turn.LooksLikeQuestion && result.Outcome is Outcome.Abstain or Outcome.Clarify or Outcome.Answer
            ? SafetyReplies.Again(turn, mode)
            : new Decision.Done(SafetyReplies.WithoutOffers(turn, result, mode));
    }

    /// <summary>Asks about what may be a warning sign.</summary>
    public static Decision? OnDoubt(Turn turn) => turn.Safety.Doubt is { } doubt ? SafetyQuestion.Ask(turn, doubt) : null;

    /// <summary>The decision with what safety adds: what was told of and is no emergency, and when to call.</summary>
    public static Decision WithSafetyLines(Turn turn, Decision decision)
    {
        if (decision is not Decision.Done { Turn: var result } || result.Outcome is Outcome.Emergency or Outcome.Crisis)
            return decision;
        if (SafetyReplies.MentionLine(turn) is { } mention)
            return new Decision.Done(result.Opening(mention));
        return turn.Safety.General ? new Decision.Done(result.Closing(SafetyReplies.EmergencyLine(turn))) : decision;
    }
}
