using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>An answer of the check that brought guidance and may have been a slip of the finger.</summary>
internal static class SlipInCheck
{
    /// <summary>
    /// The question of the check once more, where its answer brought the guidance and may have been a slip of the finger: "wrong button", "no", the number of "none of these".
    /// It asks for the sign in so many words, so nothing is taken back unread. Null for anything else, and after thoughts of self-harm.
    /// </summary>
    public static Decision.Done? AskAgain(Turn turn, SafeMode mode, Heard heard)
    {
        if (turn.State is not { Interrupted: { ByAnswer: true, Dialog: ActiveDialog.Screening }, Screening: { Finished: false } } || mode.IsAboutSelfHarm || turn.LooksLikeQuestion || mode.Asked != ClearingQuestion.None
            || turn.Safety.Tier >= SafetyTier.SameDay)
            return null;
        var asked = ScreeningDialog.Reprompt(turn);
        if (!IsSlip(turn, asked, heard))
            return null;
        return new(new TurnResult
        {
            State = turn.State with { Active = ActiveDialog.Screening, SafeMode = null, Interrupted = null, Released = mode with { Repeats = 0 } },
            Replies = [asked with { Text = $"{turn.Say("safety.ask-again")}\n\n{ScreeningReplies.Ask(turn, ScreeningDialog.Located(turn, turn.State.Screening)).Text}" }],
            Outcome = Outcome.Screening,
            Why = new() { DecidedBy = "safety", Note = $"{mode.Rule}: asked again, maybe a slip" },
        });
    }

    private static bool IsSlip(Turn turn, Reply asked, Heard heard) =>
        (heard.Says(Afterward.WrongAnswer) && !heard.Says(Afterward.GoesOn))
        || (Picked.ActionOf(turn.State with { Offered = asked.Choices }, turn.Text, null) is { } picked && ScreeningDialog.IsHarmlessAnswer(turn, picked))
        || PlainAnswers.Of(turn).IsNo(turn.Text);
}
