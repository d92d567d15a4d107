using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Takes turns back.</summary>
internal static class GoingBack
{
    /// <summary>Takes the last turn back, or the last few as far as there are some.</summary>
    public static Decision.Done Back(Turn turn, ScreeningState state, int times = 1)
    {
        var definition = turn.Content.Screenings.Of(state);
        var undone = state;
        for (var taken = 0; taken < times && ScreeningHistory.Undo(definition, undone) is { } before; taken++)
            undone = before;
        if (undone == state)
            return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "no way back", ScreeningReplies.Ask(turn, state, turn.Say("screening.no-way-back")));
        ImmutableArray<ScreeningAnswer> gone = [.. state.Answers.Where(answer => undone.AnswerTo(answer.LinkId) is null)];
        var back = ScreeningTurn.Touched(turn, undone) with { Undone = [.. state.Undone.Where(answer => gone.All(other => other.LinkId != answer.LinkId)), .. gone], Taken = RepeatedMessage.SaidIn(turn) };
        var changed = state.Answers.FirstOrDefault(answer => answer != undone.AnswerTo(answer.LinkId));
        var said = back.Current is { } current && gone.FirstOrDefault(answer => answer.LinkId == current) is { } answer
            ? turn.Say("screening.went-back", ("answer", ScreeningReplies.Shown(turn, answer)))
            : changed is not null && undone.AnswerTo(changed.LinkId) is { } again
                ? turn.Say("screening.undid", ("name", definition.Find(changed.LinkId)?.Short ?? ""), ("answer", ScreeningReplies.Shown(turn, again)))
                : turn.Say("screening.went-back-empty");
        // Before it stood the end.
        if (back.Current is null)
            return Progress.Advance(turn, back, said);
        return ScreeningTurn.Unrecorded(turn, back, $"back to {back.Current}", [ScreeningReplies.Ask(turn, back, said)], ActiveDialog.Screening);
    }
}
