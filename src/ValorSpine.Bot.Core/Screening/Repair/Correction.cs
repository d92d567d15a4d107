using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Another answer to a question that was answered.</summary>
internal sealed record Correction(Question Question, ScreeningAnswer Answer)
{
    /// <summary>What a message says in answer to a question that has another answer, or null.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="state">The screening.</param>
    /// <param name="question">The question.</param>
    /// <param name="said">The message.</param>
    /// <param name="besides">Whether what it names comes to what stands in a list.</param>
    public static Correction? Meant(Turn turn, ScreeningState state, Question question, SaidText said, bool besides = false)
    {
        var reading = Reading(turn, question, said);
        if (reading is not AnswerReading.Understood understood || state.EarlierAnswerTo(question.LinkId) is not { } before)
            return null;
        var answer = besides && question.Repeats ? SeveralAnswers.Joined(question, before, understood.Values) : new(question.LinkId, AnswerStatus.Given, understood.Values);
        return before.Values.SequenceEqual(answer.Values) ? null : new(question, answer);
    }

    /// <summary>Whether a message gives the answer that stands already.</summary>
    public static bool IsSame(Turn turn, ScreeningState state, Question question, SaidText said) =>
        Reading(turn, question, said) is AnswerReading.Understood understood && state.EarlierAnswerTo(question.LinkId) is { } before && before.Values.SequenceEqual(understood.Values);

    private static AnswerReading? Reading(Turn turn, Question question, SaidText said) =>
        question.IsAge && !AnswerCorrections.IsOnlyNumber(said) ? AgeReader.Told(said, turn.Facts.Now) is { } age ? new AnswerReading.Understood([new AnswerValue.Whole(age)]) : null
            : question.Type is QuestionType.Integer or QuestionType.Decimal && !AnswerCorrections.IsOnlyNumber(said)
            ? null
            : question.Type is QuestionType.String or QuestionType.Text or QuestionType.OpenChoice ? null
            : AnswerReader.Exact(question, said, turn.Facts.Now) ?? AnswerReader.Within(question, said, turn.Facts.Now);


    /// <summary>"Not sure" and "none" fit nearly every question: they are about an earlier one only where it is named.</summary>
    public bool IsVague(SaidText said) =>
        Question.Options.Any(option => Answer.Values.Contains(option.Value) && (option.IsUnknown || option.IsDeclined || (option.IsNone && ChangingAnswers.Score(Question, said.Words) == 0)));

    /// <summary>Takes it, and says what it changed.</summary>
    public Decision.Done Apply(Turn turn, ScreeningState state)
    {
        var heard = turn.Say("screening.corrected", ("name", Question.Short), ("answer", ScreeningReplies.Shown(turn, Answer)));
        return TakingAnswers.Take(turn, state with { Checking = null, Claim = null }, Question, new AnswerReading.Understood(Answer.Values), add: false, heardAs: heard);
    }

    /// <summary>Offers it.</summary>
    public Choice Choice(Turn turn) => new(
        $"{Question.Short}: {ScreeningReplies.Shown(turn, Answer)}",
        Answer.Values is [AnswerValue.Coded coded] ? ScreeningActions.Answer(Question.LinkId, coded.Code) : ScreeningActions.Change(Question.LinkId));
}
