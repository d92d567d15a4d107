using System.Collections.Immutable;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Reading;
using Item = Hl7.Fhir.Model.Questionnaire.ItemComponent;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What the questionnaire file holds.</summary>
/// <param name="Url">Canonical URL; empty where it has none.</param>
/// <param name="Version">Version; empty where it has none.</param>
/// <param name="Title">As shown.</param>
/// <param name="Items">The tree.</param>
/// <param name="Questions">The questions of the tree, in order.</param>
/// <param name="Last">What is said after the last question.</param>
/// <param name="LineOf">Line of a link id.</param>
internal sealed record QuestionnaireContent(
    string Url, string Version, string Title, ImmutableArray<ItemNode> Items, ImmutableArray<Question> Questions, ImmutableArray<Lead> Last, Func<string, int> LineOf)
{
    public static QuestionnaireContent Empty { get; } = new("", "", "", [], [], [], _ => 0);
}

/// <summary>Turns a FHIR R4 Questionnaire into questions and lists its defects.</summary>
internal sealed class QuestionnaireReader
{
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    private readonly Questionnaire _questionnaire;
    private readonly string _path;
    private readonly JsonLines _lines;
    private readonly ICollection<ContentProblem> _problems;
    private readonly Dictionary<string, (Item Item, string At)> _byLinkId = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Question>.Builder _questions = ImmutableArray.CreateBuilder<Question>();
    private readonly List<Lead> _leads = [];

    private QuestionnaireReader(Questionnaire questionnaire, string path, JsonLines lines, ICollection<ContentProblem> problems) =>
        (_questionnaire, _path, _lines, _problems) = (questionnaire, path, lines, problems);

    public static QuestionnaireContent Read(ContentFile file, ICollection<ContentProblem> problems)
    {
        try
        {
            var questionnaire = JsonSerializer.Deserialize<Questionnaire>(file.Text, s_fhir)!;
            return new QuestionnaireReader(questionnaire, file.Path, new JsonLines(file.Text), problems).Read();
        }
        catch (DeserializationFailedException error)
        {
            foreach (var one in error.Exceptions)
            {
                var line = one is ExtendedCodedException { LineNumber: { } at } ? (int)at : 0;
                problems.Add(new(file.Path, line, one.Message, "Make it valid FHIR R4: see hl7.org/fhir/R4/questionnaire.html."));
            }
        }
        catch (JsonException error)
        {
            problems.Add(new(file.Path, (int)(error.LineNumber ?? 0) + 1, "This is not valid JSON.", "Look for a missing comma, quote or bracket at this line."));
        }

        return QuestionnaireContent.Empty;
    }

    private QuestionnaireContent Read()
    {
        QuestionnaireRules.Check(_questionnaire, Problem);
        Register(_questionnaire.Item, "item");
        var items = Nodes(_questionnaire.Item, "item", Condition.Always, belowQuestion: false);
        return new(
            _questionnaire.Url ?? "", _questionnaire.Version ?? "", _questionnaire.Title ?? _questionnaire.Name ?? "", items, _questions.ToImmutable(), [.. _leads],
            linkId => _byLinkId.TryGetValue(linkId, out var found) ? _lines.Of(found.At) : 0);
    }

