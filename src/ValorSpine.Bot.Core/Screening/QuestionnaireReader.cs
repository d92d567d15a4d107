using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Reading;
using Item = Hl7.Fhir.Model.Questionnaire.ItemComponent;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What the questionnaire file holds.</summary>
/// <param name="Url">Canonical URL.</param>
/// <param name="Version">Version.</param>
/// <param name="Title">As shown.</param>
/// <param name="Items">The tree.</param>
/// <param name="Questions">The questions of the tree, in order.</param>
/// <param name="LineOf">Line of a link id.</param>
internal sealed record QuestionnaireContent(
    string Url, string Version, string Title, ImmutableArray<ItemNode> Items, ImmutableArray<Question> Questions, Func<string, int> LineOf)
{
    public static QuestionnaireContent Empty { get; } = new("", "", "", [], [], _ => 0);
}

/// <summary>Turns a FHIR R4 Questionnaire into questions and lists its defects.</summary>
internal sealed class QuestionnaireReader
{
    private const string Path = ScreeningDefinition.QuestionnairePath;

    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    private readonly Questionnaire _questionnaire;
    private readonly JsonLines _lines;
    private readonly ICollection<ContentProblem> _problems;
    private readonly Dictionary<string, (Item Item, string At)> _byLinkId = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Question>.Builder _questions = ImmutableArray.CreateBuilder<Question>();
    private readonly List<string> _lead = [];

    private QuestionnaireReader(Questionnaire questionnaire, JsonLines lines, ICollection<ContentProblem> problems) =>
        (_questionnaire, _lines, _problems) = (questionnaire, lines, problems);

    public static QuestionnaireContent Read(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", "Restore it from the last version that worked."));
            return QuestionnaireContent.Empty;
        }

        try
        {
            var questionnaire = JsonSerializer.Deserialize<Questionnaire>(file.Text, s_fhir)!;
            return new QuestionnaireReader(questionnaire, new JsonLines(file.Text), problems).Read();
        }
        catch (DeserializationFailedException error)
        {
            foreach (var one in error.Exceptions)
            {
                var line = one is ExtendedCodedException { LineNumber: { } at } ? (int)at : 0;
                problems.Add(new(Path, line, one.Message, "Make it valid FHIR R4: see hl7.org/fhir/R4/questionnaire.html."));
            }
        }
        catch (JsonException error)
        {
            problems.Add(new(Path, (int)(error.LineNumber ?? 0) + 1, "This is not valid JSON.", "Look for a missing comma, quote or bracket at this line."));
        }

