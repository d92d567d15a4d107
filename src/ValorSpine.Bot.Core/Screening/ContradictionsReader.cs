using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Reads which answers contradict each other and lists the defects. The file may be missing.</summary>
internal sealed class ContradictionsReader
{
    private const int FewestChoices = 2;

    private readonly string _path;
    private readonly ScreeningDefinition _definition;
    private readonly JsonLines _lines;
    private readonly ICollection<ContentProblem> _problems;

    private ContradictionsReader(ScreeningDefinition definition, ContentFile file, ICollection<ContentProblem> problems) =>
        (_path, _definition, _lines, _problems) = (file.Path, definition, new(file.Text), problems);

    public static ImmutableArray<Contradiction> Read(ContentFiles files, ScreeningDefinition definition, ICollection<ContentProblem> problems)
    {
        if (files.Find(ScreeningDefinition.Folder + definition.Name + ScreeningDefinition.ContradictionsEnding) is not { } file)
            return [];
        try
        {
            var form = JsonSerializer.Deserialize<FileForm>(file.Text, s_json);
            return new ContradictionsReader(definition, file, problems).Read(form?.Contradictions ?? []);
        }
        catch (JsonException error)
        {
            problems.Add(new(file.Path, (int)(error.LineNumber ?? 0) + 1, "This cannot be read as a list of contradictions.", "Look for a missing comma, quote or bracket at this line, and for a name that is not known here."));
            return [];
        }
    }

    /// <summary>An option that stands for its place.</summary>
    public static AnswerOption OptionOf(int place, string label, IEnumerable<string> also) => new()
    {
        Value = new(place.ToString(CultureInfo.InvariantCulture), null, label),
        Phrases = [.. also.Prepend(label).Select(OptionPhrase.Of).OfType<OptionPhrase>().DistinctBy(phrase => phrase.Text)],
    };

    private ImmutableArray<Contradiction> Read(ImmutableArray<OneForm> all)
    {
        foreach (var twice in all.GroupBy(one => one.Id).Where(group => group.Count() > 1))
            Problem("contradictions", $"The id '{twice.Key}' is used twice.", "Give each contradiction an id of its own.");
        return [.. all.Select((one, index) => Of(one, $"contradictions[{index}]")).OfType<Contradiction>()];
    }

    private Contradiction? Of(OneForm form, string at)
    {
        if (form.Id is not { Length: > 0 } || form.Id == ScreeningState.ClaimId || _definition.Find(form.Id) is not null)
            return Problem(at, $"The id '{form.Id}' is missing or taken.", "Give it an id that no question has.");
        if (form.Given is not { Count: > 0 } || form.Ask is not { Length: > 0 } || form.Choices.Length < FewestChoices)
            return Problem(at, $"'{form.Id}' is not complete.", "Write 'given' with the answers, 'ask' with the question, and two or more 'choices'.");
        foreach (var (linkId, codes) in form.Given)
        {
            if (!Fits($"{at}.given", linkId, codes))
                return null;
        }

        var settles = form.Choices.Select((choice, index) => SettlementOf(choice, $"{at}.choices[{index}]")).ToImmutableArray();
        return new()
        {
            Id = form.Id,
            Given = [.. form.Given.Select(part => (part.Key, part.Value))],
            Settles = settles,
            Ask = new()
            {
                LinkId = form.Id,
                Type = QuestionType.Choice,
                Text = form.Ask,
                Short = form.Ask,
                Why = form.Why,
                Options = [.. form.Choices.Select((choice, index) => OptionOf(index, choice.Label, choice.Also))],
            },
        };
    }

    private Settlement SettlementOf(ChoiceForm choice, string at)
    {
        if (choice.Label is not { Length: > 0 })
            Problem(at, "A choice has no label.", "Write 'label' as the patient reads it.");
        if (choice.Again is { } again && _definition.Find(again) is null)
            Problem(at, $"The question '{again}' does not exist.", "Use a linkId of the questionnaire.");
        var sets = choice.Set.Where(one => Fits($"{at}.set", one.Key, one.Value) && one.Value.Length > 0)
            .Select(one => new ScreeningAnswer(one.Key, AnswerStatus.Given, [.. Options(one.Key).Where(option => one.Value.Contains(option.Code))])).ToImmutableArray();
        return new(sets, choice.Again);
    }

    private bool Fits(string at, string linkId, ImmutableArray<string> codes)
    {
        if (_definition.Find(linkId) is null)
        {
            Problem(at, $"The question '{linkId}' does not exist.", "Use a linkId of the questionnaire.");
            return false;
        }

        var known = Options(linkId).Select(option => option.Code).ToHashSet();
        if (codes.FirstOrDefault(code => !known.Contains(code)) is not { } unknown)
            return true;
        Problem(at, $"The question '{linkId}' has no option '{unknown}'.", $"Use one of its codes: {string.Join(", ", known)}.");
        return false;
    }

    private IEnumerable<AnswerValue.Coded> Options(string linkId) => _definition.Find(linkId)!.Options.Select(option => option.Value);

    private Contradiction? Problem(string at, string what, string remedy)
    {
        _problems.Add(new(_path, _lines.Of(at), what, remedy));
        return null;
    }

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private sealed record FileForm(ImmutableArray<OneForm> Contradictions);

    private sealed record OneForm
    {
        public string Id { get; init; } = "";

        public Dictionary<string, ImmutableArray<string>> Given { get; init; } = [];

        public string Ask { get; init; } = "";

        public string? Why { get; init; }

        public ImmutableArray<ChoiceForm> Choices { get; init; } = [];
    }

    private sealed record ChoiceForm
    {
        public string Label { get; init; } = "";

        public ImmutableArray<string> Also { get; init; } = [];

        public Dictionary<string, ImmutableArray<string>> Set { get; init; } = [];

        public string? Again { get; init; }
    }
}
