using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;
using ValorSpine.Bot.Core.Screening.Repair;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>
/// The guided screening: asks the questions of <see cref="ScreeningDefinition"/> one at a time, understands answers and commands, and ends with a summary
/// and an orientation. Every message passes the safety rules before it comes here.
/// <para>
/// Call <see cref="TryContinue"/> for a message while <see cref="ActiveDialog.Screening"/> is active, and for any action whose verb is <c>screening</c>, active or
/// not. <see cref="SharingDialog"/> takes <see cref="ShareAndBook"/> and <see cref="WithholdAndBook"/>.
/// </para>
/// </summary>
public static class ScreeningDialog
{
    /// <summary>The action of "book and share my answers".</summary>
    public const string ShareAndBook = $"{ChoiceAction.ScreeningVerb}:share-book";

    /// <summary>The action of "book without sharing".</summary>
    public const string WithholdAndBook = $"{ChoiceAction.ScreeningVerb}:book";

    /// <summary>Begins a questionnaire by its name, or does with the one that the patient is at as <see cref="Start(Turn)"/>. Of another one that is not finished it asks first.</summary>
    public static Decision.Done Start(Turn turn, ScreeningDefinition wanted) => turn.State.Screening switch
    {
        { } state when turn.Content.Screenings.Of(state).Name == wanted.Name => Start(turn),
        { Finished: false, Answers.Length: > 0 } other => ScreeningTurn.Done(turn, other, "another one is not finished", ScreeningReplies.Plain(turn.Say("screening.other-unfinished", ("title", turn.Content.Screenings.Of(other).Title))) with
        {
            Choices = [ScreeningReplies.Command(turn, "continue", ScreeningActions.Continue), new(turn.Say("screening.begin-other-label", ("title", wanted.Title)), ScreeningActions.Begin(wanted.Name))],
        }),
        _ => Beginning.New(turn, wanted),
    };

    /// <summary>Begins, offers to go on where the patient left off, or offers the summary of one that is finished.</summary>
    public static Decision.Done Start(Turn turn) => turn.State.Screening switch
    {
        { Finished: true } => ScreeningTurn.Done(turn, turn.State.Screening, "finished before", ScreeningReplies.Plain(turn.Say("screening.finished-before")) with
        {
            Choices = [ScreeningReplies.Command(turn, "summary", ScreeningActions.Summary), ScreeningReplies.Command(turn, "restart", ScreeningActions.Restart)],
        }),
        { Answers.Length: > 0 } begun => Resuming.Offer(turn, begun),
        _ when ScreeningPause.AsksToGoOn(turn) => ScreeningPause.AskForCode(turn),
        _ => Beginning.New(turn, turn.Content.Screenings.Newest(turn.State.Screening)),
    };

    /// <summary>
    /// Takes an answer or a command. Null when the message is neither: then answer it as a question and add <see cref="Reprompt"/>, or, when there is
    /// no answer to it either, return <see cref="NotUnderstood"/>.
    /// </summary>
    public static Decision? TryContinue(Turn turn)
    {
        if (turn.Action == ChoiceAction.Stop && turn.State is { Active: ActiveDialog.Screening, Screening: { } toStop })
            return ScreeningPause.Stop(turn, toStop);
        if (turn.Action is { } action)
        {
            return ChoiceAction.Verb(action) == ChoiceAction.ScreeningVerb && action is not (ShareAndBook or WithholdAndBook)
                ? RepeatedMessage.Take(turn) ?? PickedChoice.Take(turn, ScreeningActions.Parse(ChoiceAction.Target(action)))
                : null;
        }

        if (turn.State is not { Active: ActiveDialog.Screening, Screening: { Finished: false } state })
            return null;
        if (RepeatedMessage.Take(turn) is { } twice)
            return twice;
        var said = SaidText.Of(turn.Text);
        if (state.OfferedRestart && StartingOver.RestartOrNot(turn, state, said) is { } restart)
            return restart;
        return state.OfferedResume ? Resuming.GoOnOrNot(turn, state, said) : FreeText.Take(turn, state, said);
    }

    /// <summary>After the end, while its summary is the last thing said: takes a change of an answer, or "back". Null for anything else.</summary>
    public static Decision? TryAfterwards(Turn turn)
    {
        if (turn is { Action: null, State: { Active: ActiveDialog.None, Screening: { Finished: false } left } } && IsLeft(turn, left) && ScreeningCommands.Read(SaidText.Of(turn.Text)).Command is ScreeningCommand.Continue)
            return Resuming.GoOn(turn, left);
        if (turn is not { Action: null, State: { Active: ActiveDialog.None, Screening: { Finished: true } finished } } || !turn.State.Offered.Any(choice => choice.Action == ShareAndBook))
            return null;
        if (RepeatedMessage.Take(turn) is { } twice)
            return twice;
        var said = SaidText.Of(turn.Text);
        if (SharingDialog.Wish(said) is { } agreed)
            return SharingDialog.Book(turn, agreed);
        var reopened = ChangingAnswers.Reopened(turn, finished);
        var command = ScreeningCommands.Read(said);
        return command.Command switch
        {
            ScreeningCommand.Back => GoingBack.Back(turn, reopened),
            ScreeningCommand.BackTwice => GoingBack.Back(turn, reopened, times: 2),
            ScreeningCommand.Change => ChangingAnswers.Which(turn, reopened, command.Topic),
            ScreeningCommand.Restart => Start(turn),
            ScreeningCommand.Erase => StartingOver.OrErase(turn, finished),
            _ when ResultQuestions.AsksWhy(said) => ResultQuestions.Why(turn, finished),
            _ => RemovingAnswers.Removed(turn, reopened, said) ?? Correcting.Correct(turn, reopened, null, said) ?? OtherAnswers.Told(turn, reopened),
        };
    }

