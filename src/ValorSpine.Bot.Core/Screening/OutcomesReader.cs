using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Reads the outcomes and lists their defects.</summary>
internal sealed class OutcomesReader
{
    private const string Path = ScreeningDefinition.OutcomesPath;

    private readonly ScreeningDefinition _definition;
    private readonly JsonLines _lines;
    private readonly FrozenDictionary<string, Source> _sources;
    private readonly ICollection<ContentProblem> _problems;

    private OutcomesReader(ScreeningDefinition definition, JsonLines lines, FrozenDictionary<string, Source> sources, ICollection<ContentProblem> problems) =>
        (_definition, _lines, _sources, _problems) = (definition, lines, sources, problems);

    public static Orientations Read(ContentFiles files, ScreeningDefinition definition, ICollection<ContentProblem> problems)
    {
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", "Restore it from the last version that worked."));
            return Orientations.None;
        }

        try
        {
            using var document = JsonDocument.Parse(file.Text);
            // What is wrong with the sources themselves is reported where the knowledge is read.
            return new OutcomesReader(definition, new JsonLines(file.Text), SourcesReader.Read(files, []), problems).Read(document.RootElement);
        }
        catch (JsonException error)
        {
            problems.Add(new(Path, (int)(error.LineNumber ?? 0) + 1, "This is not valid JSON.", "Look for a missing comma, quote or bracket at this line."));
            return Orientations.None;
        }
    }

    private Orientations Read(JsonElement root)
    {
        Known(root, "", "outcomes", "notes", "closing");
        var outcomes = Each(root, "", "outcomes").Select(one => OutcomeOf(one.Element, one.At)).ToImmutableArray();
        foreach (var twice in outcomes.GroupBy(outcome => outcome.Id).Where(group => group.Count() > 1))
            Problem("outcomes", $"The outcome id '{twice.Key}' is used twice.", "Give each outcome an id of its own.");
        if (outcomes.Count(outcome => outcome.Fallback) != 1)
            Problem("outcomes", $"There are {outcomes.Count(outcome => outcome.Fallback)} fallback outcomes.", "Mark exactly one outcome with \"fallback\": true.");
        var notes = Each(root, "", "notes").Select(one => NoteOf(one.Element, one.At, outcomes)).ToImmutableArray();
        return new(outcomes, notes, [.. Texts(root, "", "closing")]);
    }

    private Orientation OutcomeOf(JsonElement element, string at)
    {
        Known(element, at, "id", "title", "when", "fallback", "rule", "text", "against", "unknown", "discuss", "bring");
        var outcome = new Orientation
        {
            Id = Required(element, at, "id"),
            Title = Required(element, at, "title"),
            When = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("when", out var when) ? ConditionOf(when, $"{at}.when") : null,
            Fallback = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("fallback", out var fallback) && fallback.ValueKind is JsonValueKind.True,
            Rule = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("rule", out var rule) && rule.ValueKind is JsonValueKind.String ? rule.GetString()! : "",
            Text = [.. Texts(element, at, "text")],
            Against = [.. Texts(element, at, "against")],
            Unknown = [.. Texts(element, at, "unknown")],
            Discuss = [.. Texts(element, at, "discuss")],
            Bring = [.. Texts(element, at, "bring")],
        };
        if (outcome.Text.Length == 0)
            Problem(at, $"The outcome '{outcome.Id}' has no text.", "Write at least one paragraph in 'text'.");
        if (outcome.When is null && !outcome.Fallback)
            Problem(at, $"The outcome '{outcome.Id}' has no condition.", "Write 'when', or mark it as the fallback.");
        return outcome;
    }

    private OrientationNote NoteOf(JsonElement element, string at, ImmutableArray<Orientation> outcomes)
    {
        Known(element, at, "id", "when", "text", "section", "only");
        var when = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("when", out var condition) ? ConditionOf(condition, $"{at}.when") : null;
        if (when is null)
            Problem(at, "A note has no condition.", "Write 'when'.");
        return new(Required(element, at, "id"), when ?? Condition.Always, Sourced(Required(element, at, "text"), $"{at}.text"))
        {
            Section = SectionOf(element, at),
            Only = [.. Each(element, at, "only").Select(one => OutcomeIdOf(one.Element, one.At, outcomes))],
        };
    }

    private NoteSection SectionOf(JsonElement element, string at)
    {
        if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty("section", out var section))
            return NoteSection.Know;
        switch (section.ToString())
        {
            case "against":
                return NoteSection.Against;
            case "unknown":
                return NoteSection.Unknown;
            case "bring":
                return NoteSection.Bring;
            default:
                Problem($"{at}.section", $"There is no section '{section}'.", "Use against, unknown or bring, or leave it out.");
                return NoteSection.Know;
        }
    }

    private string OutcomeIdOf(JsonElement element, string at, ImmutableArray<Orientation> outcomes)
    {
        var id = element.ToString();
        if (outcomes.All(outcome => outcome.Id != id))
            Problem(at, $"There is no outcome '{id}'.", "Name an outcome by its id.");
        return id;
    }

    /// <summary>{ "all": […] }, { "any": […] }, { "not": … } or { "question": linkId, "is": operator, "answer": value }.</summary>
    private Condition ConditionOf(JsonElement element, string at)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            if (element.TryGetProperty("all", out _))
                return new Condition.All([.. Each(element, at, "all").Select(one => ConditionOf(one.Element, one.At))]);
            if (element.TryGetProperty("any", out _))
                return new Condition.Any([.. Each(element, at, "any").Select(one => ConditionOf(one.Element, one.At))]);
            if (element.TryGetProperty("not", out var not))
                return new Condition.Not(ConditionOf(not, $"{at}.not"));
            if (element.TryGetProperty("question", out _))
                return TestOf(element, at);
        }

        Problem(at, "This is no condition.", "Write all, any, not, or question with 'is' and 'answer'.");
        return Condition.Always;
    }

    private Condition TestOf(JsonElement element, string at)
    {
        Known(element, at, "question", "is", "answer");
        var linkId = Required(element, at, "question");
        if (_definition.Find(linkId) is not { } question)
        {
            Problem(at, $"The question '{linkId}' does not exist.", "Use a linkId of the questionnaire.");
            return Condition.Always;
        }

        if (ComparisonOf(Required(element, at, "is")) is not { } comparison)
        {
            Problem(at, "The operator is unknown.", "Use exists, =, !=, >, <, >= or <=.");
            return Condition.Always;
        }

        var expected = element.TryGetProperty("answer", out var answer) ? ValueOf(answer, question) : comparison is Comparison.Exists ? new AnswerValue.Flag(true) : null;
        var misfit = expected is null ? "Write 'answer' as a code, number, true or false." : AnswerFit.Misfit(comparison, expected, question);
        if (misfit is not null)
        {
            Problem(at, $"The question '{linkId}' cannot have the answer '{(element.TryGetProperty("answer", out var bad) ? bad.ToString() : "")}'.", misfit);
            return Condition.Always;
        }

        return new Condition.Test(linkId, comparison, expected!);
    }

    /// <summary>A quantity is written as a text: "3 mo".</summary>
    private static AnswerValue? ValueOf(JsonElement answer, Question question) => answer.ValueKind switch
    {
        JsonValueKind.True => new AnswerValue.Flag(true),
        JsonValueKind.False => new AnswerValue.Flag(false),
        JsonValueKind.Number => answer.TryGetInt32(out var whole) ? new AnswerValue.Whole(whole) : new AnswerValue.Number(answer.GetDecimal()),
        JsonValueKind.String when question.IsChoice => new AnswerValue.Coded(answer.GetString()!, null, ""),
        JsonValueKind.String when question.Type is QuestionType.Date => DateOnly.TryParse(answer.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var day) ? new AnswerValue.Day(day) : null,
        JsonValueKind.String when question.Type is QuestionType.Quantity => AmountOf(answer.GetString()!),
        JsonValueKind.String => new AnswerValue.Words(answer.GetString()!),
        _ => null,
    };

    private static AnswerValue.Amount? AmountOf(string text) =>
        text.Split(' ', 2) is [var number, var unit] && decimal.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var value) ? new(value, unit, unit) : null;

    private static Comparison? ComparisonOf(string text) => text switch
    {
        "exists" => Comparison.Exists,
        "=" => Comparison.Equal,
        "!=" => Comparison.NotEqual,
        ">" => Comparison.Greater,
        "<" => Comparison.Less,
        ">=" => Comparison.GreaterOrEqual,
        "<=" => Comparison.LessOrEqual,
        _ => null,
    };

    private IEnumerable<SourcedText> Texts(JsonElement element, string at, string name) =>
        Each(element, at, name).Where(one => one.Element.ValueKind is JsonValueKind.String).Select(one => Sourced(one.Element.GetString()!, one.At));

    private SourcedText Sourced(string text, string at)
    {
        var sourced = SourcedText.Of(text);
        foreach (var key in sourced.Sources.Where(key => !_sources.ContainsKey(key)))
            Problem(at, $"The source '{key}' is not known.", $"Use a key of {KnowledgeBase.SourcesPath}, or add it there first.");
        return sourced;
    }

    private IEnumerable<(JsonElement Element, string At)> Each(JsonElement element, string at, string name)
    {
        if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out var list))
            return [];
        var path = at.Length == 0 ? name : $"{at}.{name}";
        if (list.ValueKind is JsonValueKind.Array)
            return [.. list.EnumerateArray().Select((one, index) => (one, $"{path}[{index}]"))];
        Problem(path, $"'{name}' is not a list.", "Write it in square brackets.");
        return [];
    }

    private string Required(JsonElement element, string at, string name)
    {
        if (element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;
        Problem(at, $"'{name}' is missing.", $"Write '{name}' as a text.");
        return "";
    }

    private void Known(JsonElement element, string at, params string[] names)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            Problem(at, "This is not an object.", "Write it in curly brackets.");
            return;
        }

        foreach (var property in element.EnumerateObject().Where(property => !names.Contains(property.Name)))
            Problem(at.Length == 0 ? property.Name : $"{at}.{property.Name}", $"'{property.Name}' is unknown here.", $"Use {string.Join(", ", names)}.");
    }

    private void Problem(string at, string what, string remedy) => _problems.Add(new(Path, _lines.Of(at), what, remedy));
}
