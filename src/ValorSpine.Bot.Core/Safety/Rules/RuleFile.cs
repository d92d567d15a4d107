using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Reads the red flags of one file of <c>knowledge/safety/</c>.</summary>
internal static class RuleFile
{
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

        var messages = Messages(reader, entry);
        return new()
        {
            Id = id.Text,
            Path = reader.Path,
            Line = id.Number,
            Signs = [.. SignsUnder(reader, entry, "signs", SignKind.Present), .. SignsUnder(reader, entry, "history", SignKind.History), .. SignsUnder(reader, entry, "always", SignKind.Always)],
            Combinations = [.. ByTier(reader, entry, "fires").Select(fires => new Combination(fires.Tier, [.. fires.Text.Text.Split(" + ")], fires.Text)).OrderByDescending(combination => combination.Tier)],
            Certain = [.. reader.List(entry, "certain").Select(line => line.Text)],
            Alone = reader.List(entry, "alone"),
            Exclusions = reader.List(entry, "exclude"),
            Messages = messages,
            Mention = reader.Text(entry, "mention")?.Text,
            InScreening = reader.Text(entry, "screening") is { } screening && Tier(reader, screening) is { } asked ? asked : messages.Keys.DefaultIfEmpty().Max(),
            Old = Treat(reader, entry, "old", Treatment.Tell),
            Past = Treat(reader, entry, "past", Treatment.Silent),
            HypotheticalFires = Treat(reader, entry, "hypothetical", Treatment.Silent) == Treatment.Fires,
            Examples = [.. ByTier(reader, entry, "examples").Select(example => new Example(example.Tier, example.Text))],
            CounterExamples = reader.List(entry, "counter-examples"),
        };
    }

    private static ImmutableDictionary<SafetyTier, string> Messages(ContentReader reader, YamlMappingNode entry)
    {
        var messages = ImmutableDictionary.CreateBuilder<SafetyTier, string>();
        foreach (var (name, text) in reader.Map(entry, "message"))
        {
            if (Tier(reader, name) is { } tier)
                messages[tier] = text.ToString().Trim();
        }

        return messages.ToImmutable();
    }

    private static IEnumerable<(SafetyTier Tier, Line Text)> ByTier(ContentReader reader, YamlMappingNode entry, string key)
    {
        foreach (var (name, texts) in reader.Lists(entry, key))
        {
            if (Tier(reader, name) is not { } tier)
                continue;
            foreach (var text in texts)
                yield return (tier, text);
        }
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
