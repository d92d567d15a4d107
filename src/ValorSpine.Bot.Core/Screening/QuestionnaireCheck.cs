using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Finds questions that wait for each other and questions that no answers lead to.</summary>
internal static class QuestionnaireCheck
{
    /// <summary>More combinations than this are not tried; the question then counts as reachable.</summary>
    private const int MostCombinations = 200_000;

    public static void Check(ScreeningDefinition definition, QuestionnaireContent content, ICollection<ContentProblem> problems)
    {
        foreach (var question in definition.Questions)
        {
            var asked = DependsOn(definition, question);
            if (asked.Contains(question))
                problems.Add(At(question, $"The question '{question.LinkId}' waits for its own answer.", "Break the circle: a condition may only name questions that don't depend on it."));
            else if (!CanBeReached(definition, question, [.. asked]))
                problems.Add(At(question, $"No answers lead to the question '{question.LinkId}'.", "Correct its conditions or those of the groups around it, or remove it."));
        }

        ContentProblem At(Question question, string what, string remedy) => new(ScreeningDefinition.QuestionnairePath, content.LineOf(question.LinkId), what, remedy);
    }

    /// <summary>Every source of why a question is asked is known.</summary>
    public static void CheckSources(ScreeningDefinition definition, QuestionnaireContent content, IReadOnlyDictionary<string, Source> sources, ICollection<ContentProblem> problems)
    {
        foreach (var question in definition.Questions)
        {
            foreach (var key in question.WhySources.Where(key => !sources.ContainsKey(key)))
                problems.Add(new(ScreeningDefinition.QuestionnairePath, content.LineOf(question.LinkId), $"The source '{key}' of why '{question.LinkId}' is asked is not known.", $"Use a key of {KnowledgeBase.SourcesPath}, or add it there first."));
        }
    }

    /// <summary>All questions that its conditions hang on, directly or not.</summary>
    private static HashSet<Question> DependsOn(ScreeningDefinition definition, Question question)
    {
        var found = new HashSet<Question>(ReferenceEqualityComparer.Instance);
        var open = new Queue<Question>([question]);
        while (open.TryDequeue(out var next))
        {
            foreach (var other in next.Enabled.Tests.Select(test => definition.Find(test.LinkId)).OfType<Question>().Where(found.Add))
                open.Enqueue(other);
        }

        return found;
    }

    private static bool CanBeReached(ScreeningDefinition definition, Question question, ImmutableArray<Question> asked)
    {
        var answers = asked.Select(other => TypicalAnswers(definition, other)).ToImmutableArray();
        var combinations = answers.Aggregate(1L, (product, these) => Math.Min(product * these.Length, MostCombinations + 1L));
        if (combinations > MostCombinations)
            return true;
        for (var n = 0; n < combinations; n++)
        {
            var rest = n;
            var state = new ScreeningState
            {
                Answers = [.. answers.Select(these =>
                {
                    var answer = these[rest % these.Length];
                    rest /= these.Length;
                    return answer;
                })],
            };
            if (new Walk(definition, state).IsEnabled(question.LinkId) == true)
                return true;
        }

        return false;
    }

    /// <summary>One answer of each kind that a condition can tell apart.</summary>
    private static ImmutableArray<ScreeningAnswer> TypicalAnswers(ScreeningDefinition definition, Question question)
    {
        var compared = definition.Questions.SelectMany(other => other.Enabled.Tests).Where(test => test.LinkId == question.LinkId).Select(test => test.Expected).ToImmutableArray();
        IEnumerable<AnswerValue> values = question.Type switch
        {
            QuestionType.Boolean => [new AnswerValue.Flag(true), new AnswerValue.Flag(false)],
            _ when question.IsChoice => question.Options.Select(option => option.Value),
            _ => compared.SelectMany(Around),
        };
        var within = values.Where(value => AnswerBounds.Holds(question, value)).Distinct()
            .Select(value => new ScreeningAnswer(question.LinkId, AnswerStatus.Given, [value]));
        ScreeningAnswer[] given = [.. within];
        return question.Required && given.Length > 0 ? [.. given] : [.. given, new ScreeningAnswer(question.LinkId, AnswerStatus.Skipped, [])];
    }

    private static IEnumerable<AnswerValue> Around(AnswerValue value) => value switch
    {
        AnswerValue.Whole whole => [whole, new AnswerValue.Whole(whole.Value - 1), new AnswerValue.Whole(whole.Value + 1)],
        AnswerValue.Number number => [number, new AnswerValue.Number(number.Value - 1), new AnswerValue.Number(number.Value + 1)],
        AnswerValue.Amount amount => [amount, amount with { Value = amount.Value - 1 }, amount with { Value = amount.Value + 1 }],
        AnswerValue.Day day => [day, new AnswerValue.Day(day.Value.AddDays(-1)), new AnswerValue.Day(day.Value.AddDays(1))],
        AnswerValue.Words words => [words, new AnswerValue.Words(words.Text + "-")],
        _ => [],
    };
}

/// <summary>Whether a value lies within the bounds that a question gives.</summary>
internal static class AnswerBounds
{
    public static bool Holds(Question question, AnswerValue value) => value switch
    {
        AnswerValue.Whole whole => Within(question, whole.Value),
        AnswerValue.Number number => Within(question, number.Value),
        AnswerValue.Amount amount => amount.Value >= 0 && Within(question, amount.Value),
        AnswerValue.Day day => (question.Earliest is null || day.Value >= question.Earliest) && (question.Latest is null || day.Value <= question.Latest),
        AnswerValue.Words words => words.Text.Length <= question.MaxLength,
        _ => true,
    };

    private static bool Within(Question question, decimal value) => (question.Min is null || value >= question.Min) && (question.Max is null || value <= question.Max);
}
