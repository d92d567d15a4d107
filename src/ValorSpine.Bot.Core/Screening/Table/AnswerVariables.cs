using System.Collections.Immutable;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>A named FHIRPath expression that conditions use as <c>%name</c>.</summary>
internal sealed record TableVariable(string Name, FhirPathExpression Is);

/// <summary>
/// What conditions are evaluated with. Each question is the variable <c>%linkId</c>: the values that were given, so what
/// <c>%resource.descendants().where(linkId = '…').answer.value</c> gives without those that only say why there is none.
/// </summary>
internal sealed class AnswerVariables
{
    private readonly FhirEvaluationContext _context;
    private readonly PocoNode _response;

    private static readonly PocoNode s_nothing = new QuestionnaireResponse().ToPocoNode(ModelInfo.ModelInspector);

    private AnswerVariables(FhirEvaluationContext context, PocoNode response) => (_context, _response) = (context, response);

    public static AnswerVariables Of(ScreeningDefinition definition, QuestionnaireResponse response, ImmutableArray<TableVariable> variables)
    {
        var given = Items(response.Item).ToLookup(item => item.LinkId!, StringComparer.Ordinal);
        return Of(
            definition.Questions.Select(question => (question.LinkId, given[question.LinkId].SelectMany(item => item.Answer).Select(answer => answer.Value).OfType<DataType>())),
            response.ToPocoNode(ModelInfo.ModelInspector), variables);
    }

    /// <summary>Answers to some questions alone, for conditions that are about no others.</summary>
    public static AnswerVariables Of(IEnumerable<(Question Question, ScreeningAnswer Answer)> answers, ImmutableArray<TableVariable> variables) =>
        Of(answers.Select(one => (one.Question.LinkId, one.Answer.Values.Select(value => FhirValues.ToFhir(one.Question, value)))), s_nothing, variables);

    private static AnswerVariables Of(IEnumerable<(string LinkId, IEnumerable<DataType> Values)> answers, PocoNode response, ImmutableArray<TableVariable> variables)
    {
        var made = new AnswerVariables(new FhirEvaluationContext(), response);
        foreach (var (linkId, values) in answers)
            made._context.Environment[linkId] = [.. values.Where(value => value.GetExtension(FhirExtensions.DataAbsentReason) is null).Select(value => value.ToPocoNode(ModelInfo.ModelInspector))];
        foreach (var variable in variables)
            made._context.Environment[variable.Name] = variable.Is.Values(made._response, made._context);
        return made;
    }

    public bool? Evaluate(FhirPathExpression expression) => expression.Evaluate(_response, _context);

    private static IEnumerable<QuestionnaireResponse.ItemComponent> Items(IEnumerable<QuestionnaireResponse.ItemComponent> items) =>
        items.SelectMany(item => Items(item.Item).Concat(item.Answer.SelectMany(answer => Items(answer.Item))).Prepend(item));
}
