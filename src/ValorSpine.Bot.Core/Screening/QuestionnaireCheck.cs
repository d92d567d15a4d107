using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Table;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Finds questions that wait for each other and questions that no answers lead to.</summary>
internal static class QuestionnaireCheck
{
    public static void Check(ScreeningDefinition definition, QuestionnaireContent content, ICollection<ContentProblem> problems)
    {
        foreach (var question in definition.Questions)
        {
            if (WaitsForItself(definition, question))
                Report(question, $"The question '{question.LinkId}' waits for its own answer.", "Break the circle: a condition may only name questions that don't depend on it.");
            else if (!CanBeReached(definition, question, out var tooLarge))
                Report(question, $"No answers lead to the question '{question.LinkId}'.", "Correct its conditions or those of the groups around it, or remove it.");
            else if (tooLarge)
                Report(question, $"The answers that the question '{question.LinkId}' hangs on are too many to be tried.", "Let its conditions, with those of the groups around it, name fewer questions.");
        }

        void Report(Question question, string what, string remedy) => problems.Add(new(ScreeningDefinition.Folder + definition.Name + ScreeningDefinition.QuestionnaireEnding, content.LineOf(question.LinkId), what, remedy));
    }

    private static bool WaitsForItself(ScreeningDefinition definition, Question question)
    {
        var found = new HashSet<Question>(ReferenceEqualityComparer.Instance);
        var open = new Queue<Question>([question]);
        while (open.TryDequeue(out var next))
        {
            foreach (var other in next.Enabled.Tests.Select(test => definition.Find(test.LinkId)).OfType<Question>().Where(found.Add))
                open.Enqueue(other);
        }

        return found.Contains(question);
    }

    private static bool CanBeReached(ScreeningDefinition definition, Question question, out bool tooLarge)
    {
        tooLarge = false;
        if (!question.Enabled.Tests.Any())
            return true;
        var tree = new AnswerTree(definition, [], [.. question.Enabled.Tests.Select(test => definition.Find(test.LinkId)).OfType<Question>()]);
        var found = tree.Any(() => question.Enabled.Evaluate(tree));
        tooLarge = tree.IsTooLarge;
        return found || tooLarge;
    }
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
