using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Languages;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// The bot's own sentences, from <c>dialogs/messages.en.yml</c>: a map of sections, each a map of keys to one wording or to a list of variants.
/// A key is written <c>section.key</c>; <c>{name}</c> in a wording is a value given by the caller or a fact of the clinic.
/// </summary>
public sealed class Wording
{
    /// <summary>Where the wording in English stands.</summary>
    public const string Path = "dialogs/messages.en.yml";

    /// <summary>Where the few wordings stand that are said around an article in Spanish. Without the file nothing is said in Spanish.</summary>
    public const string SpanishPath = "dialogs/messages.es.yml";

    // The keys that the code says are those of the file as it was when this was built.
    private static readonly ImmutableHashSet<string> s_shipped = Shipped("messages.en.yml"), s_shippedSpanish = Shipped("messages.es.yml");

    private readonly string _path;
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _variants;
    private readonly ClinicFacts _clinic;

    private Wording(string path, ImmutableDictionary<string, ImmutableArray<string>> variants, ClinicFacts clinic) => (_path, _variants, _clinic) = (path, variants, clinic);

    /// <summary>All wordings with their variants, by key.</summary>
    public IEnumerable<KeyValuePair<string, ImmutableArray<string>>> All => _variants.OrderBy(wording => wording.Key, StringComparer.Ordinal);

    /// <summary>What is said in Spanish, or null.</summary>
    public Wording? Spanish { get; private init; }

    /// <summary>Whether it has a wording.</summary>
    public bool Has(string key) => _variants.ContainsKey(key);

    /// <summary>The wording of a language: that of a Spanish reply, else this one.</summary>
    /// <param name="language">As in <see cref="Reply.Language"/>.</param>
    public Wording In(string? language) => language == SpanishText.Language && Spanish is { } spanish ? spanish : this;

    /// <summary>Reads the wording and reports what is wrong with it.</summary>
    public static Wording Load(ContentFiles files, ClinicFacts clinic, ICollection<ContentProblem> problems) => new(Path, Read(files, Path, s_shipped, problems), clinic)
    {
        Spanish = files.Find(SpanishPath) is null ? null : new(SpanishPath, Read(files, SpanishPath, s_shippedSpanish, problems), clinic),
    };

    private static ImmutableDictionary<string, ImmutableArray<string>> Read(ContentFiles files, string path, ImmutableHashSet<string> shipped, ICollection<ContentProblem> problems)
    {
        var variants = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (YamlReader.Open(files, path, problems) is not { } file)
            return variants.ToImmutable();

        var (reader, root) = file;
        foreach (var (key, node) in Read(root, section => reader.Report(section, $"'{section}' is not a section with keys.", "Write 'section:' and below it '  key: text'.")))
        {
            variants[key] = Variants(node);
            if (variants[key].IsEmpty || variants[key].Any(string.IsNullOrWhiteSpace))
                reader.Report(node, $"'{key}' has no words.", "Write what the bot says.");
            if (!shipped.Contains(key))
                reader.Report(node, $"'{key}' is not known here.", "Remove it, or correct its name.");
        }

        foreach (var key in shipped.Where(key => !variants.ContainsKey(key)).Order(StringComparer.Ordinal))
            reader.Report(root, $"'{key}' is missing.", "Add it: the bot says it.");
        return variants.ToImmutable();
    }

    /// <summary>A wording by key and number of times said before.</summary>
    /// <exception cref="KeyNotFoundException">No such key: a mistake in code, found by tests.</exception>
    public string Say(string key, int timesSaid, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var variants = _variants.TryGetValue(key, out var found) ? found : throw new KeyNotFoundException($"{_path} has no '{key}'.");
        var text = _clinic.Fill(variants[Math.Min(timesSaid, variants.Length - 1)]);
        foreach (var (name, value) in values)
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<(string Key, YamlNode Value)> Read(YamlMappingNode root, Action<YamlNode> notSection)
    {
        foreach (var (section, keys) in root)
        {
            if (keys is YamlMappingNode map)
            {
                foreach (var (key, value) in map)
                    yield return ($"{section}.{key}", value);
            }
            else
            {
                notSection(section);
            }
        }
    }

    private static ImmutableArray<string> Variants(YamlNode value) =>
        value is YamlSequenceNode list ? [.. list.Select(item => item.ToString().TrimEnd())] : [value.ToString().TrimEnd()];

    private static ImmutableHashSet<string> Shipped(string name)
    {
        using var text = new StreamReader(typeof(Wording).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException("The assembly was built without its wording."));
        var yaml = new YamlStream();
        yaml.Load(text);
        return [.. Read((YamlMappingNode)yaml.Documents[0].RootNode, _ => { }).Select(entry => entry.Key)];
    }
}
