using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening.Reading;
using ValorSpine.Bot.Core.Screening.Repair;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Reads what was typed at a question: an answer, a command, a correction, or answers to other questions.</summary>
internal static class FreeText
{
    /// <summary>Takes what was typed. Null where it is no answer to anything, and no command.</summary>
    public static Decision? Take(Turn turn, ScreeningState given, SaidText said)
    {
        var state = Progress.Located(turn, given with { OfferedRestart = false });
        if (Contradictions.Asked(turn, state) is not { } question)
            return null;
        if (state.Collecting && CollectingEnds(said))
            return Progress.Advance(turn, state with { Collecting = false }, "");
        if (OfferedAnswer(state, question) is { } offered && Keeps(said))
            return TakingAnswers.Take(turn, state, question, offered, add: false);
        var command = ScreeningCommands.Read(said);
        if (AnswerOrCommand.IsOfSomethingElse(question, said, command, turn.Facts.Now) && ChangingAnswers.NamedBy(turn, state, command.Topic) is null)
            command = default;
        if (state.Confirming && Volunteered.Heard(turn, state, said, command) is { } told)
            return told;
        if (Correcting.NoneOfWhich(turn, state, question, said) is { } ofWhich)
            return ofWhich;
        var adds = state.Collecting || Adds(state, question, said);
        // "Later" is no misspelt "latex".
        if (AnswerReader.Exact(question, said, turn.Facts.Now) is { } exact && (command.Command is ScreeningCommand.None || command.IsMisspelt || AnswerOrCommand.IsSpelt(question, said)))
            return (command.IsMisspelt ? null : AnswerOrCommand.Ask(turn, state, question, exact, command.Command)) ?? TakingAnswers.Take(turn, state, question, exact, adds, MayBeMore(question));
        if (command.Command is not ScreeningCommand.None && !(command.IsMisspelt && AnswerOrCommand.TakesAnyWord(question, said)))
            return AnswerOrCommand.AsMeant(turn, state, question, command) ?? Commands.Obey(turn, state, question, command.Command, command.Topic);
        if ((ChangingAnswers.Chosen(turn, state, said) ?? RemovingAnswers.Removed(turn, state, said) ?? Correcting.Correct(turn, state, question, said)) is { } corrected)
            return corrected;
        if (Asking.Asks(said))
            return AfterQuestion(turn, question, said) is { } answer ? TakingAnswers.Take(turn, state, question, answer, adds) : null;
        // "L4-L5 bulging, MRI from March 2023", where the age is asked, holds no age but other answers.
        if (AnswerReader.Within(question, said, turn.Facts.Now) is { } within && !(question.IsAge && within is AnswerReading.OutOfBounds && !SeveralAnswers.In(turn, state, question).IsEmpty))
        {
            return question is { IsRedFlag: true, Required: true, IsChoice: true } && (IsUnsure(question, within) || AsksForMeaning(said)) && state.Checking is null
                ? AskingAgain.Explaining(turn, state)
                : TakingAnswers.Take(turn, state, question, Sure(turn, question, within), adds, MayBeMore(question));
        }

        if (OtherAnswers.Claim(turn, state, said) is { } claimed)
            return claimed;
        // No answer to this question, but to others.
        if (SeveralAnswers.In(turn, state, question) is not { IsEmpty: false } others)
            return question.IsAge && Numbers.In(said.Words).Length > 0 && !turn.LooksLikeQuestion ? AskingAgain.InOtherWords(turn, state with { Tries = state.Tries + 1 }, turn.Say("screening.age-about")) : null;
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, ScreeningTurn.With(turn, state, others)), $"noted others at {question.LinkId}", ScreeningReplies.Ask(turn, ScreeningTurn.With(turn, state, others), SeveralAnswers.Line(turn, state, others)));
    }

    /// <summary>"Add chiropractic", "also pills" to a list that has an answer.</summary>
    private static bool Adds(ScreeningState state, Question question, SaidText said) =>
        question is { Repeats: true, IsChoice: true } && state.AnswerTo(question.LinkId) is { Status: AnswerStatus.Given } && AnswerCorrections.Read(said) is { IsAdded: true };

    /// <summary>"Why do you need my age. 55": the answer behind a question. Null where there is none, or where it may be a warning sign.</summary>
    private static AnswerReading.Understood? AfterQuestion(Turn turn, Question question, SaidText said)
    {
        var last = Enumerable.Range(1, Math.Max(0, said.Words.Length - 1)).LastOrDefault(at => said.Sentences[at] != said.Sentences[at - 1]);
        // "Depends what you mean by weak immune, I have Crohn's"
        if (last == 0)
            last = Enumerable.Range(1, Math.Max(0, said.Words.Length - 1)).FirstOrDefault(at => said.StartsClause(at) && said.Words[at] is "i" or "im" or "ive");
        if (last == 0 || question.IsRedFlag)
            return null;
        var rest = said.From(last);
        return Asking.Asks(rest) || turn.Text.EndsWith('?') ? null : AnswerReader.Exact(question, rest, turn.Facts.Now) as AnswerReading.Understood ?? AnswerReader.Within(question, rest, turn.Facts.Now) as AnswerReading.Understood;
    }

    /// <summary>"Idk what the groin means"</summary>
    private static bool AsksForMeaning(SaidText said) => YesNo.Read(said) is Consent.Unsure && said.Words.Any(word => word is "means" or "mean" or "meant") && said.Words.Contains("what");

    private static bool IsUnsure(Question question, AnswerReading reading) =>
        reading is AnswerReading.Unsure || (reading is AnswerReading.Understood { Values: [var only] } && question.Options.Any(option => option.IsUnknown && option.Value.Equals(only)));

    /// <summary>Whether a message says that there are no more answers to a question that takes several.</summary>
    private static bool CollectingEnds(SaidText said) =>
        YesNo.Read(said) is Consent.No || said.Words is ["done"] or ["thats", "all"] or ["that", "is", "all"] or ["thats", "it"] or ["all"] or ["nothing", "else"] or ["nothing"] or ["none"] or ["im", "done"] or ["finished"] or ["no", "more"] or ["nothing", "more"] or ["thats", "everything"] or ["thats", "all", "of", "them"] or ["thats", "the", "lot"];

    /// <summary>The answer that the questionnaire offers, as long as the patient has given none.</summary>
    public static AnswerReading.Understood? OfferedAnswer(ScreeningState state, Question question) =>
        !question.Initial.IsEmpty && !state.Collecting && state.EarlierAnswerTo(question.LinkId) is null ? new(question.Initial) : null;

    /// <summary>Whether the answer that the questionnaire offers is taken.</summary>
    private static bool Keeps(SaidText said) =>
        said.Words is ["keep"] or ["keep", "it" or "that" or "this"] or ["use", "it" or "that" or "this"] or ["leave", "it"] or ["yes", "keep", "it"] or ["thats", "right"] or ["that", "is", "right"];

    /// <summary>Several options are named in one message, and several numbers, dates or texts one after the other.</summary>
    private static bool MayBeMore(Question question) => question.Repeats && !question.IsChoice;

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
}
