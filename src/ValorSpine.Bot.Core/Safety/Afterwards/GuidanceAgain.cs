using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>Guidance once more, while safe mode lasts: no dialog goes on, and staff know of it already.</summary>
internal static class GuidanceAgain
{
    /// <summary>The guidance again, where the patient said something more that is no question and has no answer: it may be about the emergency.</summary>
    public static Decision.Done Reply(Turn turn, SafeMode mode) => Saying(turn, mode, "guidance repeated", mode.Tier switch
    {
        SafetyTier.Crisis => "safety.still-crisis",
        SafetyTier.SameDay => "safety.still-same-day",
        _ => mode.IsAlsoCrisis ? "safety.still-both" : "safety.still-emergency",
    });

    /// <summary>The same in other words.</summary>
    public static Decision.Done Saying(Turn turn, SafeMode mode, string note, string key) => new(new TurnResult
    {
        State = turn.State.Counting(key) with { Active = ActiveDialog.None, SafeMode = mode with { Repeats = mode.Repeats + 1, Asked = ClearingQuestion.None } },
        Replies = [new Reply { Text = turn.Say(key), Choices = [Guidance.SafeChoice(turn, mode.Tier)], Calls = Guidance.Calls(turn, mode.Tier, mode.IsAlsoCrisis) }],
        Outcome = Guidance.OutcomeOf(mode.Tier),
        Why = new() { DecidedBy = "safety", Note = $"{mode.Rule}: {note}", Safety = turn.Safety.Findings },
    });
}
