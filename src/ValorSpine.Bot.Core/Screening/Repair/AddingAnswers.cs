using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Adds to an answer that was given: "also shots", "I forgot, I had a fusion".</summary>
internal static class AddingAnswers
{
    /// <summary>
    /// "Also shots", "I forgot, I had a fusion": adds it to the answer that it belongs to. What was forgotten is never "not sure" about what is asked now. Null where it adds to none.
    /// </summary>
    public static Decision.Done? Added(Turn turn, ScreeningState state, Question? current, ReadCorrection correction, SaidText meant)
    {
        var now = current is null ? null : ReadingOf(turn, current, meant);
        if (!correction.IsForgotten && now is AnswerReading.Understood)
            return null;
        var answered = ChangingAnswers.Answered(turn, state).Where(question => question.LinkId != current?.LinkId).ToArray();
        if (answered.Length == 0)
            return null;
        var found = answered.Reverse().Where(question => question.Type is QuestionType.Choice && (question == answered[^1] || correction.IsForgotten || (!question.ToldBy.IsEmpty && Statements.IsOf(question, meant))))
            .Select(question => (Question: question, Reading: ReadingOf(turn, question, meant))).ToArray();
        var added = found.Select(one => Addition(state, one.Question, one.Reading)).OfType<Correction>().Where(one => !one.IsVague(meant)).ToArray();
        if (Told(added, meant) is { } told)
            return told.Apply(turn, state);
        // A warning sign, or what may be one of several: it is asked which.
        if (found.Select(one => (one.Question, Which: Doubtful(one.Question, one.Reading))).FirstOrDefault(one => !one.Which.IsEmpty && (correction.IsForgotten || one.Question == answered[^1])) is { Question: { } doubtful, Which: var which })
            return AskingAgain.Which(turn, Progress.MovedTo(state, doubtful), doubtful, which, adds: true);
        if (!correction.IsForgotten)
            return null;
        if (now is AnswerReading.Understood)
            return TakingAnswers.Take(turn, state, current!, now, state.Collecting);
        // "I forgot my age": not known.
        if (current is not null && ChangingAnswers.Score(current, correction.Topic) > 0)
            return null;
        return ChangingAnswers.Which(turn, state, correction.Topic);
    }

    /// <summary>Adds an option that was asked about. Null where it goes with no other, or fires a rule.</summary>
    public static Decision.Done? Add(Turn turn, ScreeningState state, Question question, string code) =>
        question is { Repeats: true, SafetyRule: null } && question.Options.FirstOrDefault(option => option.Value.Code == code) is { SafetyRule: null, Exclusive: false } option && Addition(state, question, new AnswerReading.Understood([option.Value])) is { } added
            ? added.Apply(turn, state)
            : null;

    /// <summary>The one that is told, by a word of its question where several may be.</summary>
    private static Correction? Told(Correction[] added, SaidText meant) =>
        added is [var only] ? only : added.Where(one => !one.Question.ToldBy.IsEmpty && Statements.IsOf(one.Question, meant)).ToArray() is [var first, ..] ? first : null;

    private static Correction? Addition(ScreeningState state, Question question, AnswerReading? reading)
    {
        if (reading is not AnswerReading.Understood understood || question.SafetyRule is not null || state.EarlierAnswerTo(question.LinkId) is not { } before)
            return null;
        var answer = question.Repeats ? SeveralAnswers.Joined(question, before, understood.Values) : new(question.LinkId, AnswerStatus.Given, understood.Values);
        return before.Values.Order(s_byShown).SequenceEqual(answer.Values.Order(s_byShown)) ? null : new(question, answer);
    }

    private static readonly Comparer<AnswerValue> s_byShown = Comparer<AnswerValue>.Create((one, other) => string.CompareOrdinal(one.Shown, other.Shown));

    /// <summary>What has to be asked about: options in doubt, and warning signs always.</summary>
    public static ImmutableArray<AnswerOption> Doubtful(Question question, AnswerReading? reading) => reading switch
    {
        AnswerReading.Unclear unclear => [.. unclear.Which.Where(option => !option.IsUnknown && !option.IsDeclined)],
        AnswerReading.Understood understood when question.SafetyRule is not null => [.. question.Options.Where(option => !option.Exclusive && understood.Values.Contains(option.Value))],
        _ => [],
    };

    /// <summary>What a message says in answer to a question.</summary>
    public static AnswerReading? ReadingOf(Turn turn, Question question, SaidText said) => AnswerReader.Exact(question, said, turn.Facts.Now) ?? AnswerReader.Within(question, said, turn.Facts.Now);
}
