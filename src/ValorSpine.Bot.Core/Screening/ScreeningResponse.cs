using System.Collections.Immutable;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The answers that apply, as a FHIR R4 QuestionnaireResponse.</summary>
internal static class ScreeningResponse
{
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    public static string Json(ScreeningDefinition definition, ScreeningState state, DateTimeOffset now) => JsonSerializer.Serialize(Of(definition, state, now), s_fhir);

    public static QuestionnaireResponse Of(ScreeningDefinition definition, ScreeningState state, DateTimeOffset now)
    {
        var walk = new Walk(definition, state);
        return new()
        {
            Extension = [new(FhirExtensions.ContentHash, new FhirString(definition.Hash))],
            Questionnaire = definition.Canonical,
            Status = QuestionnaireResponse.QuestionnaireResponseStatus.Completed,
            AuthoredElement = new FhirDateTime(now),
            Item = Items(definition.Items),
        };

        List<QuestionnaireResponse.ItemComponent> Items(ImmutableArray<ItemNode> nodes) => [.. nodes.Select(Item).OfType<QuestionnaireResponse.ItemComponent>()];

        QuestionnaireResponse.ItemComponent? Item(ItemNode node)
        {
            var below = Items(node.Children);
            if (node.Question is null)
                return below.Count == 0 ? null : new() { LinkId = node.LinkId, Text = node.Text, Item = below };
            if (walk.IsEnabled(node.LinkId) != true || state.AnswerTo(node.LinkId) is not { Status: not AnswerStatus.Skipped } answer)
                return null;
            var answers = Answers(node.Question, answer);
            if (answers.Count > 0)
                answers[0].Item = below;
            return new() { LinkId = node.LinkId, Text = node.Text, Answer = answers };
        }
    }

    private static List<QuestionnaireResponse.AnswerComponent> Answers(Question question, ScreeningAnswer answer) =>
        answer.Status is AnswerStatus.Given
            ? [.. answer.Values.Select(value => new QuestionnaireResponse.AnswerComponent { Value = FhirValues.ToFhir(question, value) })]
            : [new() { Value = Unknown(question) }];

    /// <summary>HL7's way to say that somebody was asked and does not know: a value of the question's type that says why it is absent.</summary>
    private static DataType Unknown(Question question)
    {
        DataType absent = question.Type switch
        {
            QuestionType.Choice or QuestionType.OpenChoice when question.Options[0].Kind is OptionKind.Coding => new Coding(),
            QuestionType.Choice or QuestionType.OpenChoice when question.Options[0].Kind is OptionKind.Whole => new Integer(),
            QuestionType.Choice or QuestionType.OpenChoice when question.Options[0].Kind is OptionKind.Day => new Date(),
            QuestionType.Boolean => new FhirBoolean(),
            QuestionType.Integer => new Integer(),
            QuestionType.Decimal => new FhirDecimal(),
            QuestionType.Date => question.IsDateTime ? new FhirDateTime() : new Date(),
            QuestionType.Quantity => new Quantity(),
            _ => new FhirString(),
        };
        absent.Extension = [new(FhirExtensions.DataAbsentReason, new Code("asked-unknown"))];
        return absent;
    }
}
