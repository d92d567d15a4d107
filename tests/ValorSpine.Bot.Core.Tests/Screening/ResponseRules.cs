using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Validation;
using Answer = Hl7.Fhir.Model.QuestionnaireResponse.AnswerComponent;
using Given = Hl7.Fhir.Model.QuestionnaireResponse.ItemComponent;
using Item = Hl7.Fhir.Model.Questionnaire.ItemComponent;
using ItemType = Hl7.Fhir.Model.Questionnaire.QuestionnaireItemType;
using Operator = Hl7.Fhir.Model.Questionnaire.QuestionnaireItemOperator;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Holds a FHIR QuestionnaireResponse against its Questionnaire, by the words of the standard and without the engine's help.</summary>
internal sealed class ResponseRules
{
    private const string AbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    private readonly Questionnaire _questionnaire;
    private readonly Dictionary<string, Given> _given = new(StringComparer.Ordinal);
    private readonly List<string> _defects = [];

    private ResponseRules(Questionnaire questionnaire) => _questionnaire = questionnaire;

    /// <summary>What is wrong with a response; empty where nothing is.</summary>
    public static IReadOnlyList<string> Defects(string questionnaireJson, string responseJson)
    {
        var response = JsonSerializer.Deserialize<QuestionnaireResponse>(responseJson, s_fhir)!;
        var rules = new ResponseRules(JsonSerializer.Deserialize<Questionnaire>(questionnaireJson, s_fhir)!);
        rules._defects.AddRange(response.Validate(ModelInfo.ModelInspector).Select(result => result.Message));
        rules.Check(response);
        if (JsonSerializer.Serialize(response, s_fhir) != responseJson)
            rules._defects.Add("It is not the same after being read and written again.");
        return rules._defects;
    }

    private void Check(QuestionnaireResponse response)
    {
        Expect(response.Status is QuestionnaireResponse.QuestionnaireResponseStatus.Completed, "The status is not completed.");
        if (_questionnaire.Url is { } url)
            Expect(response.Questionnaire == (_questionnaire.Version is { } version ? $"{url}|{version}" : response.Questionnaire), "It names another questionnaire or version.");
        Register(response.Item);
        Check(response.Item, _questionnaire.Item, isAsked: true);
    }

    private void Register(List<Given> items)
    {
        foreach (var item in items)
        {
            Expect(_given.TryAdd(item.LinkId!, item), $"'{item.LinkId}' stands twice.");
            Register(item.Item);
            foreach (var answer in item.Answer)
                Register(answer.Item);
        }
    }

    private void Check(List<Given> given, List<Item> items, bool isAsked)
    {
        var places = given.Select(one => items.FindIndex(item => item.LinkId == one.LinkId)).ToArray();
        Expect(places.All(place => place >= 0), $"There are items that do not belong here: {string.Join(", ", given.Select(one => one.LinkId))}.");
        Expect(places.SequenceEqual(places.Order()), "The items are out of order.");
        foreach (var item in items)
            Check(given.Find(one => one.LinkId == item.LinkId), item, isAsked && IsEnabled(item));
    }

    private void Check(Given? given, Item item, bool isAsked)
    {
        Expect(given is null || isAsked, $"'{item.LinkId}' is answered and not enabled.");
        if (item.Type is ItemType.Display)
        {
            Expect(given is null, $"'{item.LinkId}' is a display.");
        }
        else if (item.Type is ItemType.Group)
        {
            Expect(given is null or { Answer.Count: 0 }, $"'{item.LinkId}' is a group and has answers.");
            Check(given?.Item ?? [], item.Item, isAsked);
        }
        else
        {
            Expect(!isAsked || item.Required != true || given is { Answer.Count: > 0 }, $"'{item.LinkId}' is required and not answered.");
            CheckAnswers(given?.Answer ?? [], item);
            foreach (var answer in given?.Answer ?? [])
                Check(answer.Item, item.Item, isAsked && answer.Value?.GetExtension(AbsentReason) is null);
        }
    }

