using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening.Reading;
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
    public const string ShareAndBook = "screening:share-book";

    /// <summary>The action of "book without sharing".</summary>
    public const string WithholdAndBook = "screening:book";

    /// <summary>After so long without an answer the safety questions are asked again: symptoms may have changed.</summary>
    private static readonly TimeSpan s_stale = TimeSpan.FromMinutes(30);

    /// <summary>Begins a questionnaire by its name, or does with the one that the patient is at as <see cref="Start(Turn)"/>. Of another one that is not finished it asks first.</summary>
    public static Decision.Done Start(Turn turn, ScreeningDefinition wanted) => turn.State.Screening switch
    {
        { } state when turn.Content.Screenings.Of(state).Name == wanted.Name => Start(turn),
        { Finished: false, Answers.Length: > 0 } other => Done(turn, other, "another one is not finished", ScreeningReplies.Plain(turn.Say("screening.other-unfinished", ("title", turn.Content.Screenings.Of(other).Title))) with
        {
            Choices = [ScreeningReplies.Command(turn, "continue", ScreeningActions.Continue), new(turn.Say("screening.begin-other-label", ("title", wanted.Title)), ScreeningActions.Begin(wanted.Name))],
        }),
        _ => BeginNew(turn, wanted),
    };

    /// <summary>Begins, offers to go on where the patient left off, or offers the summary of one that is finished.</summary>
    public static Decision.Done Start(Turn turn) => turn.State.Screening switch
    {
        { Finished: true } => Done(turn, turn.State.Screening, "finished before", ScreeningReplies.Plain(turn.Say("screening.finished-before")) with
        {
            Choices = [ScreeningReplies.Command(turn, "summary", ScreeningActions.Summary), ScreeningReplies.Command(turn, "restart", ScreeningActions.Restart)],
        }),
        { Answers.Length: > 0 } begun => OfferResume(turn, begun),
        _ when ScreeningPause.AsksToGoOn(turn) => ScreeningPause.AskForCode(turn),
        _ => BeginNew(turn, turn.Content.Screenings.Newest(turn.State.Screening)),
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
            return ChoiceAction.Verb(action) == "screening" && action is not (ShareAndBook or WithholdAndBook)
                ? ScreeningRepair.SentTwice(turn) ?? Picked(turn, ScreeningActions.Parse(ChoiceAction.Target(action)))
                : null;
        }

        if (turn.State is not { Active: ActiveDialog.Screening, Screening: { Finished: false } state })
            return null;
        if (ScreeningRepair.SentTwice(turn) is { } twice)
            return twice;
        var said = SaidText.Of(turn.Text);
        if (state.OfferedRestart && ScreeningRepair.RestartOrNot(turn, state, said) is { } restart)
            return restart;
        return state.OfferedResume ? ResumeOrNot(turn, state, said) : Said(turn, state, said);
    }

    /// <summary>After the end, while its summary is the last thing said: takes a change of an answer, or "back". Null for anything else.</summary>
    public static Decision? TryAfterwards(Turn turn)
    {
        if (turn is { Action: null, State: { Active: ActiveDialog.None, Screening: { Finished: false } left } } && turn.State.Offered.Any(choice => choice.Action == ChoiceAction.Screening(ScreeningActions.Continue)) && ScreeningCommands.Read(SaidText.Of(turn.Text)).Command is ScreeningCommand.Continue)
            return Resume(turn, left);
        if (turn is not { Action: null, State: { Active: ActiveDialog.None, Screening: { Finished: true } finished } } || !turn.State.Offered.Any(choice => choice.Action == ShareAndBook))
            return null;
        if (ScreeningRepair.SentTwice(turn) is { } twice)
            return twice;
        var said = SaidText.Of(turn.Text);
        if (SharingDialog.Wish(said) is { } agreed)
            return SharingDialog.Book(turn, agreed);
        var reopened = ScreeningRepair.Reopened(turn, finished);
        var command = ScreeningCommands.Read(said);
        return command.Command switch
        {
            ScreeningCommand.Back => ScreeningRepair.Back(turn, reopened),
            ScreeningCommand.Change => ScreeningRepair.WhichToChange(turn, reopened, command.Topic),
            ScreeningCommand.Restart => Start(turn),
            _ => ScreeningRepair.Correct(turn, reopened, null, said) ?? ScreeningRepair.Told(turn, reopened),
        };
    }

    /// <summary>The current question again, to follow the answer to a question that was asked midway.</summary>
    public static Reply Reprompt(Turn turn) => turn.State.Screening is { Finished: false } state
        ? state.Confirming ? Volunteered.Ask(turn, state, turn.Say("screening.back-to-it")) : ScreeningReplies.Ask(turn, Located(turn, state), turn.Say("screening.back-to-it"))
        : ScreeningReplies.Plain(turn.Say("screening.not-now"));

    /// <summary>Asks again, each time in another way; the third time offers to skip the question or to talk to a person.</summary>
    public static Decision.Done NotUnderstood(Turn turn)
    {
        if (turn.State.Screening is not { Finished: false } begun)
            return Start(turn);
        if (begun.OfferedResume)
            return Done(turn, begun, "resume unclear", ResumeChoices(turn, turn.Say("screening.resume-unclear")));
        if (begun.Confirming)
            return Done(turn, Touched(turn, begun), "told before: unclear", Volunteered.Ask(turn, begun, turn.Say("screening.not-understood-1")));
        var state = Located(turn, begun);
        return AskAgain(turn, state with { Tries = state.Tries + 1 }, null);
    }

    /// <summary>The question with options that a message should be an answer to, or null.</summary>
    internal static Question? ChoiceAsked(Turn turn) =>
        turn.State.Screening is { Finished: false, OfferedResume: false, Confirming: false } begun && Contradictions.Asked(turn, Located(turn, begun)) is { IsChoice: true } question ? question : null;

    /// <summary>Whether what is picked answers the current question, and tells of no sign.</summary>
    internal static bool IsHarmlessAnswer(Turn turn, string action)
    {
        if (ChoiceAction.Verb(action) != "screening" || turn.State.Screening is not { Finished: false } state || Contradictions.Asked(turn, Located(turn, state)) is not { } question)
            return false;
        var (verb, linkId, code) = ScreeningActions.Parse(ChoiceAction.Target(action));
        return verb == "answer" && linkId == question.LinkId
            && (question.Type is QuestionType.Boolean ? code == ScreeningActions.No : question.Options.Any(option => option.Value.Code == code && option.SafetyRule is null));
    }

    /// <summary>Asks whether an option is meant, and names the others too.</summary>
    internal static Decision.Done AskWhether(Turn turn, Question question, AnswerOption meant) =>
        Take(turn, Located(turn, turn.State.Screening!), question, new AnswerReading.Unclear([meant, .. question.Options.Where(option => option != meant)]), add: false);

    /// <summary>The turn with the patient's agreement that booking passes the summary on. Without a finished screening it is the same turn.</summary>
    public static Turn Shared(Turn turn) => turn.State.Screening is { Finished: true } finished
        ? turn with { State = turn.State with { Screening = finished with { PendingSummaryShare = true } } }
        : turn;

    /// <summary>The turn without an agreement that was given before: it holds for one appointment, and until the patient says otherwise.</summary>
    public static Turn Withheld(Turn turn) => turn.State.Screening is { PendingSummaryShare: true } shared
        ? turn with { State = turn.State with { Screening = shared with { PendingSummaryShare = false } } }
        : turn;

    private static Decision? Said(Turn turn, ScreeningState given, SaidText said)
    {
        var state = Located(turn, given with { OfferedRestart = false });
        if (Contradictions.Asked(turn, state) is not { } question)
            return null;
        if (state.Collecting && CollectingEnds(said))
            return Advance(turn, state with { Collecting = false }, "");
        if (OfferedAnswer(state, question) is { } offered && Keeps(said))
            return Take(turn, state, question, offered, add: false);
        var command = ScreeningCommands.Read(said);
        if (state.Confirming && Volunteered.Heard(turn, state, said, command) is { } told)
            return told;
        if (ScreeningRepair.NoneOfWhich(turn, state, question, said) is { } ofWhich)
            return ofWhich;
        // "Later" is no misspelt "latex".
        if (AnswerReader.Exact(question, said, turn.Facts.Now) is { } exact && (command.Command is ScreeningCommand.None || command.IsMisspelt || IsSpelt(question, said)))
            return (command.IsMisspelt ? null : AnswerOrCommand(turn, state, question, exact, command.Command)) ?? Take(turn, state, question, exact, state.Collecting, MayBeMore(question));
        if (command.Command is not ScreeningCommand.None && !(command.IsMisspelt && TakesAnyWord(question, said)))
            return AsMeant(turn, state, question, command) ?? Obey(turn, state, question, command.Command, command.Topic);
        if ((ScreeningRepair.Chosen(turn, state, said) ?? ScreeningRepair.Correct(turn, state, question, said)) is { } corrected)
            return corrected;
        if (Asking.Asks(said))
            return null;
        if (AnswerReader.Within(question, said, turn.Facts.Now) is { } within)
            return Take(turn, state, question, Sure(turn, question, within), state.Collecting, MayBeMore(question));
        if (ScreeningRepair.Claim(turn, state, said) is { } claimed)
            return claimed;
        // No answer to this question, but to others.
        return SeveralAnswers.In(turn, state, question) is { IsEmpty: false } others
            ? Done(turn, Touched(turn, With(turn, state, others)), $"noted others at {question.LinkId}", ScreeningReplies.Ask(turn, With(turn, state, others), SeveralAnswers.Line(turn, state, others)))
            : null;
    }

    /// <summary>
    /// A warning sign that is read out of free words, in which the safety rules hear none, is asked about: "had that in 2019, gone" names it too. The question stays until it is plainly answered.
    /// </summary>
    private static AnswerReading Sure(Turn turn, Question question, AnswerReading reading)
    {
        if (reading is not AnswerReading.Understood understood || turn.Safety.Tier >= SafetyTier.SameDay)
            return reading;
        AnswerOption[] signs = [.. question.Options.Where(option => option.SafetyRule is not null && understood.Values.Contains(option.Value))];
        return signs.Length == 0 ? reading : new AnswerReading.Unclear([.. signs, .. question.Options.Where(option => option.IsNone)]);
    }

    /// <summary>Several options are named in one message, and several numbers, dates or texts one after the other.</summary>
    private static bool MayBeMore(Question question) => question.Repeats && !question.IsChoice;

    /// <summary>The answer that the questionnaire offers, as long as the patient has given none.</summary>
    private static AnswerReading.Understood? OfferedAnswer(ScreeningState state, Question question) =>
        !question.Initial.IsEmpty && !state.Collecting && state.EarlierAnswerTo(question.LinkId) is null ? new(question.Initial) : null;

    private static bool Keeps(SaidText said) =>
        said.Words is ["keep"] or ["keep", "it" or "that" or "this"] or ["use", "it" or "that" or "this"] or ["leave", "it"] or ["yes", "keep", "it"] or ["thats", "right"] or ["that", "is", "right"];

    /// <summary>Where any word is an answer, "rest" is no misspelt "reset".</summary>
    private static bool TakesAnyWord(Question question, SaidText said) => question.Type is QuestionType.String or QuestionType.Text or QuestionType.OpenChoice && said.Words.Length == 1;

    /// <summary>Whether the message is letter by letter what an option is called.</summary>
    private static bool IsSpelt(Question question, SaidText said) =>
        question.Type is QuestionType.Boolean || question.Options.Any(option => option.Phrases.Any(phrase => phrase.Slots.Length == said.Words.Length && phrase.Slots.Zip(said.Words).All(pair => pair.First.Has(pair.Second))));

    /// <summary>A misspelt command may be a misspelt answer: "bak" where it hurts.</summary>
    private static Decision.Done? AsMeant(Turn turn, ScreeningState state, Question question, ReadCommand command) =>
        command.IsMisspelt && AnswerReader.Exact(question, SaidText.Of(command.Phrase), turn.Facts.Now) is { } answer ? AnswerOrCommand(turn, state, question, answer, command.Command) : null;

    /// <summary>"Back" may be where it hurts: asks what was meant. Null where there is no doubt.</summary>
    private static Decision.Done? AnswerOrCommand(Turn turn, ScreeningState state, Question question, AnswerReading reading, ScreeningCommand command)
    {
        Choice? other = command switch
        {
            ScreeningCommand.Back => ScreeningReplies.Command(turn, "back", ScreeningActions.Back),
            ScreeningCommand.Skip => ScreeningReplies.Command(turn, "skip", ScreeningActions.Skip),
            ScreeningCommand.Stop or ScreeningCommand.Pause => ScreeningReplies.Command(turn, "stop", ScreeningActions.Stop),
            ScreeningCommand.Restart => ScreeningReplies.Command(turn, "restart", ScreeningActions.Restart),
            _ => null,
        };
        if (other is null || reading is not AnswerReading.Understood { Values: [AnswerValue.Coded coded] })
            return null;
        return Done(turn, Touched(turn, state), $"answer or command at {question.LinkId}", ScreeningReplies.Plain(turn.Say("screening.unclear")) with
        {
            Choices = [new(coded.Display, ScreeningActions.Answer(question.LinkId, coded.Code)), other],
        });
    }

    private static bool CollectingEnds(SaidText said) =>
        YesNo.Read(said) is Consent.No || said.Words is ["done"] or ["thats", "all"] or ["that", "is", "all"] or ["thats", "it"] or ["all"] or ["nothing", "else"] or ["nothing"] or ["none"] or ["im", "done"] or ["finished"];

    private static Decision? Picked(Turn turn, (string Verb, string LinkId, string Code) picked)
    {
        if (picked.Verb is ScreeningActions.BeginVerb && turn.Content.Screenings.Find(picked.LinkId) is { } wanted)
            return BeginNew(turn, wanted);
        if (picked.Verb is ScreeningActions.Restart or ScreeningActions.RestartForSure)
            return ScreeningRepair.Restart(turn, sure: picked.Verb is ScreeningActions.RestartForSure);
        if (picked.Verb is ScreeningActions.Done)
            return Done(turn, turn.State.Screening, "not now", ScreeningReplies.Plain(turn.Say("screening.not-now")));
        if (turn.State.Screening is not { } state)
            return null;
        if (state.Finished)
        {
            return picked.Verb switch
            {
                ScreeningActions.Summary => Summary(turn)!,
                ScreeningActions.ChangeSome => ScreeningRepair.WhichToChange(turn, ScreeningRepair.Reopened(turn, state), []),
                _ => Start(turn),
            };
        }

        var definition = turn.Content.Screenings.Of(state);
        state = Located(turn, state with { OfferedResume = false, OfferedRestart = false });
        if (Contradictions.Asked(turn, state) is not { } current)
            return null;
        switch (picked.Verb)
        {
            case "answer" when picked.LinkId == current.LinkId && current.LinkId == state.Checking:
                return PickedAnswer(turn, state, current, picked.Code);
            case "answer" when definition.Find(picked.LinkId) is { } question && new Walk(definition, state).IsEnabled(question.LinkId) == true:
                return PickedAnswer(turn, state, question, picked.Code);
            case ScreeningActions.AddVerb when definition.Find(picked.LinkId) is { } question && new Walk(definition, state).IsEnabled(question.LinkId) == true:
                return ScreeningRepair.Add(turn, state, question, picked.Code) ?? PickedAnswer(turn, state, question, picked.Code);
            case "change" when definition.Find(picked.LinkId) is { } question && state.EarlierAnswerTo(question.LinkId) is not null:
                return ScreeningRepair.Change(turn, state, question);
            case ScreeningActions.Keep when OfferedAnswer(state, current) is { } kept:
                return Take(turn, state, current, kept, add: false);
            case ScreeningActions.ToldRight:
                return Advance(turn, Volunteered.Taken(turn, state), turn.Say("screening.told-noted"));
            case ScreeningActions.ToldWrong:
                return Advance(turn, Volunteered.Dropped(state), turn.Say("screening.told-dropped"));
            case ScreeningActions.ThatsAll:
                return Advance(turn, state with { Collecting = false }, "");
            case ScreeningActions.Continue:
                return Resume(turn, state);
            case ScreeningActions.Back or ScreeningActions.Skip or ScreeningActions.Why or ScreeningActions.Stop or ScreeningActions.ChangeSome:
                return Obey(turn, state, current, CommandOf(picked.Verb), []);
            default:
                return Done(turn, state, "asked again", ScreeningReplies.Ask(turn, state));
        }
    }

    /// <summary>The summary of a finished check again; null where none is finished.</summary>
    public static Decision.Done? Summary(Turn turn) => turn.State.Screening is { Finished: true } finished ? SummaryAgain(turn, finished with { ConsentAsked = SharingDialog.Question(turn) }) : null;

    private static Decision.Done SummaryAgain(Turn turn, ScreeningState state) =>
        Done(turn, state, "summary again", ScreeningResult.Summary(turn, ScreeningResult.Sheet(turn, state), state.PageKey), BookingOffer(turn, state));

    private static ScreeningCommand CommandOf(string verb) => verb switch
    {
        ScreeningActions.Back => ScreeningCommand.Back,
        ScreeningActions.Skip => ScreeningCommand.Skip,
        ScreeningActions.Why => ScreeningCommand.Why,
        ScreeningActions.ChangeSome => ScreeningCommand.Change,
        _ => ScreeningCommand.Stop,
    };

    /// <summary>A button of an older message answers its own question, and the dialog goes on where it was.</summary>
    private static Decision.Done PickedAnswer(Turn turn, ScreeningState state, Question question, string code)
    {
        if (question.LinkId != state.Checking && (question.LinkId != state.Current || state.Checking is not null))
            state = state with { Current = question.LinkId, Collecting = false, Checking = null, Claim = null };
        AnswerReading? reading = question.Type is QuestionType.Boolean
            ? code switch
            {
                ScreeningActions.Yes => new AnswerReading.Understood([new AnswerValue.Flag(true)]),
                ScreeningActions.No => new AnswerReading.Understood([new AnswerValue.Flag(false)]),
                _ => new AnswerReading.Unsure(),
            }
            : question.Options.FirstOrDefault(option => option.Value.Code == code) is { } option ? new AnswerReading.Understood([option.Value]) : null;
        if (reading is null)
            return AskAgain(turn, state, null);
        // What is typed is the whole answer; a tapped button of a question with several answers, which sends its label, may be the first of them.
        var more = question.Repeats && question.Options.Any(other => other.Value.Code == code && !other.Exclusive && other.SafetyRule is null && (turn.Text.Length == 0 || turn.Text.Equals(other.Label, StringComparison.OrdinalIgnoreCase)));
        return Take(turn, state, question, reading, state.Collecting, more);
    }

    internal static Decision.Done Take(Turn turn, ScreeningState state, Question question, AnswerReading reading, bool add, bool more = false, string? heardAs = null)
    {
        if (question.LinkId == state.Checking && ScreeningRepair.Settle(turn, state, reading) is { } settled)
            return settled;
        if (RuleOf(question, reading) is { } rule)
            return SafetyReplies.UrgentFromScreening(turn with { State = turn.State with { Screening = Touched(turn, state), Active = ActiveDialog.None } }, rule);
        switch (reading)
        {
            // Nobody denies signs that they have not read.
            case AnswerReading.Understood { Values: var told } when question.LinkId == state.Current && told.Any(value => IsExclusive(question, value)) && Rest.TryShowList(turn) is { } rest:
                return rest;
            case AnswerReading.Understood understood:
                more |= understood.MayBeMore;
                var values = add && question.Repeats && state.AnswerTo(question.LinkId) is { Status: AnswerStatus.Given } before
                    ? [.. before.Values.Union(understood.Values).Where(value => !IsExclusive(question, value))]
                    : understood.Values;
                var answer = new ScreeningAnswer(question.LinkId, AnswerStatus.Given, values);
                ImmutableArray<ScreeningAnswer> also = more ? [.. turn.Action is null ? SeveralAnswers.Besides(turn, state, question) : []] : SeveralAnswers.In(turn, state, question);
                var heard = string.Join(' ', new[] { heardAs ?? turn.Words.Say("screening.heard", state.Answers.Length % 3, ("answer", ScreeningReplies.Shown(turn, answer))), SeveralAnswers.Line(turn, state, also) }.Where(part => part.Length > 0));
                return more
                    ? Done(turn, Touched(turn, With(turn, state, [answer, .. also]) with { Collecting = true, Tries = 0 }), $"collecting {question.LinkId}", ScreeningReplies.Ask(turn, With(turn, state, [answer, .. also]) with { Collecting = true }, heard))
                    : Advance(turn, With(turn, state, [answer, .. also]), heard);
            case AnswerReading.Unsure when question.Required:
                return AskAgain(turn, state with { Tries = state.Tries + 1 }, turn.Say("screening.must-answer"));
            case AnswerReading.Unsure:
                return Advance(turn, With(turn, state, new ScreeningAnswer(question.LinkId, AnswerStatus.Unsure, [])), turn.Say("screening.heard-unsure"));
            case AnswerReading.Declined:
                return ScreeningRepair.Skip(turn, state, question, declined: true);
            case AnswerReading.OutOfBounds:
                var bounds = question is { Min: { } min, Max: { } max }
                    ? turn.Say("screening.out-of-bounds-between", ("min", $"{min:0.##}"), ("max", $"{max:0.##}"))
                    : turn.Say("screening.out-of-bounds");
                return AskAgain(turn, state with { Tries = state.Tries + 1 }, bounds);
            case AnswerReading.Unclear unclear:
                return AskWhich(turn, state with { Tries = state.Tries + 1 }, question, unclear.Which);
            case AnswerReading.Vague vague:
                return AskAgain(turn, state with { Tries = state.Tries + 1 }, turn.Say(vague.Wording, ("number", vague.Number)));
            default:
                return AskAgain(turn, state with { Tries = state.Tries + 1 }, null);
        }
    }

    /// <summary>Asks which of a few options is meant. It may be none of them: then the whole list is shown.</summary>
    internal static Decision.Done AskWhich(Turn turn, ScreeningState state, Question question, ImmutableArray<AnswerOption> which, bool adds = false)
    {
        var choices = which.Select(option => new Choice(option.Label, adds ? ScreeningActions.Add(question.LinkId, option.Value.Code) : ScreeningActions.Answer(question.LinkId, option.Value.Code)));
        if (which.Length < question.Options.Length && !which.Any(option => option.IsNone))
            choices = choices.Append(question is { IsRedFlag: true, Required: true } && question.Options.FirstOrDefault(option => option.IsNone) is { } none ? new(none.Label, ScreeningActions.Answer(question.LinkId, none.Value.Code)) : ScreeningReplies.Command(turn, "none-of-them", ScreeningActions.Again));
        return Done(turn, Touched(turn, state), $"unclear {question.LinkId}", ScreeningReplies.Plain(turn.Say("screening.unclear")) with { Choices = [.. choices] });
    }

    /// <summary>The safety rule that an answer fires, or null. Options stand with the most urgent first, so the first that fires counts.</summary>
    private static string? RuleOf(Question question, AnswerReading reading) => reading switch
    {
        AnswerReading.Understood { Values: [AnswerValue.Flag { Value: true }] } or AnswerReading.Unsure or AnswerReading.Agreed => question.SafetyRule,
        AnswerReading.Understood understood => question.Options.FirstOrDefault(option => option.SafetyRule is not null && understood.Values.Contains(option.Value))?.SafetyRule,
        _ => null,
    };

    private static bool IsExclusive(Question question, AnswerValue value) => question.Options.Any(option => option.Exclusive && option.Value.Equals(value));

    private static Decision Obey(Turn turn, ScreeningState state, Question question, ScreeningCommand command, ImmutableArray<string> topic)
    {
        if (state.Confirming && Volunteered.Obey(turn, state, command, topic) is { } told)
            return told;
        switch (command)
        {
            case ScreeningCommand.Back:
                return ScreeningRepair.Back(turn, state);
            case ScreeningCommand.Skip or ScreeningCommand.Keep:
                return ScreeningRepair.Skip(turn, state, question, declined: false);
            case ScreeningCommand.Change:
                return ScreeningRepair.WhichToChange(turn, state, topic);
            case ScreeningCommand.Stop:
                return ScreeningPause.Stop(turn, state);
            case ScreeningCommand.Pause:
                return ScreeningPause.Pause(turn, state);
            case ScreeningCommand.Restart:
                return ScreeningRepair.Restart(turn, sure: false);
            case ScreeningCommand.Why:
                return Done(turn, Touched(turn, state), $"why {question.LinkId}", ScreeningReplies.Why(turn, state, question));
            case ScreeningCommand.Progress:
                return Done(turn, Touched(turn, state), "progress", ScreeningReplies.Ask(turn, state, ScreeningReplies.Left(turn, state)));
            case ScreeningCommand.Answers when !state.Answers.IsEmpty:
                return Done(turn, Touched(turn, state), "answers so far", ScreeningReplies.Ask(turn, state, turn.Say("screening.so-far", ("answers", string.Join("\n", state.Answers.Where(answer => new Walk(turn.Content.Screenings.Of(state), state).IsEnabled(answer.LinkId) == true).Select(answer => $"- {SeveralAnswers.Listed(turn, state, [answer])}"))))));
            default:
                return Done(turn, Touched(turn, state), $"repeated {question.LinkId}", ScreeningReplies.Ask(turn, state));
        }
    }

    private static Decision.Done BeginNew(Turn turn, ScreeningDefinition definition)
    {
        var count = ("count", ScreeningReplies.Number(definition.MostQuestions));
        var intro = definition == turn.Content.Screenings.Default ? turn.Say("screening.intro", count) : turn.Say("screening.intro-other", ("title", definition.Title), count);
        var begun = Begin(turn, definition, intro).Turn;
        var brief = begun.Replies[0].Brief?.Replace(intro, turn.Say("screening.intro-brief", count), StringComparison.Ordinal);
        return new(begun with { Replies = begun.Replies.SetItem(0, begun.Replies[0] with { Brief = brief }) });
    }

    /// <summary>Begins anew, with the newest version.</summary>
    internal static Decision.Done Restart(Turn turn) => Begin(turn, turn.Content.Screenings.Newest(turn.State.Screening), turn.Say("screening.restarted"));

    private static Decision.Done Begin(Turn turn, ScreeningDefinition definition, string said)
    {
        var now = turn.Facts.Now;
        var state = new ScreeningState
        {
            Questionnaire = definition.Canonical,
            Name = definition.Name,
            Hash = definition.Hash,
            StartedAt = now,
            LastAt = now,
            Assumed = definition.Name == ScreeningDefinition.DefaultName ? Volunteered.After(turn.Content, turn.State with { Active = ActiveDialog.None }, turn.Text, now) : [],
        };
        return Advance(turn with { State = turn.State with { Volunteered = [] } }, state, said);
    }

    private static Decision.Done OfferResume(Turn turn, ScreeningState state)
    {
        var walk = new Walk(turn.Content.Screenings.Of(state), state);
        var done = walk.Applying.Count(question => state.AnswerTo(question.LinkId) is not null);
        var text = turn.Say("screening.resume", ("done", ScreeningReplies.Number(done)), ("total", ScreeningReplies.Number(walk.Total)));
        return Done(turn, state with { OfferedResume = true }, "offered to resume", ResumeChoices(turn, text));
    }

    private static Reply ResumeChoices(Turn turn, string text) => ScreeningReplies.Plain(text) with
    {
        Choices = [ScreeningReplies.Command(turn, "continue", ScreeningActions.Continue), ScreeningReplies.Command(turn, "restart", ScreeningActions.Restart)],
    };

    private static Decision? ResumeOrNot(Turn turn, ScreeningState state, SaidText said)
    {
        switch (ScreeningCommands.Read(said).Command)
        {
            case ScreeningCommand.Continue:
                return Resume(turn, state);
            case ScreeningCommand.Restart:
                return Restart(turn);
            case ScreeningCommand.Stop or ScreeningCommand.Pause:
                return ScreeningPause.Stop(turn, state);
        }

        return turn.LooksLikeQuestion ? null : YesNo.Read(said) switch
        {
            Consent.Yes => Resume(turn, state),
            Consent.No => ScreeningPause.Stop(turn, state),
            _ => null,
        };
    }

    private static Decision.Done Resume(Turn turn, ScreeningState state) => turn.Facts.Now - state.LastAt < s_stale
        ? Advance(turn, state with { OfferedResume = false }, turn.Say("screening.resumed"))
        : ResumeLater(turn, state);

    /// <summary>Goes on after a while: the safety questions are asked again, and there is no way back behind them.</summary>
    internal static Decision.Done ResumeLater(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screenings.Of(state);
        var fresh = state with { OfferedResume = false, OfferedRestart = false, History = [], Answers = WithoutRedFlags(state.Answers), Undone = WithoutRedFlags(state.Undone) };
        return Advance(turn, fresh, turn.Say(fresh.Answers.Length < state.Answers.Length ? "screening.resumed-later" : "screening.resumed"));

        ImmutableArray<ScreeningAnswer> WithoutRedFlags(ImmutableArray<ScreeningAnswer> answers) => answers.RemoveAll(answer => definition.Find(answer.LinkId) is { IsRedFlag: true, Required: true });
    }

    /// <summary>Asks about what does not fit, else the next question, or ends.</summary>
    internal static Decision.Done Advance(Turn turn, ScreeningState given, string heard)
    {
        var definition = turn.Content.Screenings.Of(given);
        var state = Touched(turn, given) with
        {
            Answers = ScreeningHistory.InOrder(definition, given.Answers.Concat(given.Undone.Where(answer => given.AnswerTo(answer.LinkId) is null))),
            Undone = [],
            Checking = null,
            Claim = null,
            Collecting = false,
            Tries = 0,
        };
        if (Contradictions.First(definition, state) is { } contradiction)
        {
            state = state with { Checking = contradiction.Id, Checked = state.Checked.Add(contradiction.Id) };
            return Done(turn, state, $"asked about {contradiction.Id}", ScreeningReplies.Ask(turn, state, heard, turn.Say("screening.check")));
        }

        if (new Walk(definition, state).Next is not { } next)
            return Finish(turn, state, heard);
        if (Volunteered.Due(turn, state, next) is { } due)
        {
            if (due.Confirming)
                return Done(turn, At(due, next), "told before", Volunteered.Ask(turn, due, heard));
            state = due;
        }

        state = At(state, next);
        return Done(turn, state, $"asked {next.LinkId}", ScreeningReplies.Ask(turn, state, heard));
    }

    private static Decision.Done Finish(Turn turn, ScreeningState answered, string heard)
    {
        var definition = turn.Content.Screenings.Of(answered);
        var sheet = ScreeningResult.Sheet(turn, answered);
        var key = turn.Facts.Fresh.Length == 0 ? null : turn.Facts.Fresh;
        var summary = ScreeningResult.Summary(turn, sheet, key);
        var state = answered with { Current = null, EndedAt = turn.Facts.Now, OutcomeId = sheet.OutcomeId, Summary = summary.Text, PageKey = key, ConsentAsked = SharingDialog.Question(turn) };
        ImmutableArray<Reply> replies = [ScreeningReplies.Plain([heard, .. ScreeningReplies.Shown(definition.Last, definition, answered), turn.Say("screening.done")]), summary, BookingOffer(turn, state)];
        var done = Done(turn, state, sheet.OutcomeId.Length > 0 ? $"finished with {sheet.OutcomeId}" : "finished", replies, ActiveDialog.None);
        return new(done.Turn with
        {
            Screening = new FinishedScreening(ScreeningResponse.Json(definition, state, turn.Facts.Now), sheet.OutcomeId, summary.Text) { Sheet = sheet, PageKey = key },
        });
    }

    /// <summary>Offers a visit and asks whether the clinic gets the summary with it.</summary>
    private static Reply BookingOffer(Turn turn, ScreeningState state) => ScreeningReplies.Plain(state.ConsentAsked!.Shown) with { Choices = ScreeningReplies.Booking(turn) };

    internal static Decision.Done AskAgain(Turn turn, ScreeningState state, string? why)
    {
        var touched = Touched(turn, state);
        var question = Contradictions.Asked(turn, touched)!;
        var text = why ?? state.Tries switch
        {
            <= 1 => turn.Say("screening.not-understood-1"),
            2 => turn.Say("screening.not-understood-2", ("example", Example(question))),
            _ => turn.Say(question.Required ? "screening.not-understood-3-required" : "screening.not-understood-3"),
        };
        var reply = ScreeningReplies.Ask(turn, touched, text);
        if (touched.Tries >= 3)
            reply = reply with { Choices = [.. reply.Choices.Concat(WaysOut(turn, question)).DistinctBy(choice => choice.Label)] };
        return Done(turn, touched, $"not understood {question.LinkId}", reply);
    }

    private static ImmutableArray<Choice> WaysOut(Turn turn, Question question) =>
    [
        question.Required ? ScreeningReplies.Command(turn, "stop", ScreeningActions.Stop) : ScreeningReplies.Command(turn, "skip", ScreeningActions.Skip),
        new(turn.Say("screening.staff-label"), ChoiceAction.Staff),
    ];

    private static string Example(Question question) => question switch
    {
        { IsChoice: true, Options: [var first, ..] } => $"\"1\" or \"{first.Label}\"",
        { Type: QuestionType.Boolean } => "\"yes\", \"no\" or \"not sure\"",
        { Type: QuestionType.Date } => "\"March 3, 2024\"",
        { Type: QuestionType.Integer or QuestionType.Decimal } => "\"52\"",
        { Type: QuestionType.Quantity, Units: [var unit, ..] } => $"\"3 {unit.Name}\"",
        _ => "a few words",
    };

    /// <summary>The state with a current question that exists and applies, whatever version of the questionnaire it came from.</summary>
    internal static ScreeningState Located(Turn turn, ScreeningState state)
    {
        var walk = new Walk(turn.Content.Screenings.Of(state), state);
        if (state.Current is { } current && walk.IsEnabled(current) == true)
            return state;
        var question = walk.Next ?? walk.Applying.LastOrDefault();
        return question is null ? state : At(state, question) with { Collecting = false };
    }

    private static ScreeningState At(ScreeningState state, Question question) => state with { Current = question.LinkId };

    internal static ScreeningState With(Turn turn, ScreeningState state, params ImmutableArray<ScreeningAnswer> answers) =>
        state with
        {
            Answers = ScreeningHistory.InOrder(turn.Content.Screenings.Of(state), state.Answers.Where(other => !answers.Any(answer => answer.LinkId == other.LinkId)).Concat(answers)),
            Undone = state.Undone.RemoveAll(other => answers.Any(answer => answer.LinkId == other.LinkId)),
        };

    internal static ScreeningState Touched(Turn turn, ScreeningState state) => state with { LastAt = turn.Facts.Now, OfferedResume = false, OfferedRestart = false };

    /// <summary>A turn that "back" undoes if it moved the screening.</summary>
    internal static Decision.Done Done(Turn turn, ScreeningState? state, string note, params ImmutableArray<Reply> replies) =>
        Done(turn, state, note, replies, state is { Finished: false } ? ActiveDialog.Screening : ActiveDialog.None);

    /// <inheritdoc cref="Done(Turn, ScreeningState?, string, ImmutableArray{Reply})"/>
    internal static Decision.Done Done(Turn turn, ScreeningState? state, string note, ImmutableArray<Reply> replies, ActiveDialog active) =>
        Unrecorded(turn, state is null ? null : ScreeningHistory.Record(turn.State.Screening, state, ScreeningRepair.SaidIn(turn)), note, replies, active);

    /// <summary>A turn that "back" knows nothing of.</summary>
    internal static Decision.Done Unrecorded(Turn turn, ScreeningState? state, string note, ImmutableArray<Reply> replies, ActiveDialog active) => new(new TurnResult
    {
        State = turn.State with { Screening = state, Active = active },
        Replies = replies,
        Outcome = Outcome.Screening,
        Why = new Reasons { DecidedBy = "screening", Note = note },
    });
}
