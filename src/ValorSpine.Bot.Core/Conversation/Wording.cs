using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// The bot's own sentences, from <c>dialogs/messages.en.yml</c>: a map of sections, each a map of keys to one wording or to a list of variants.
/// A key is written <c>section.key</c>; <c>{name}</c> in a wording is a value given by the caller or a fact of the clinic.
/// </summary>
public sealed class Wording
{
    /// <summary>Where the wording of this language stands.</summary>
    public const string Path = "dialogs/messages.en.yml";

    // The keys that the code says are those of the file as it was when this was built.
    private static readonly ImmutableHashSet<string> s_shipped = Shipped();

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _variants;
    private readonly ClinicFacts _clinic;

    private Wording(ImmutableDictionary<string, ImmutableArray<string>> variants, ClinicFacts clinic) => (_variants, _clinic) = (variants, clinic);

    /// <summary>All wordings with their variants, by key.</summary>
    public IEnumerable<KeyValuePair<string, ImmutableArray<string>>> All => _variants.OrderBy(wording => wording.Key, StringComparer.Ordinal);

    /// <summary>Reads the wording and reports what is wrong with it.</summary>
    public static Wording Load(ContentFiles files, ClinicFacts clinic, ICollection<ContentProblem> problems)
    {
        var variants = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new(variants.ToImmutable(), clinic);

        var (reader, root) = file;
        foreach (var (key, node) in Read(root, section => reader.Report(section, $"'{section}' is not a section with keys.", "Write 'section:' and below it '  key: text'.")))
        {
            variants[key] = Variants(node);
            if (variants[key].IsEmpty || variants[key].Any(string.IsNullOrWhiteSpace))
                reader.Report(node, $"'{key}' has no words.", "Write what the bot says.");
            if (!s_shipped.Contains(key))
                reader.Report(node, $"'{key}' is not known here.", "Remove it, or correct its name.");
        }

        foreach (var key in s_shipped.Where(key => !variants.ContainsKey(key)).Order(StringComparer.Ordinal))
            reader.Report(root, $"'{key}' is missing.", "Add it: the bot says it.");
        return new(variants.ToImmutable(), clinic);
    }

    /// <summary>A wording by key and number of times said before.</summary>
    /// <exception cref="KeyNotFoundException">No such key: a mistake in code, found by tests.</exception>
    public string Say(string key, int timesSaid, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var variants = _variants.TryGetValue(key, out var found) ? found : throw new KeyNotFoundException($"{Path} has no '{key}'.");
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

    private static ImmutableHashSet<string> Shipped()
    {
        using var text = new StreamReader(typeof(Wording).Assembly.GetManifestResourceStream("messages.en.yml") ?? throw new InvalidOperationException("The assembly was built without its wording."));
        var yaml = new YamlStream();
        yaml.Load(text);
        return [.. Read((YamlMappingNode)yaml.Documents[0].RootNode, _ => { }).Select(entry => entry.Key)];
    }
}
