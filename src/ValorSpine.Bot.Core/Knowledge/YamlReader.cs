using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>Reads one YAML document and reports what is wrong with it by file and line, never by exception.</summary>
internal sealed class YamlReader(string path, ICollection<ContentProblem> problems, int firstLine = 0)
{
    /// <summary>The map at the root of a file, or null where the file is missing or broken.</summary>
    public static (YamlReader Reader, YamlMappingNode Root)? Open(ContentFiles files, string path, ICollection<ContentProblem> problems)
    {
        if (files.Find(path) is not { } file)
        {
            problems.Add(new(path, 0, "The file is missing.", "Restore it from the last version that worked."));
            return null;
        }

        var reader = new YamlReader(path, problems);
        return reader.Parse(file.Text) is { } root ? (reader, root) : null;
    }

    /// <summary>The map at the root of a text, or null.</summary>
    public YamlMappingNode? Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            problems.Add(new(path, firstLine + 1, "This is not a map.", "Write 'name: value' lines."));
        }
        catch (YamlException error)
        {
            problems.Add(new(path, firstLine + (int)error.Start.Line, error.Message, "Correct the YAML at this line."));
        }

        catch (InvalidOperationException)
        {
            // The parser ends so on some brackets and quotes that are never closed.
            problems.Add(new(path, firstLine + 1, "The YAML ends in the middle of something.", "Correct the YAML: close every bracket and quote."));
        }

        return null;
    }

    /// <summary>Reports a problem at a node.</summary>
    public void Report(YamlNode at, string what, string remedy) => problems.Add(new(path, LineOf(at), what, remedy));

    /// <summary>1-based line of a node in its file.</summary>
    public int LineOf(YamlNode node) => firstLine + (int)node.Start.Line;

    /// <summary>1-based line of a key in its file; of the map where it lacks the key.</summary>
    public int LineOf(YamlMappingNode map, string key) => LineOf(map.Children.Keys.FirstOrDefault(child => child is YamlScalarNode { Value: { } name } && name == key) ?? map);

    /// <summary>Reports every key that is not known.</summary>
    public void Expect(YamlMappingNode map, params ReadOnlySpan<string> known)
    {
        foreach (var (key, _) in map)
        {
            if (!known.Contains(key.ToString()))
                Report(key, $"'{key}' is not known here.", $"Use one of: {string.Join(", ", known.ToArray())}.");
        }
    }

    /// <summary>A text, or null with a problem where it is required and missing.</summary>
    public string? Text(YamlMappingNode map, string key, bool required = true)
    {
        if (map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlScalarNode { Value: { } value } && value is not ("" or "null" or "~"))
            return value.Trim();
        if (required)
            Report(map, $"'{key}' is missing.", $"Add a line '{key}: …'.");
        return null;
    }

    /// <summary>A date, or null where it is absent or, with a problem, none.</summary>
    public DateOnly? Date(YamlMappingNode map, string key)
    {
        if (Text(map, key, required: false) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Report(map, $"'{text}' is no date.", $"Write '{key}' as year, month and day: 2026-11-23.");
        return null;
    }

    /// <summary>A list of texts; empty where it is absent.</summary>
    public ImmutableArray<(string Text, int Line)> List(YamlMappingNode map, string key)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode(key), out var node))
            return [];
        if (node is YamlSequenceNode items)
            return [.. items.Select(item => (item.ToString().Trim(), LineOf(item)))];
        Report(node, $"'{key}' is not a list.", "Write one item a line, each after '- '.");
        return [];
    }

    /// <summary>A map under a key; null where it is absent.</summary>
    public YamlMappingNode? Map(YamlMappingNode map, string key)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode(key), out var node))
            return null;
        if (node is YamlMappingNode found)
            return found;
        Report(node, $"'{key}' is not a map.", "Write 'name: value' lines below it.");
        return null;
    }
}
