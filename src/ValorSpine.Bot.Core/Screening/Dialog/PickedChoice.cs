using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;
using ValorSpine.Bot.Core.Screening.Repair;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Does what a button says.</summary>
internal static class PickedChoice
{
    /// <summary>Takes what was picked. Null where there is nothing that it acts on.</summary>
    public static Decision? Take(Turn turn, (string Verb, string LinkId, string Code) picked)
    {
        if (picked.Verb is ScreeningActions.BeginVerb && turn.Content.Screenings.Find(picked.LinkId) is { } wanted)
            return Beginning.New(turn, wanted);
        if (picked.Verb is ScreeningActions.Restart or ScreeningActions.RestartForSure)
            return StartingOver.Restart(turn, sure: picked.Verb is ScreeningActions.RestartForSure);
        if (picked.Verb is ScreeningActions.Done)
            return ScreeningTurn.Done(turn, turn.State.Screening, "not now", ScreeningReplies.Plain(turn.Say("screening.not-now")));
        if (turn.State.Screening is not { } state)
            return null;
        if (state.Finished)
        {
            return picked.Verb switch
            {
                ScreeningActions.Summary => ScreeningDialog.Summary(turn)!,
                ScreeningActions.ChangeSome => ChangingAnswers.Which(turn, ChangingAnswers.Reopened(turn, state), []),
                _ => ScreeningDialog.Start(turn),
            };
        }

        var definition = turn.Content.Screenings.Of(state);
        state = Progress.Located(turn, state with { OfferedResume = false, OfferedRestart = false });
        if (Contradictions.Asked(turn, state) is not { } current)
            return null;
        switch (picked.Verb)
        {
            case ScreeningActions.AnswerVerb when picked.LinkId == current.LinkId && current.LinkId == state.Checking:
                return Answer(turn, state, current, picked.Code);
            case ScreeningActions.AnswerVerb when definition.Find(picked.LinkId) is { } question && new Walk(definition, state).IsEnabled(question.LinkId) == true:
                return Answer(turn, state, question, picked.Code);
            case ScreeningActions.AddVerb when definition.Find(picked.LinkId) is { } question && new Walk(definition, state).IsEnabled(question.LinkId) == true:
                return AddingAnswers.Add(turn, state, question, picked.Code) ?? Answer(turn, state, question, picked.Code);
            case ScreeningActions.ChangeVerb when definition.Find(picked.LinkId) is { } question && state.EarlierAnswerTo(question.LinkId) is not null:
                return ChangingAnswers.Change(turn, state, question);
            case ScreeningActions.Keep when FreeText.OfferedAnswer(state, current) is { } kept:
                return TakingAnswers.Take(turn, state, current, kept, add: false);
            case ScreeningActions.ToldRight:
                return Progress.Advance(turn, Volunteered.Taken(turn, state), turn.Say("screening.told-noted"));
            case ScreeningActions.ToldWrong:
                return Progress.Advance(turn, Volunteered.Dropped(state), turn.Say("screening.told-dropped"));
            case ScreeningActions.ThatsAll:
                return Progress.Advance(turn, state with { Collecting = false }, "");
            case ScreeningActions.Continue:
                return Resuming.GoOn(turn, state);
            case ScreeningActions.Back or ScreeningActions.Skip or ScreeningActions.Why or ScreeningActions.Stop or ScreeningActions.ChangeSome:
                return Commands.Obey(turn, state, current, CommandOf(picked.Verb), []);
            default:
                return ScreeningTurn.Done(turn, state, "asked again", ScreeningReplies.Ask(turn, state));
        }
    }

    private static ScreeningCommand CommandOf(string verb) => verb switch
    {
        ScreeningActions.Back => ScreeningCommand.Back,
        ScreeningActions.Skip => ScreeningCommand.Skip,
        ScreeningActions.Why => ScreeningCommand.Why,
        ScreeningActions.ChangeSome => ScreeningCommand.Change,
        _ => ScreeningCommand.Stop,
    };

    /// <summary>A button of an older message answers its own question, and the dialog goes on where it was.</summary>
    private static Decision.Done Answer(Turn turn, ScreeningState state, Question question, string code)
    {
        if (question.LinkId != state.Checking && (question.LinkId != state.Current || state.Checking is not null))
            state = Progress.MovedTo(state, question);
        AnswerReading? reading = question.Type is QuestionType.Boolean
            ? code switch
            {
                ScreeningActions.Yes => new AnswerReading.Understood([new AnswerValue.Flag(true)]),
                ScreeningActions.No => new AnswerReading.Understood([new AnswerValue.Flag(false)]),
                _ => new AnswerReading.Unsure(),
            }
            : question.Options.FirstOrDefault(option => option.Value.Code == code) is { } option ? new AnswerReading.Understood([option.Value]) : null;
        if (reading is null)
            return AskingAgain.InOtherWords(turn, state, null);
        // What is typed is the whole answer; a tapped button of a question with several answers, which sends its label, may be the first of them.
        var more = question.Repeats && question.Options.Any(other => other.Value.Code == code && !other.Exclusive && other.SafetyRule is null && (turn.Text.Length == 0 || turn.Text.Equals(other.Label, StringComparison.OrdinalIgnoreCase)));
        return TakingAnswers.Take(turn, state, question, reading, state.Collecting, more);
    }
}
