using Item = Hl7.Fhir.Model.Questionnaire.ItemComponent;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Whether a condition compares a question with an answer that it can have.</summary>
internal static class AnswerFit
{
    /// <summary>What to do about a misfit of a condition in the questionnaire, or null where it fits.</summary>
    public static string? Misfit(Comparison comparison, AnswerValue expected, Item item)
    {
        var codes = item.AnswerOption.Select(option => FhirValues.OptionOf(option.Value)?.Value.Code).OfType<string>();
        return Misfit(comparison, expected, QuestionnaireReader.TypeOf(item.Type), [.. codes]);
    }

    private static string? Misfit(Comparison comparison, AnswerValue expected, QuestionType? type, string[] codes)
    {
        if (type is null)
            return "Name a question, not a group or a display.";
        if (comparison is Comparison.Exists)
            return expected is AnswerValue.Flag ? null : "With 'exists' the answer is true or false.";
        var ordered = comparison is not (Comparison.Equal or Comparison.NotEqual);
        return (type, expected) switch
        {
            (QuestionType.Boolean, AnswerValue.Flag) when !ordered => null,
            (QuestionType.Boolean, _) => "Compare it with true or false by = or !=.",
            (QuestionType.Integer or QuestionType.Decimal, AnswerValue.Whole or AnswerValue.Number) => null,
            (QuestionType.Integer or QuestionType.Decimal, _) => "Compare it with a number.",
            (QuestionType.Date, AnswerValue.Day) => null,
            (QuestionType.Date, _) => "Compare it with a date such as 2024-05-01.",
            (QuestionType.Quantity, AnswerValue.Amount) => null,
            (QuestionType.Quantity, _) => "Compare it with a number and its unit.",
            (QuestionType.String or QuestionType.Text, AnswerValue.Words) when !ordered => null,
            (QuestionType.String or QuestionType.Text, _) => "Compare it with a text by = or !=.",
            (QuestionType.OpenChoice, AnswerValue.Coded { System: null }) when !ordered => null,
            (_, AnswerValue.Coded coded) when !ordered && (codes.Length == 0 || codes.Contains(coded.Code)) => null,
            (_, AnswerValue.Coded or AnswerValue.Words) when !ordered => $"Use one of its codes: {string.Join(", ", codes)}.",
            _ => "Compare it with one of its codes by = or !=.",
        };
    }
}
