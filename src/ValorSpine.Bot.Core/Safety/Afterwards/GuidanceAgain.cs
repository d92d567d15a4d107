using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>Guidance once more, while safe mode lasts: no dialog goes on, and staff know of it already.</summary>
internal static class GuidanceAgain
{
    /// <summary>The guidance again, where the patient said something more that is no question and has no answer: it may be about the emergency. A courtesy or anger is answered first.</summary>
    public static Decision.Done Reply(Turn turn, SafeMode mode) =>
        Saying(turn, mode, mode.IsHelped ? "help is there" : "guidance repeated", mode.IsHelped ? AtTier("safety.still-helped", mode.Tier) : StillKey(mode), AnswerTo(turn, mode));

    /// <summary>The same in other words.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="mode">Safe mode as it goes on.</param>
    /// <param name="note">Why.</param>
    /// <param name="key">The words.</param>
    /// <param name="before">What is said before them, or null.</param>
    public static Decision.Done Saying(Turn turn, SafeMode mode, string note, string key, string? before = null)
    {
        var said = before is null ? turn.Say(key) : $"{before} {turn.Say(key)}";
        return new(new TurnResult
        {
            State = turn.State.Counting(key) with { Active = ActiveDialog.None, SafeMode = mode with { Repeats = mode.Repeats + 1, Asked = ClearingQuestion.None } },
            Replies = [new Reply { Text = Guidance.WithSpanish(turn, SpanishKey(mode), said), Choices = [Guidance.SafeChoice(turn, mode.Tier)], Calls = Guidance.Calls(turn, mode.Tier, mode.IsAlsoCrisis) }],
            Outcome = Guidance.OutcomeOf(mode.Tier),
            Why = new() { DecidedBy = "safety", Note = $"{mode.Rule}: {note}", Safety = turn.Safety.Findings },
        });
    }

    /// <summary>A key by how urgent it is.</summary>
    public static string AtTier(string key, SafetyTier tier) => tier switch
    {
        SafetyTier.Crisis => key + "-crisis",
        SafetyTier.SameDay => key + "-same-day",
        _ => key,
    };

    private static string? SpanishKey(SafeMode mode) => !mode.InSpanish ? null : mode.IsHelped && mode.Tier != SafetyTier.Crisis ? "safety.still-helped" : Guidance.SpanishKey(mode.Tier, mode.IsAlsoCrisis);

    private static string StillKey(SafeMode mode) => mode switch
    {
        { Tier: SafetyTier.Crisis, IsForOther: true } => "safety.still-other",
        { Tier: SafetyTier.Crisis } => "safety.still-crisis",
        { Tier: SafetyTier.SameDay } => "safety.still-same-day",
        { IsAlsoCrisis: true } => "safety.still-both",
        _ => "safety.still-emergency",
    };

    /// <summary>The answer to thanks, a goodbye or anger, or null.</summary>
    private static string? AnswerTo(Turn turn, SafeMode mode) => turn.Action is not null ? null : turn.Content.Intents.Of(turn.Text) switch
    {
        "thanks" => turn.Say("safety.to-thanks"),
        "bye" => turn.Say("safety.to-bye"),
        "fed-up" => turn.Say("safety.to-anger"),
        "stop" or "back" when !mode.IsHelped => turn.Say("safety.to-stop"),
        _ => null,
    };
}
