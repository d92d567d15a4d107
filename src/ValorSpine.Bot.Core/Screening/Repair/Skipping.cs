using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Goes on without a new answer.</summary>
internal static class Skipping
{
    /// <summary>Goes on without an answer. What was said before is kept, unless the patient would rather not say it at all.</summary>
    public static Decision.Done Skip(Turn turn, ScreeningState state, Question question, bool declined)
    {
        if (question.LinkId == state.Checking)
            return SettlingContradictions.Settled(turn, state, new([], null));
        var before = state.EarlierAnswerTo(question.LinkId);
        if (before is { Status: not AnswerStatus.Skipped } && (!declined || question.Required))
            return Progress.Advance(turn, ScreeningTurn.With(turn, state, before), turn.Say("screening.kept", ("answer", ScreeningReplies.Shown(turn, before))));
        if (question.Required)
            return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"cannot skip {question.LinkId}", ScreeningReplies.Ask(turn, state, turn.Say("screening.must-answer")));
        return Progress.Advance(turn, ScreeningTurn.With(turn, state, new ScreeningAnswer(question.LinkId, AnswerStatus.Skipped, [])), turn.Say(declined ? "screening.heard-declined" : "screening.heard-skipped"));
    }
}