        return QuestionnaireContent.Empty;
    }

    private QuestionnaireContent Read()
    {
        if (string.IsNullOrEmpty(_questionnaire.Url) || string.IsNullOrEmpty(_questionnaire.Version))
            Problem("", "The questionnaire has no url or no version.", "Give it both: stored answers name them.");
        Register(_questionnaire.Item, "item");
        var items = Nodes(_questionnaire.Item, "item", Condition.Always);
        return new(
            _questionnaire.Url ?? "", _questionnaire.Version ?? "", _questionnaire.Title ?? "", items, _questions.ToImmutable(),
            linkId => _byLinkId.TryGetValue(linkId, out var found) ? _lines.Of(found.At) : 0);
    }

    private void Register(List<Item> items, string at)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var here = $"{at}[{i}]";
            if (!_byLinkId.TryAdd(items[i].LinkId!, (items[i], here)))
                Problem($"{here}.linkId", $"The linkId '{items[i].LinkId}' is used twice.", "Give each item a linkId of its own.");
            Register(items[i].Item, $"{here}.item");
        }
    }

    private ImmutableArray<ItemNode> Nodes(List<Item> items, string at, Condition around)
    {
        var nodes = ImmutableArray.CreateBuilder<ItemNode>();
        for (var i = 0; i < items.Count; i++)
        {
            var (item, here) = (items[i], $"{at}[{i}]");
            var enabled = Combine(around, Enabled(item, here));
            if (item.Type is Questionnaire.QuestionnaireItemType.Display)
            {
                if (!IsHelp(item) && item.Text is { } lead)
                    _lead.Add(lead);
            }
            else if (item.Type is Questionnaire.QuestionnaireItemType.Group)
            {
                nodes.Add(new(item.LinkId!, item.Text, null, Nodes(item.Item, $"{here}.item", enabled)));
            }
            else if (QuestionOf(item, here, enabled) is { } question)
            {
                _questions.Add(question);
                // FHIR nests such items in the answer, so without an answer there are none.
                var below = new Condition.Test(item.LinkId!, Comparison.Exists, new AnswerValue.Flag(true));
                nodes.Add(new(item.LinkId!, item.Text, question, Nodes(item.Item, $"{here}.item", Combine(enabled, below))));
            }
        }

        return nodes.ToImmutable();
    }

    private Question? QuestionOf(Item item, string at, Condition enabled)
    {
        if (TypeOf(item.Type) is not { } type)
        {
            Problem($"{at}.type", $"The type '{item.Type.GetLiteral()}' of '{item.LinkId}' cannot be asked in a chat.", "Use choice, open-choice, boolean, integer, decimal, date, quantity, string, text, group or display.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(item.Text))
            Problem(at, $"The question '{item.LinkId}' has no text.", "Write the question as 'text'.");
        var lead = string.Join("\n", _lead);
        _lead.Clear();
        var (min, max) = (item.GetExtension(FhirExtensions.MinValue)?.Value, item.GetExtension(FhirExtensions.MaxValue)?.Value);
        return new Question
        {
            LinkId = item.LinkId!,
            Type = type,
            Text = item.Text ?? "",
            Short = item.GetStringExtension(FhirExtensions.ShortText) ?? item.Text ?? item.LinkId!,
            Lead = lead,
            Help = item.Item.FirstOrDefault(IsHelp)?.Text,
            Why = item.GetStringExtension(FhirExtensions.WhyAsked),
            Required = item.Required == true,
            Repeats = item.Repeats == true,
            Options = Options(item, type, at),
            Units = [.. item.GetExtensions(FhirExtensions.Unit).Concat(item.GetExtensions(FhirExtensions.UnitOption)).Select(one => one.Value).OfType<Coding>().Select(unit => new AnswerUnit(unit.Code ?? "1", unit.Display ?? unit.Code ?? ""))],
            Min = NumberOf(min),
            Max = NumberOf(max),
            Earliest = DayOf(min),
            Latest = DayOf(max),
            MaxLength = item.MaxLength ?? 500,
            SafetyRule = item.GetStringExtension(FhirExtensions.SafetyRule),
            Enabled = enabled,
            IsAge = item.Code.Any(code => code is { System: "http://loinc.org", Code: FhirExtensions.LoincAge }),
            YesPhrases = PhrasesOf(item, FhirExtensions.MeansYes),
            NoPhrases = PhrasesOf(item, FhirExtensions.MeansNo),
            Decoys = PhrasesOf(item, FhirExtensions.Decoy),
        };
    }

    private ImmutableArray<AnswerOption> Options(Item item, QuestionType type, string at)
    {
        if (type is not (QuestionType.Choice or QuestionType.OpenChoice))
            return [];
        var options = ImmutableArray.CreateBuilder<AnswerOption>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < item.AnswerOption.Count; i++)
        {
            var option = item.AnswerOption[i];
            if (CodedOf(option.Value) is not { } value)
                Problem($"{at}.answerOption[{i}]", $"An option of '{item.LinkId}' has no code or no text.", "Write valueCoding with code and display, or valueString.");
            else if (!codes.Add(value.Code))
                Problem($"{at}.answerOption[{i}]", $"The code '{value.Code}' stands twice in '{item.LinkId}'.", "Give each option a code of its own.");
            else
                options.Add(OptionOf(option, value));
        }

        options.AddRange(Contained(item.AnswerValueSet).Where(value => codes.Add(value.Code)).Select(value => OptionOf(new(), value)));
        if (options.Count == 0)
            Problem(at, $"The question '{item.LinkId}' has no options.", "Add answerOption, or an answerValueSet that is contained and lists its codes.");
        return options.ToImmutable();
    }

    private IEnumerable<AnswerValue.Coded> Contained(string? reference) =>
        from set in _questionnaire.Contained.OfType<ValueSet>()
        where reference == $"#{set.Id}" && set.Compose is not null
        from include in set.Compose!.Include
        from concept in include.Concept
        select new AnswerValue.Coded(concept.Code!, include.System, concept.Display ?? concept.Code!);

    private static AnswerOption OptionOf(Questionnaire.AnswerOptionComponent option, AnswerValue.Coded value)
    {
        string[] synonyms = [value.Display, value.Code.Replace('-', ' '), .. option.GetExtensions(FhirExtensions.Synonym).Select(one => one.Value?.ToString() ?? "")];
        return new()
        {
            Value = value,
            Phrases = PhrasesOf(synonyms),
            Exclusive = option.GetBoolExtension(FhirExtensions.Exclusive) == true,
            SafetyRule = option.GetStringExtension(FhirExtensions.SafetyRule),
            Yields = option.GetBoolExtension(FhirExtensions.Yields) == true,
            Range = RangeOf(option.GetExtension(FhirExtensions.OptionRange)?.Value as Hl7.Fhir.Model.Range),
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
        if (item.EnableWhen.Count > 1 && item.EnableBehavior is null)
            Problem(at, $"The item '{item.LinkId}' has several conditions and no enableBehavior.", "Say whether 'all' or 'any' of them must hold.");
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
        var expected = ValueOf(when.Answer);
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

    private static bool IsHelp(Item item) =>
        item.Type is Questionnaire.QuestionnaireItemType.Display
        && item.GetExtension(FhirExtensions.ItemControl)?.Value is CodeableConcept control && control.Coding.Any(coding => coding.Code == "help");

    /// <summary>The type of question that an item asks, or null where this engine cannot ask it.</summary>
    internal static QuestionType? TypeOf(Questionnaire.QuestionnaireItemType? type) => type switch
    {
        Questionnaire.QuestionnaireItemType.Choice => QuestionType.Choice,
        Questionnaire.QuestionnaireItemType.OpenChoice => QuestionType.OpenChoice,
        Questionnaire.QuestionnaireItemType.Boolean => QuestionType.Boolean,
        Questionnaire.QuestionnaireItemType.Integer => QuestionType.Integer,
        Questionnaire.QuestionnaireItemType.Decimal => QuestionType.Decimal,
        Questionnaire.QuestionnaireItemType.Date => QuestionType.Date,
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

    private static AnswerValue? ValueOf(DataType? value) => value switch
    {
        FhirBoolean flag => new AnswerValue.Flag(flag.Value == true),
        Integer whole => new AnswerValue.Whole(whole.Value ?? 0),
        FhirDecimal number => new AnswerValue.Number(number.Value ?? 0),
        Date => DayOf(value) is { } day ? new AnswerValue.Day(day) : null,
        Coding coding => new AnswerValue.Coded(coding.Code ?? "", coding.System, coding.Display ?? ""),
        FhirString text => new AnswerValue.Words(text.Value ?? ""),
        Quantity quantity => new AnswerValue.Amount(quantity.Value ?? 0, quantity.Unit ?? quantity.Code ?? "", quantity.Code ?? ""),
        _ => null,
    };

    private static AnswerValue.Coded? CodedOf(DataType? value) => value switch
    {
        Coding { Code: { Length: > 0 } code } coding => new(code, coding.System, coding.Display ?? code),
        FhirString { Value: { Length: > 0 } text } => new(text, null, text),
        Integer { Value: { } number } => new(number.ToString(CultureInfo.InvariantCulture), null, number.ToString(CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static decimal? NumberOf(DataType? value) => value switch
    {
        Integer whole => whole.Value,
        FhirDecimal number => number.Value,
        Quantity quantity => quantity.Value,
        _ => null,
    };

    private static DateOnly? DayOf(DataType? value) =>
        value is Date { Value: { } text } && DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private void Problem(string at, string what, string remedy) => _problems.Add(new(Path, _lines.Of(at), what, remedy));
}
