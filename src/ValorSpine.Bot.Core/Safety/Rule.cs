using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>What a sign does that is old and unchanged, or past.</summary>
internal enum Treatment
{
    /// <summary>Stays silent; the answer may get a line about emergencies.</summary>
    Silent,

    /// <summary>Is something to tell the clinician.</summary>
    Tell,

    /// <summary>Fires as if it were new.</summary>
    Fires,
}

/// <summary>One sign with what patients say for it.</summary>
/// <param name="Name">Unique among all files: <c>saddle-numb</c>.</param>
/// <param name="Phrases">What patients say.</param>
/// <param name="Kind">How its context counts.</param>
internal sealed record Sign(string Name, ImmutableArray<Line> Phrases, SignKind Kind);

/// <summary>How the context of a sign counts.</summary>
internal enum SignKind
{
    /// <summary>Counts where it is happening now.</summary>
    Present,

    /// <summary>Counts although it is past: a cancer that was.</summary>
    History,

    /// <summary>Counts however it is asked or put.</summary>
    Always,
}

/// <summary>Signs that together make a rule fire.</summary>
internal sealed record Combination(SafetyTier Tier, ImmutableArray<string> Signs, Line Source);

/// <summary>A text that a rule must or must not fire on.</summary>
internal sealed record Example(SafetyTier Tier, Line Text);

/// <summary>One red flag as its file holds it.</summary>
internal sealed record Rule
{
    /// <summary>The rule on suicidal thoughts, which has the crisis line.</summary>
    public const string Suicide = "RF-SUICIDE";

    /// <summary>The rule on overdoses, which may be meant.</summary>
    public const string Overdose = "RF-OVERDOSE";

    /// <summary>The rule on any other emergency, which hears "call an ambulance".</summary>
    public const string General = "RF-GENERAL";

    /// <summary>Stable id: <c>RF-CES</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Line of the id.</summary>
    public required int Line { get; init; }

    /// <summary>What patients say.</summary>
    public ImmutableArray<Sign> Signs { get; init; } = [];

    /// <summary>What fires, the most urgent first.</summary>
    public ImmutableArray<Combination> Combinations { get; init; } = [];

    /// <summary>Signs that are said in so many words that they are acted on, however the rest of the message sounds.</summary>
    public ImmutableArray<string> Certain { get; init; } = [];

    /// <summary>Phrases that are none of this rule's signs.</summary>
    public ImmutableArray<Line> Exclusions { get; init; } = [];

    /// <summary>Words that are asked about where a message says nothing else: "stroke", "seizure?".</summary>
    public ImmutableArray<Line> Alone { get; init; } = [];

    /// <summary>What the patient is told, by tier.</summary>
    public ImmutableDictionary<SafetyTier, string> Messages { get; init; } = ImmutableDictionary<SafetyTier, string>.Empty;

    /// <summary>What to mention to the clinician, for the lowest tier: "your blood thinner".</summary>
    public string? Mention { get; init; }

    /// <summary>How urgent a "yes" or "not sure" in the screening is.</summary>
    public required SafetyTier InScreening { get; init; }

    /// <summary>What an old and unchanged sign does.</summary>
    public Treatment Old { get; init; } = Treatment.Tell;

    /// <summary>What a sign of the past does.</summary>
    public Treatment Past { get; init; }

    /// <summary>Whether what is feared, planned or supposed counts as well.</summary>
    public bool HypotheticalFires { get; init; }

    /// <summary>Texts that it must fire on.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>Texts that it must not stop the chat on.</summary>
    public ImmutableArray<Line> CounterExamples { get; init; } = [];

