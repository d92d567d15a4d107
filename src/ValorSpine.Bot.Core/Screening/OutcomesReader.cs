using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Table;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What the file of outcomes holds.</summary>
/// <param name="Orientations">All of it.</param>
/// <param name="Unproven">Why the table cannot be tried with all answers; null where it can.</param>
/// <param name="LineOf">Line of a path such as <c>rows[2]</c>.</param>
internal sealed record OutcomesContent(Orientations Orientations, string? Unproven, Func<string, int> LineOf)
{
    public static OutcomesContent Empty { get; } = new(Orientations.None, null, _ => 0);
}

/// <summary>Reads the outcomes and lists their defects.</summary>
internal sealed class OutcomesReader
{
    private readonly ScreeningDefinition _definition;
    private readonly string _path;
    private readonly JsonLines _lines;
    private readonly FrozenDictionary<string, Source> _sources;
    private readonly ICollection<ContentProblem> _problems;
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);

    private OutcomesReader(ScreeningDefinition definition, ContentFile file, FrozenDictionary<string, Source> sources, ICollection<ContentProblem> problems) =>
        (_definition, _path, _lines, _sources, _problems) = (definition, file.Path, new JsonLines(file.Text), sources, problems);

    public static OutcomesContent Read(ContentFile file, ContentFiles files, ScreeningDefinition definition, ICollection<ContentProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(file.Text);
            // What is wrong with the sources themselves is reported where the knowledge is read.
            return new OutcomesReader(definition, file, SourcesReader.Read(files, []), problems).Read(document.RootElement);
        }
        catch (JsonException error)
        {
            problems.Add(new(file.Path, (int)(error.LineNumber ?? 0) + 1, "This is not valid JSON.", "Look for a missing comma, quote or bracket at this line."));
            return OutcomesContent.Empty;
        }
    }

    private OutcomesContent Read(JsonElement root)
    {
        Known(root, "", "hitPolicy", "unproven", "variables", "rows", "outcomes", "notes", "closing");
        var variables = Each(root, "", "variables").Select(one => VariableOf(one.Element, one.At)).OfType<TableVariable>().ToImmutableArray();
        var outcomes = Each(root, "", "outcomes").Select(one => OutcomeOf(one.Element, one.At)).ToImmutableArray();
        var rows = Each(root, "", "rows").Select(one => RowOf(one.Element, one.At, outcomes)).ToImmutableArray();
        var read = new Orientations
        {
            Policy = PolicyOf(root),
            Variables = variables,
            Rows = rows,
            Outcomes = outcomes,
            Notes = [.. Each(root, "", "notes").Select(one => NoteOf(one.Element, one.At, outcomes))],
            Closing = [.. Texts(root, "", "closing")],
        };
        Twice("outcomes", outcomes.Select(outcome => outcome.Id));
        Twice("rows", rows.Select(row => row.Id));
        Twice("notes", read.Notes.Select(note => note.Id));
        if (rows.IsEmpty)
            Problem("", "There are no rows.", "Write 'rows': what leads to which outcome.");
        foreach (var outcome in outcomes.Where(outcome => rows.All(row => row.Then != outcome.Id)))
            Problem("outcomes", $"No row leads to the outcome '{outcome.Id}'.", "Add a row with it in 'then', or remove the outcome.");
        if (rows.Take(Math.Max(0, rows.Length - 1)).Any(row => row.Otherwise))
            Problem("rows", "A row with \"otherwise\" is not the last one.", "Move it to the end: it stands for all answers that no other row fits.");
        return new(read, root.ValueKind is JsonValueKind.Object && root.TryGetProperty("unproven", out _) ? Required(root, "", "unproven") : null, _lines.Of);
    }

    private HitPolicy PolicyOf(JsonElement root)
    {
        switch (Required(root, "", "hitPolicy"))
        {
            case "first" or "":
                return HitPolicy.First;
            case "unique":
                return HitPolicy.Unique;
            default:
                Problem("hitPolicy", "The hit policy is unknown.", "Use first (the first row that fits counts) or unique (never do two rows fit).");
                return HitPolicy.First;
        }
    }

    private TableVariable? VariableOf(JsonElement element, string at)
    {
        Known(element, at, "name", "is");
        var name = Required(element, at, "name");
        if (_definition.Find(name) is not null || !_variables.Add(name))
            Problem($"{at}.name", $"The name '{name}' is taken.", "Give the variable a name that no question and no other variable has.");
        return ExpressionOf(Required(element, at, "is"), $"{at}.is") is { } read ? new(name, read) : null;
    }

    private Orientation OutcomeOf(JsonElement element, string at)
    {
        Known(element, at, "id", "title", "rule", "text", "against", "unknown", "discuss", "bring");
        var outcome = new Orientation
        {
            Id = Required(element, at, "id"),
            Title = Required(element, at, "title"),
            Rule = RuleOf(element, at),
            Text = [.. Texts(element, at, "text")],
            Against = [.. Texts(element, at, "against")],
            Unknown = [.. Texts(element, at, "unknown")],
            Discuss = [.. Texts(element, at, "discuss")],
            Bring = [.. Texts(element, at, "bring")],
        };
        if (outcome.Text.Length == 0)
            Problem(at, $"The outcome '{outcome.Id}' has no text.", "Write at least one paragraph in 'text'.");
        return outcome;
    }

    private TableRow RowOf(JsonElement element, string at, ImmutableArray<Orientation> outcomes)
    {
        Known(element, at, "id", "says", "rule", "when", "otherwise", "then");
        var otherwise = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("otherwise", out var value) && value.ValueKind is JsonValueKind.True;
        var row = new TableRow(Required(element, at, "id"), Required(element, at, "says"), otherwise ? null : ConditionOf(element, at), Required(element, at, "then")) { Rule = RuleOf(element, at) };
        if (otherwise && element.TryGetProperty("when", out _))
            Problem(at, $"The row '{row.Id}' has both 'when' and 'otherwise'.", "Keep one of them.");
        if (outcomes.All(outcome => outcome.Id != row.Then))
            Problem($"{at}.then", $"The row '{row.Id}' leads to the outcome '{row.Then}', which does not exist.", $"Use one of: {string.Join(", ", outcomes.Select(outcome => outcome.Id))}.");
        return row;
    }

    private string RuleOf(JsonElement element, string at) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty("rule", out var rule) && rule.ValueKind is JsonValueKind.String ? Sourced(rule.GetString()!, $"{at}.rule").Text : "";

    private OrientationNote NoteOf(JsonElement element, string at, ImmutableArray<Orientation> outcomes)
    {
        Known(element, at, "id", "when", "text", "section", "only");
        return new(Required(element, at, "id"), ConditionOf(element, at), Sourced(Required(element, at, "text"), $"{at}.text"))
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

    /// <summary>One expression, or a list of them that must all be true.</summary>
    private TableCondition ConditionOf(JsonElement element, string at)
    {
        if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty("when", out var when))
        {
            Problem(at, "'when' is missing.", "Write a FHIRPath expression, or a list of them that must all be true.");
            return new([]);
        }

        var texts = when.ValueKind is JsonValueKind.Array ? Each(element, at, "when") : [(when, $"{at}.when")];
        return new([.. texts.Select(one => ExpressionOf(one.Element.ValueKind is JsonValueKind.String ? one.Element.GetString()! : "", one.At)).OfType<FhirPathExpression>()]);
    }

    private FhirPathExpression? ExpressionOf(string text, string at)
    {
        try
        {
            var read = FhirPathExpression.Read(text);
            if (new ExpressionNames(_definition, _variables).DefectOf(read.Parsed) is not { } defect)
                return read;
            Problem(at, defect.What, defect.Remedy);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            Problem(at, $"'{text}' is no FHIRPath expression: {error.Message.TrimEnd('.')}.", "Correct it: see hl7.org/fhirpath. A question is %linkId, in backticks if it has other signs than letters: %`how-long`.");
        }

        return null;
    }

    private void Twice(string list, IEnumerable<string> ids)
    {
        foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1))
            Problem(list, $"The id '{twice.Key}' is used twice in '{list}'.", "Give each an id of its own.");
    }

    private IEnumerable<SourcedText> Texts(JsonElement element, string at, string name) =>
        Each(element, at, name).Where(one => one.Element.ValueKind is JsonValueKind.String).Select(one => Sourced(one.Element.GetString()!, one.At));

    private SourcedText Sourced(string text, string at)
    {
        var read = SourcedText.Of(text);
        foreach (var key in read.Sources.Where(key => !_sources.ContainsKey(key)))
            Problem(at, $"The source '{key}' is not known.", $"Use a key of {KnowledgeBase.SourcesPath}, or add it there first.");
        return read;
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

    private void Problem(string at, string what, string remedy) => _problems.Add(new(_path, _lines.Of(at), what, remedy));
}
