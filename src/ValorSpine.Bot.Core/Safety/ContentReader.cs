using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>A text in a rule file and where it stands.</summary>
internal readonly record struct Line(string Text, int Number);

/// <summary>Reads one YAML file of <c>knowledge/safety/</c>, keeping the line of each text, and reports what is wrong.</summary>
internal sealed class ContentReader(string path, YamlReader yaml, ICollection<ContentProblem> problems)
{
    /// <summary>The file, relative to the content root.</summary>
    public string Path => path;

    /// <summary>The map that the file is, or null where it cannot be read.</summary>
    public static (ContentReader Reader, YamlMappingNode Root)? Open(ContentFiles files, string path, ICollection<ContentProblem> problems) =>
        YamlReader.Open(files, path, problems) is { } file ? (new(path, file.Reader, problems), file.Root) : null;

    /// <summary>Reports a problem of this file.</summary>
    public void Report(int line, string what, string remedy) => problems.Add(new(path, line, what, remedy));

    /// <summary>Reports keys that mean nothing here: mostly misspelt ones.</summary>
    public void ExpectKeys(YamlMappingNode map, params ReadOnlySpan<string> known) => yaml.Expect(map, known);

    /// <summary>A text under a key, or null.</summary>
    public Line? Text(YamlMappingNode map, string key, bool required = false)
    {
        switch (Child(map, key))
        {
            case YamlScalarNode { Value.Length: > 0 } scalar:
                return new(scalar.Value.Trim(), LineOf(scalar));
            case null:
                if (required)
                    Report(LineOf(map), $"'{key}' is missing.", $"Add '{key}: …'.");
                return null;
            case var other:
                Report(LineOf(other), $"'{key}' holds no text.", $"Write '{key}: …' on one line.");
                return null;
        }
    }

    /// <summary>The texts of a list under a key; empty where the key is absent.</summary>
    public ImmutableArray<Line> List(YamlMappingNode map, string key) => Child(map, key) is { } node ? Lines(node, key) : [];

    /// <summary>A map under a key: each key with its list of texts, in the order of the file.</summary>
    public IEnumerable<(Line Key, ImmutableArray<Line> Items)> Lists(YamlMappingNode map, string key)
    {
        foreach (var (name, value) in Map(map, key))
            yield return (name, Lines(value, name.Text));
    }

    /// <summary>A map under a key; empty where the key is absent.</summary>
    public IEnumerable<(Line Key, YamlNode Value)> Map(YamlMappingNode map, string key)
    {
        switch (Child(map, key))
        {
            case null:
                yield break;
            case YamlMappingNode children:
                foreach (var (name, value) in children.Children)
                    yield return (new(name.ToString(), LineOf(name)), value);
                break;
            case var other:
                Report(LineOf(other), $"'{key}' is not a map.", "Write one 'name: …' a line below it.");
                break;
        }
    }

    /// <summary>The maps of a list under a key.</summary>
    public IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string key)
    {
        if (Child(map, key) is not YamlSequenceNode list)
        {
            Report(LineOf(map), $"'{key}' is missing or no list.", $"Write '{key}:' and below it one '- id: …' a rule.");
            yield break;
        }

        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode entry)
                yield return entry;
            else
                Report(LineOf(item), $"'{item}' is not a map.", "Write '- id: …' and the rest below it.");
        }
    }

    /// <summary>1-based line of a node.</summary>
    public static int LineOf(YamlNode node) => (int)node.Start.Line;

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private ImmutableArray<Line> Lines(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value.Length: > 0 } single)
            return [new(single.Value.Trim(), LineOf(single))];
        if (node is not YamlSequenceNode list)
        {
            Report(LineOf(node), $"'{key}' is not a list.", "Write it as [one, two] or one '- …' a line.");
            return [];
        }

        var lines = ImmutableArray.CreateBuilder<Line>(list.Children.Count);
        foreach (var item in list.Children)
        {
            if (item is YamlScalarNode { Value.Length: > 0 } scalar)
                lines.Add(new(scalar.Value.Trim(), LineOf(scalar)));
            else
                Report(LineOf(item), $"An item of '{key}' holds no text.", "Remove it or write a phrase; put quotes round one with a colon or comma.");
        }

        return lines.DrainToImmutable();
    }
}