    private void CheckAnswers(List<Answer> answers, Item item)
    {
        Expect(answers.Count <= 1 || item.Repeats == true, $"'{item.LinkId}' has several answers.");
        foreach (var value in answers.Select(answer => answer.Value))
        {
            Expect(Types(item).Contains(value?.GetType()), $"'{item.LinkId}' has an answer of the type {value?.TypeName ?? "none"}.");
            if (value?.GetExtension(AbsentReason) is not null)
                continue;
            Expect(IsOption(item, value!), $"'{item.LinkId}' has an answer that is not among its options.");
            if (value is FhirString text)
                Expect(text.Value!.Length <= (item.MaxLength ?? int.MaxValue), $"'{item.LinkId}' is too long.");
            var number = NumberOf(value);
            Expect(number is null || ((Bound(item, "minValue") ?? number) <= number && number <= (Bound(item, "maxValue") ?? number)), $"'{item.LinkId}' is out of bounds.");
        }
    }

    private static decimal? Bound(Item item, string name) => NumberOf(item.GetExtension($"http://hl7.org/fhir/StructureDefinition/{name}")?.Value as DataType);

    private static decimal? NumberOf(DataType? value) => value switch { Integer whole => whole.Value, FhirDecimal number => number.Value, Quantity quantity => quantity.Value, _ => null };

    private static Type[] Types(Item item) => item.Type switch
    {
        ItemType.Choice => [.. Options(item).Select(option => option.GetType()).Distinct()],
        ItemType.OpenChoice => [.. Options(item).Select(option => option.GetType()).Append(typeof(FhirString)).Distinct()],
        ItemType.Boolean => [typeof(FhirBoolean)],
        ItemType.Integer => [typeof(Integer)],
        ItemType.Decimal => [typeof(FhirDecimal)],
        ItemType.Date => [typeof(Date)],
        ItemType.DateTime => [typeof(FhirDateTime)],
        ItemType.Quantity => [typeof(Quantity)],
        _ => [typeof(FhirString)],
    };

    private static IEnumerable<DataType> Options(Item item) => item.AnswerOption.Count > 0 ? item.AnswerOption.Select(option => option.Value!) : [new Coding()];

    private bool IsOption(Item item, DataType value) => item.Type switch
    {
        ItemType.Choice when item.AnswerValueSet is { } set => ((ValueSet)_questionnaire.Contained.Single(one => $"#{one.Id}" == set)).Compose!.Include.Exists(include => include.Concept.Exists(concept => Same(new Coding(include.System, concept.Code!), value))),
        ItemType.Choice => item.AnswerOption.Exists(option => Same(option.Value!, value)),
        ItemType.OpenChoice => value is FhirString || item.AnswerOption.Exists(option => Same(option.Value!, value)),
        _ => true,
    };

    private static bool Same(DataType one, DataType other) => (one, other) switch
    {
        (Coding a, Coding b) => a.Code == b.Code && a.System == b.System,
        (FhirString a, FhirString b) => a.Value == b.Value,
        (Integer a, Integer b) => a.Value == b.Value,
        (Date a, Date b) => a.Value == b.Value,
        _ => false,
    };

    private bool IsEnabled(Item item) => item.EnableWhen.Count == 0
        || (item.EnableBehavior is Questionnaire.EnableWhenBehavior.Any ? item.EnableWhen.Exists(Holds) : item.EnableWhen.TrueForAll(Holds));

    private bool Holds(Questionnaire.EnableWhenComponent when)
    {
        DataType[] values = _given.TryGetValue(when.Question!, out var given) ? [.. given.Answer.Select(answer => answer.Value!).Where(value => value.GetExtension(AbsentReason) is null)] : [];
        return when.Operator switch
        {
            Operator.Exists => values.Length > 0 == (((FhirBoolean)when.Answer!).Value == true),
            Operator.Equal => values.Any(value => Order(value, when.Answer!) == 0),
            Operator.NotEqual => values.All(value => Order(value, when.Answer!) != 0),
            Operator.GreaterThan => values.Any(value => Order(value, when.Answer!) > 0),
            Operator.LessThan => values.Any(value => Order(value, when.Answer!) < 0),
            Operator.GreaterOrEqual => values.Any(value => Order(value, when.Answer!) >= 0),
            _ => values.Any(value => Order(value, when.Answer!) <= 0),
        };
    }

    private static int? Order(DataType value, DataType expected) => (value, expected) switch
    {
        (FhirBoolean a, FhirBoolean b) => a.Value == b.Value ? 0 : null,
        (Date a, Date b) => string.CompareOrdinal(a.Value, b.Value),
        _ when NumberOf(value) is { } x && NumberOf(expected) is { } y => x.CompareTo(y),
        _ => Same(value, expected) ? 0 : null,
    };

    private void Expect(bool holds, string defect)
    {
        if (!holds)
            _defects.Add(string.Create(CultureInfo.InvariantCulture, $"{defect}"));
    }
}
