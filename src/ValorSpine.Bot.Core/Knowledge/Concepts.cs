using System.Collections.Frozen;
using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>
/// The words that patients use for things, from <c>knowledge/concepts.yml</c>: subjects, aspects and other synonyms by the terms that mean them,
/// shorthand that is spelled out first, and words that carry no topic.
/// </summary>
public sealed class Concepts
{
    /// <summary>Where they stand.</summary>
    public const string Path = "knowledge/concepts.yml";

    private Concepts()
    {
    }

    /// <summary>What a question can be about, by id: terms in the order written.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Subjects { get; private init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Subjects that hold several things, so that the words that name one of them matter as well.</summary>
    public ImmutableArray<string> Broad { get; private init; } = [];

    /// <summary>Which side of a subject is asked for, by id.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Aspects { get; private init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Other groups of terms that mean the same, by id.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Synonyms { get; private init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Names that mean a subject only where a message holds nothing else, by subject: "the needle".</summary>
    public FrozenDictionary<string, ImmutableArray<string>> ForShort { get; private init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Words that only lead to such a name: "and what about", "neither, I mean".</summary>
    public ImmutableArray<string> Leads { get; private init; } = [];

    /// <summary>Spelled out before anything else: <c>u</c> to <c>you</c>.</summary>
    public FrozenDictionary<string, string> Shorthand { get; private init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Words that carry no topic.</summary>
    public ImmutableArray<string> Stop { get; private init; } = [];

    /// <summary>Reads the file and reports what is wrong with it.</summary>
    public static Concepts Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new();

        var (reader, root) = file;
        reader.Expect(root, "subjects", "broad", "aspects", "synonyms", "for-short", "leads", "shorthand", "stop");
        return new()
        {
            Subjects = Groups(reader, root, "subjects"),
            Broad = [.. reader.List(root, "broad").Select(item => item.Text)],
            Aspects = Groups(reader, root, "aspects"),
            Synonyms = Groups(reader, root, "synonyms"),
            ForShort = Groups(reader, root, "for-short"),
            Leads = Words(reader, root, "leads"),
            Shorthand = (reader.Map(root, "shorthand") ?? new YamlMappingNode()).ToFrozenDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString()),
            Stop = Words(reader, root, "stop"),
        };
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Groups(YamlReader reader, YamlMappingNode root, string key)
    {
        var groups = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (reader.Map(root, key) is { } map)
        {
            foreach (var (id, _) in map)
                groups[id.ToString()] = [.. reader.List(map, id.ToString()).Select(item => item.Text)];
        }

        return groups.ToFrozenDictionary();
    }

    private static ImmutableArray<string> Words(YamlReader reader, YamlMappingNode root, string key) =>
        [.. (reader.Text(root, key, required: false) ?? "").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