    private void Register(List<Item> items, string at)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var here = $"{at}[{i}]";
            if (!_byLinkId.TryAdd(items[i].LinkId!, (items[i], here)))
                Problem($"{here}.linkId", $"The linkId '{items[i].LinkId}' is used twice (que-2).", "Give each item a linkId of its own.");
            Register(items[i].Item, $"{here}.item");
        }
    }

    private ImmutableArray<ItemNode> Nodes(List<Item> items, string at, Condition around, bool belowQuestion)
    {
        var nodes = ImmutableArray.CreateBuilder<ItemNode>();
        for (var i = 0; i < items.Count; i++)
        {
            var (item, here) = (items[i], $"{at}[{i}]");
            var enabled = Combine(around, Enabled(item, here));
            if (item.Type is Questionnaire.QuestionnaireItemType.Display)
            {
                if (!belowQuestion || !IsHelp(item))
                    AddLead(item, enabled);
            }
            else if (item.Type is Questionnaire.QuestionnaireItemType.Group)
            {
                AddLead(item, enabled);
                nodes.Add(new(item.LinkId!, item.Text, null, Nodes(item.Item, $"{here}.item", enabled, belowQuestion: false)));
            }
            else if (QuestionOf(item, here, enabled) is { } question)
            {
                _questions.Add(question);
                // FHIR nests such items in the answer, so without an answer there are none.
                var below = new Condition.Test(item.LinkId!, Comparison.Exists, new AnswerValue.Flag(true));
                nodes.Add(new(item.LinkId!, item.Text, question, Nodes(item.Item, $"{here}.item", Combine(enabled, below), belowQuestion: true)));
            }
        }

        return nodes.ToImmutable();
    }

    private void AddLead(Item item, Condition enabled)
    {
        if (!string.IsNullOrWhiteSpace(item.Text))
            _leads.Add(new(TextOf(item), enabled));
    }

    private Question? QuestionOf(Item item, string at, Condition enabled)
    {
        if (TypeOf(item.Type) is not { } type)
        {
            Problem(
                $"{at}.type", $"The type '{item.Type.GetLiteral()}' of '{item.LinkId}' cannot be asked in a chat.",
                "Use choice, open-choice, boolean, integer, decimal, date, dateTime, quantity, string, text, group or display.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(item.Text))
            Problem(at, $"The question '{item.LinkId}' has no text.", "Write the question as 'text'.");
        if (item.Repeats == true && item.Item.Exists(child => child.Type is not Questionnaire.QuestionnaireItemType.Display))
            Problem(at, $"The question '{item.LinkId}' repeats and has questions below it, which would be asked for each answer.", "Remove 'repeats', or move the questions out of it.");
        ImmutableArray<Lead> leads = [.. _leads];
        _leads.Clear();
        var why = item.GetStringExtension(FhirExtensions.WhyAsked) is { } written ? SourcedText.Of(written) : null;
        var (min, max) = (item.GetExtension(FhirExtensions.MinValue)?.Value, item.GetExtension(FhirExtensions.MaxValue)?.Value);
        var options = Options(item, type, at);
        return new Question
        {
            LinkId = item.LinkId!,
            Type = type,
            Text = TextOf(item),
            Short = item.GetStringExtension(FhirExtensions.ShortText) ?? item.Text ?? item.LinkId!,
            Leads = leads,
            Help = item.Item.Where(IsHelp).Select(child => child.Text).ToArray() is { Length: > 0 } help ? string.Join('\n', help) : null,
            Why = why?.Text,
            WhySources = why?.Sources ?? [],
            Required = item.Required == true,
            Repeats = item.Repeats == true,
            Options = options,
            Units = [.. item.GetExtensions(FhirExtensions.Unit).Concat(item.GetExtensions(FhirExtensions.UnitOption)).Select(one => one.Value).OfType<Coding>().Select(unit => new AnswerUnit(unit.Code ?? "1", unit.Display ?? unit.Code ?? ""))],
            Initial = Initial(item, options, at),
            IsDateTime = item.Type is Questionnaire.QuestionnaireItemType.DateTime,
            Min = FhirValues.NumberOf(min),
            Max = FhirValues.NumberOf(max),
            Earliest = FhirValues.DayOf(min),
            Latest = FhirValues.DayOf(max),
            MaxLength = item.MaxLength ?? 500,
            SafetyRule = item.GetStringExtension(FhirExtensions.SafetyRule),
            Enabled = enabled,
            IsAge = item.Code.Any(code => code is { System: "http://loinc.org", Code: FhirExtensions.LoincAge }),
            AskedOnly = item.GetBoolExtension(FhirExtensions.AskedOnly) == true,
            ToldBy = PhrasesOf(item, FhirExtensions.ToldBy),
            IsOfWishes = item.GetBoolExtension(FhirExtensions.AsksForWishes) == true,
            YesPhrases = PhrasesOf(item, FhirExtensions.MeansYes),
            NoPhrases = PhrasesOf(item, FhirExtensions.MeansNo),
            Decoys = PhrasesOf(item, FhirExtensions.Decoy),
            Unlisted = PhrasesOf(item, FhirExtensions.Unlisted),
        };
    }

    private static string TextOf(Item item) => string.IsNullOrWhiteSpace(item.Prefix) ? item.Text ?? "" : $"{item.Prefix} {item.Text}";

    private ImmutableArray<AnswerValue> Initial(Item item, ImmutableArray<AnswerOption> options, string at)
    {
        var selected = item.AnswerOption.Where(option => option.InitialSelected == true).Select(option => option.Value);
        var values = item.Initial.Select(initial => initial.Value).Concat(selected).Select(value => InitialOf(item, options, value)).ToArray();
        if (values.Contains(null))
            Problem($"{at}.initial", $"An initial value of '{item.LinkId}' is no answer that it can have.", options.IsEmpty ? "Give it the type of the question." : $"Use one of its options: {string.Join(", ", options.Select(option => option.Value.Code))}.");
        return [.. values.OfType<AnswerValue>()];
    }

    private static AnswerValue? InitialOf(Item item, ImmutableArray<AnswerOption> options, DataType? value)
    {
        if (FhirValues.Of(value) is not { } given || TypeOf(item.Type) is not { } type)
            return null;
        if (type is QuestionType.Choice or QuestionType.OpenChoice && FhirValues.AsOption(given) is AnswerValue.Coded coded && options.FirstOrDefault(option => option.Value.Code == coded.Code) is { } option)
            return option.Value;
        return (type, given) switch
        {
            (QuestionType.OpenChoice or QuestionType.String or QuestionType.Text, AnswerValue.Words) or (QuestionType.Boolean, AnswerValue.Flag)
                or (QuestionType.Integer, AnswerValue.Whole) or (QuestionType.Decimal, AnswerValue.Number) or (QuestionType.Date, AnswerValue.Day) or (QuestionType.Quantity, AnswerValue.Amount) => given,
            (QuestionType.Decimal, AnswerValue.Whole whole) => new AnswerValue.Number(whole.Value),
            _ => null,
        };
    }

    private ImmutableArray<AnswerOption> Options(Item item, QuestionType type, string at)
    {
        if (type is not (QuestionType.Choice or QuestionType.OpenChoice))
        {
            if (item.AnswerOption.Count > 0)
                Problem($"{at}.answerOption", $"The question '{item.LinkId}' has options and is no choice.", "Make its type choice or open-choice.");
            return [];
        }

        var options = ImmutableArray.CreateBuilder<AnswerOption>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < item.AnswerOption.Count; i++)
        {
            var option = item.AnswerOption[i];
            if (FhirValues.OptionOf(option.Value) is not { } read)
                Problem($"{at}.answerOption[{i}]", $"An option of '{item.LinkId}' has no code or no text, or is of a type that cannot be asked.", "Write valueCoding with code and display, valueString, valueInteger or valueDate.");
            else if (!codes.Add(read.Value.Code))
                Problem($"{at}.answerOption[{i}]", $"The code '{read.Value.Code}' stands twice in '{item.LinkId}'.", "Give each option a code of its own.");
            else
                options.Add(OptionOf(option, read.Value, read.Kind));
        }

        if (item.AnswerValueSet is { } reference && !reference.StartsWith('#'))
            Problem($"{at}.answerValueSet", $"The options of '{item.LinkId}' are in a value set elsewhere: {reference}.", "Put the value set into 'contained' and name it with '#', or write the options as answerOption.");
        options.AddRange(Contained(item.AnswerValueSet).Where(value => codes.Add(value.Code)).Select(value => OptionOf(new(), value, OptionKind.Coding)));
        if (options.Count == 0)
            Problem(at, $"The question '{item.LinkId}' has no options.", "Add answerOption, or an answerValueSet that is contained and lists its codes.");
        return options.ToImmutable();
    }

    private IEnumerable<AnswerValue.Coded> Contained(string? reference) =>
        _questionnaire.Contained.OfType<ValueSet>().Where(set => reference == $"#{set.Id}").SelectMany(set => set.Expansion is { Contains.Count: > 0 } expansion
            ? expansion.Contains.Where(one => one is { Code: not null, Abstract: not true }).Select(one => new AnswerValue.Coded(one.Code!, one.System, one.Display ?? one.Code!))
            : set.Compose?.Include.SelectMany(include => include.Concept.Select(concept => new AnswerValue.Coded(concept.Code!, include.System, concept.Display ?? concept.Code!))) ?? []);

    private static AnswerOption OptionOf(Questionnaire.AnswerOptionComponent option, AnswerValue.Coded value, OptionKind kind)
    {
        string[] synonyms = [value.Display, value.Code.Replace('-', ' '), .. option.GetExtensions(FhirExtensions.Synonym).Select(one => one.Value?.ToString() ?? "")];
        return new()
        {
            Value = value,
            Kind = kind,
            Phrases = PhrasesOf(synonyms),
            Exclusive = option.GetBoolExtension(FhirExtensions.Exclusive) == true,
            SafetyRule = option.GetStringExtension(FhirExtensions.SafetyRule),
            Yields = option.GetBoolExtension(FhirExtensions.Yields) == true,
            Range = RangeOf(option.GetExtension(FhirExtensions.OptionRange)?.Value as Hl7.Fhir.Model.Range),
            Ordinal = FhirValues.NumberOf(option.GetExtension(FhirExtensions.Ordinal)?.Value ?? option.Value?.GetExtension(FhirExtensions.Ordinal)?.Value),
        };
    }

    private static ImmutableArray<OptionPhrase> PhrasesOf(IEnumerable<string> texts) => [.. texts.Select(OptionPhrase.Of).OfType<OptionPhrase>().DistinctBy(phrase => phrase.Text)];

    private static ImmutableArray<OptionPhrase> PhrasesOf(Item item, string extension) => PhrasesOf(item.GetExtensions(extension).Select(one => one.Value?.ToString() ?? ""));

    private static AnswerRange? RangeOf(Hl7.Fhir.Model.Range? range)
    {
        if (range is null)
            return null;
        var perUnit = TimeUnit.Days(range.Low?.Code ?? range.High?.Code ?? "");
        return new(InDays(range.Low), InDays(range.High), perUnit is not null);

        static decimal? InDays(Quantity? quantity) => quantity?.Value * (TimeUnit.Days(quantity?.Code ?? "") ?? 1m);
    }

    private Condition Enabled(Item item, string at)
    {
        var tests = ImmutableArray.CreateBuilder<Condition>();
        for (var i = 0; i < item.EnableWhen.Count; i++)
        {
            if (TestOf(item, item.EnableWhen[i], $"{at}.enableWhen[{i}]") is { } test)
                tests.Add(test);
        }

        if (tests.Count == 0)
            return Condition.Always;
        return item.EnableBehavior is Questionnaire.EnableWhenBehavior.Any ? new Condition.Any(tests.ToImmutable()) : new Condition.All(tests.ToImmutable());
    }

    private Condition.Test? TestOf(Item item, Questionnaire.EnableWhenComponent when, string at)
    {
        if (!_byLinkId.TryGetValue(when.Question!, out var asked))
        {
            Problem(at, $"The condition of '{item.LinkId}' names the question '{when.Question}', which does not exist.", "Correct the linkId in 'question'.");
            return null;
        }

        var comparison = ComparisonOf(when.Operator);
        var expected = FhirValues.Of(when.Answer);
        if (expected is not null && TypeOf(asked.Item.Type) is QuestionType.Choice or QuestionType.OpenChoice)
            expected = FhirValues.AsOption(expected);
        var remedy = expected is null ? "Use a boolean, number, date, code, string or quantity." : AnswerFit.Misfit(comparison, expected, asked.Item);
        if (remedy is not null)
        {
            Problem(at, $"The condition of '{item.LinkId}' compares '{when.Question}' with an answer that it cannot have.", remedy);
            return null;
        }

        return new(when.Question!, comparison, expected!);
    }

    private static Condition Combine(Condition around, Condition own) =>
        ReferenceEquals(around, Condition.Always) ? own : ReferenceEquals(own, Condition.Always) ? around : new Condition.All([around, own]);

    /// <summary>A display below a question tells how to answer it; one that waits for the answer is said later.</summary>
    private static bool IsHelp(Item item) => item is { Type: Questionnaire.QuestionnaireItemType.Display, EnableWhen.Count: 0 };

    /// <summary>The type of question that an item asks, or null where this engine cannot ask it.</summary>
    internal static QuestionType? TypeOf(Questionnaire.QuestionnaireItemType? type) => type switch
    {
        Questionnaire.QuestionnaireItemType.Choice => QuestionType.Choice,
        Questionnaire.QuestionnaireItemType.OpenChoice => QuestionType.OpenChoice,
        Questionnaire.QuestionnaireItemType.Boolean => QuestionType.Boolean,
        Questionnaire.QuestionnaireItemType.Integer => QuestionType.Integer,
        Questionnaire.QuestionnaireItemType.Decimal => QuestionType.Decimal,
        Questionnaire.QuestionnaireItemType.Date or Questionnaire.QuestionnaireItemType.DateTime => QuestionType.Date,
        Questionnaire.QuestionnaireItemType.Quantity => QuestionType.Quantity,
        Questionnaire.QuestionnaireItemType.String => QuestionType.String,
        Questionnaire.QuestionnaireItemType.Text => QuestionType.Text,
        _ => null,
    };

    private static Comparison ComparisonOf(Questionnaire.QuestionnaireItemOperator? comparison) => comparison switch
    {
        Questionnaire.QuestionnaireItemOperator.Exists => Comparison.Exists,
        Questionnaire.QuestionnaireItemOperator.NotEqual => Comparison.NotEqual,
        Questionnaire.QuestionnaireItemOperator.GreaterThan => Comparison.Greater,
        Questionnaire.QuestionnaireItemOperator.LessThan => Comparison.Less,
        Questionnaire.QuestionnaireItemOperator.GreaterOrEqual => Comparison.GreaterOrEqual,
        Questionnaire.QuestionnaireItemOperator.LessOrEqual => Comparison.LessOrEqual,
        _ => Comparison.Equal,
    };

    private void Problem(string at, string what, string remedy) => _problems.Add(new(_path, _lines.Of(at), what, remedy));
}
