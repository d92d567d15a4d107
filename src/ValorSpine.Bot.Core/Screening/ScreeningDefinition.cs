using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The questionnaire and its outcomes, from <c>dialogs/screening.questionnaire.json</c> and <c>dialogs/screening.outcomes.json</c>.</summary>
public sealed class ScreeningDefinition
{
    /// <summary>Reads both and reports what is wrong with them.</summary>
    public static ScreeningDefinition Load(ContentFiles files, ICollection<ContentProblem> problems) => new();
}

/// <summary>A screening in progress or finished.</summary>
public sealed record ScreeningState;

/// <summary>A screening that ended in a turn; stored with it.</summary>
/// <param name="ResponseJson">A FHIR R4 QuestionnaireResponse.</param>
/// <param name="OutcomeId">Id of the outcome: <c>O-DIAGNOSIS</c>.</param>
/// <param name="Summary">What was said and what it points to, as plain text.</param>
public sealed record FinishedScreening(string ResponseJson, string OutcomeId, string Summary);