    /// <summary>Reads the rules of one file.</summary>
    public static ImmutableArray<Rule> Load(ContentFiles files, string path, Language language, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, path, problems) is not var (reader, root))
            return [];
        reader.ExpectKeys(root, "review", "groups", "rules");
        language.AddGroups(reader, root);
        return [.. reader.Maps(root, "rules").Select(entry => Read(reader, entry)).OfType<Rule>()];
    }

    private static Rule? Read(ContentReader reader, YamlMappingNode entry)
    {
        reader.ExpectKeys(entry, "id", "name", "meaning", "source", "signs", "history", "always", "fires", "certain", "alone", "exclude", "message", "mention", "screening", "old", "past", "hypothetical", "examples", "counter-examples");
        if (reader.Text(entry, "id", required: true) is not { } id)
            return null;
        foreach (var key in (ReadOnlySpan<string>)["name", "meaning", "source"])
            reader.Text(entry, key, required: true);

        var combinations = new List<Combination>();
        foreach (var (tier, sets) in reader.Lists(entry, "fires"))
        {
            if (Tier(reader, tier) is { } parsed)
                combinations.AddRange(sets.Select(set => new Combination(parsed, [.. set.Text.Split(" + ")], set)));
        }

        var examples = new List<Example>();
        foreach (var (tier, texts) in reader.Lists(entry, "examples"))
        {
            if (Tier(reader, tier) is { } parsed)
                examples.AddRange(texts.Select(text => new Example(parsed, text)));
        }

        var messages = ImmutableDictionary.CreateBuilder<SafetyTier, string>();
        foreach (var (tier, text) in reader.Map(entry, "message"))
        {
            if (Tier(reader, tier) is { } parsed)
                messages[parsed] = text.ToString().Trim();
        }

        return new()
        {
            Id = id.Text,
            Path = reader.Path,
            Line = id.Number,
            Signs = [.. SignsUnder(reader, entry, "signs", SignKind.Present), .. SignsUnder(reader, entry, "history", SignKind.History), .. SignsUnder(reader, entry, "always", SignKind.Always)],
            Combinations = [.. combinations.OrderByDescending(combination => combination.Tier)],
            Certain = [.. reader.List(entry, "certain").Select(line => line.Text)],
            Alone = reader.List(entry, "alone"),
            Exclusions = reader.List(entry, "exclude"),
            Messages = messages.ToImmutable(),
            Mention = reader.Text(entry, "mention")?.Text,
            InScreening = reader.Text(entry, "screening") is { } screening && Tier(reader, screening) is { } asked ? asked : messages.Keys.DefaultIfEmpty().Max(),
            Old = Treat(reader, entry, "old", Treatment.Tell),
            Past = Treat(reader, entry, "past", Treatment.Silent),
            HypotheticalFires = Treat(reader, entry, "hypothetical", Treatment.Silent) == Treatment.Fires,
            Examples = [.. examples],
            CounterExamples = reader.List(entry, "counter-examples"),
        };
    }

    private static IEnumerable<Sign> SignsUnder(ContentReader reader, YamlMappingNode entry, string key, SignKind kind) =>
        reader.Lists(entry, key).Select(sign => new Sign(sign.Key.Text, sign.Items, kind));

    private static SafetyTier? Tier(ContentReader reader, Line name)
    {
        if (Enum.TryParse<SafetyTier>(name.Text, out var tier) && tier != SafetyTier.None)
            return tier;
        reader.Report(name.Number, $"'{name.Text}' is no tier.", "Write Emergency, Crisis, SameDay or TellClinic.");
        return null;
    }

    private static Treatment Treat(ContentReader reader, YamlMappingNode entry, string key, Treatment otherwise)
    {
        if (reader.Text(entry, key) is not { } value)
            return otherwise;
        if (Enum.TryParse<Treatment>(value.Text, true, out var treatment))
            return treatment;
        reader.Report(value.Number, $"'{value.Text}' is not known for '{key}'.", "Write silent, tell or fires.");
        return otherwise;
    }
}

/// <summary>One kind of personal medical advice that the bot does not give.</summary>
/// <param name="Id">Stable id in kebab-case: <c>stop-medicine</c>.</param>
/// <param name="Line">Line of the id.</param>
/// <param name="Phrases">What patients ask.</param>
/// <param name="Exclusions">Phrases that are general questions.</param>
/// <param name="Message">What is said instead.</param>
/// <param name="Examples">Texts that it must apply to.</param>
/// <param name="CounterExamples">Texts that it must not apply to.</param>
internal sealed record Limit(
    string Id, int Line, ImmutableArray<Line> Phrases, ImmutableArray<Line> Exclusions, string Message, ImmutableArray<Line> Examples, ImmutableArray<Line> CounterExamples)
{
    /// <summary>Where the limits stand.</summary>
    public const string Path = "knowledge/safety/limits.yml";

    /// <summary>Reads the limits of advice.</summary>
    public static ImmutableArray<Limit> Load(ContentFiles files, Language language, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, Path, problems) is not var (reader, root))
            return [];
        reader.ExpectKeys(root, "review", "groups", "limits");
        language.AddGroups(reader, root);
        var limits = new List<Limit>();
        foreach (var entry in reader.Maps(root, "limits"))
        {
            reader.ExpectKeys(entry, "id", "phrases", "exclude", "message", "examples", "counter-examples");
            if (reader.Text(entry, "id", true) is not { } id || reader.Text(entry, "message", true) is not { } message)
                continue;
            limits.Add(new(id.Text, id.Number, reader.List(entry, "phrases"), reader.List(entry, "exclude"), message.Text, reader.List(entry, "examples"), reader.List(entry, "counter-examples")));
        }

        return [.. limits];
    }
}