    /// <summary>Whether "continue" means the check that was left: it is offered, or nothing else was spoken of since.</summary>
    private static bool IsLeft(Turn turn, ScreeningState left) =>
        turn.State.Offered.Any(choice => choice.Action == ChoiceAction.Screening(ScreeningActions.Continue)) || (!left.Answers.IsEmpty && turn.State is { Frame: null, SafeMode: null });

    /// <summary>The current question again, to follow the answer to a question that was asked midway.</summary>
    public static Reply Reprompt(Turn turn) => turn.State.Screening is { Finished: false } state
        ? state.Confirming ? Volunteered.Ask(turn, state, turn.Say("screening.back-to-it")) : ScreeningReplies.Ask(turn, Progress.Located(turn, state), turn.Say("screening.back-to-it"))
        : ScreeningReplies.Plain(turn.Say("screening.not-now"));

    /// <summary>Asks again, each time in another way; the third time offers to skip the question or to talk to a person.</summary>
    public static Decision.Done NotUnderstood(Turn turn)
    {
        if (turn.State.Screening is not { Finished: false } begun)
            return Start(turn);
        if (begun.OfferedResume)
            return ScreeningTurn.Done(turn, begun, "resume unclear", Resuming.Choices(turn, turn.Say("screening.resume-unclear")));
        if (begun.Confirming)
            return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, begun), "told before: unclear", Volunteered.Ask(turn, begun, turn.Say("screening.not-understood-1")));
        var state = Progress.Located(turn, begun);
        return AskingAgain.InOtherWords(turn, state with { Tries = state.Tries + 1 }, null);
    }

    /// <summary>The question with options that a message should be an answer to, or null.</summary>
    internal static Question? ChoiceAsked(Turn turn) =>
        turn.State.Screening is { Finished: false, OfferedResume: false, Confirming: false } begun && Contradictions.Asked(turn, Progress.Located(turn, begun)) is { IsChoice: true } question ? question : null;

    /// <summary>Whether what is picked answers the current question, and tells of no sign.</summary>
    internal static bool IsHarmlessAnswer(Turn turn, string action)
    {
        if (ChoiceAction.Verb(action) != ChoiceAction.ScreeningVerb || turn.State.Screening is not { Finished: false } state || Contradictions.Asked(turn, Progress.Located(turn, state)) is not { } question)
            return false;
        var (verb, linkId, code) = ScreeningActions.Parse(ChoiceAction.Target(action));
        return verb == ScreeningActions.AnswerVerb && linkId == question.LinkId
            && (question.Type is QuestionType.Boolean ? code == ScreeningActions.No : question.Options.Any(option => option.Value.Code == code && option.SafetyRule is null));
    }

    /// <summary>Asks whether an option is meant, and names the others too.</summary>
    internal static Decision.Done AskWhether(Turn turn, Question question, AnswerOption meant) =>
        TakingAnswers.Take(turn, Progress.Located(turn, turn.State.Screening!), question, new AnswerReading.Unclear([meant, .. question.Options.Where(option => option != meant)]), add: false);

    /// <inheritdoc cref="Progress.Located"/>
    internal static ScreeningState Located(Turn turn, ScreeningState state) => Progress.Located(turn, state);

    /// <summary>The summary of a finished check again; null where none is finished.</summary>
    public static Decision.Done? Summary(Turn turn) => turn.State.Screening is { Finished: true } finished ? Ending.SummaryAgain(turn, finished with { ConsentAsked = SharingDialog.Question(turn) }) : null;

    /// <summary>The turn with the patient's agreement that booking passes the summary on. Without a finished screening it is the same turn.</summary>
    public static Turn Shared(Turn turn) => turn.State.Screening is { Finished: true } finished
        ? turn with { State = turn.State with { Screening = finished with { PendingSummaryShare = true } } }
        : turn;

    /// <summary>The turn without an agreement that was given before: it holds for one appointment, and until the patient says otherwise.</summary>
    public static Turn Withheld(Turn turn) => turn.State.Screening is { PendingSummaryShare: true } shared
        ? turn with { State = turn.State with { Screening = shared with { PendingSummaryShare = false } } }
        : turn;
}
