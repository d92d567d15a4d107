using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.Core;
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

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _variants;
    private readonly ClinicFacts _clinic;

    private Wording(ImmutableDictionary<string, ImmutableArray<string>> variants, ClinicFacts clinic) => (_variants, _clinic) = (variants, clinic);

    /// <summary>All keys, for checks.</summary>
    public IEnumerable<string> Keys => _variants.Keys;

    /// <summary>Reads the wording and reports what is wrong with it.</summary>
    public static Wording Load(ContentFiles files, ClinicFacts clinic, ICollection<ContentProblem> problems)
    {
        var variants = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", "Restore it from the last version that worked."));
            return new(variants.ToImmutable(), clinic);
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(file.Text));
            foreach (var (section, keys) in (YamlMappingNode)stream.Documents[0].RootNode)
            {
                foreach (var (key, value) in (YamlMappingNode)keys)
                {
                    variants[$"{section}.{key}"] = value is YamlSequenceNode list
                        ? [.. list.Select(item => item.ToString().TrimEnd())]
                        : [value.ToString().TrimEnd()];
                }
            }
        }
        catch (YamlException error)
        {
            problems.Add(new(Path, (int)error.Start.Line, error.Message, "Correct the YAML at this line."));
        }
        catch (InvalidOperationException)
        {
            problems.Add(new(Path, 1, "The YAML ends in the middle of something.", "Close every bracket and quote."));
        }
        catch (InvalidCastException)
        {
            problems.Add(new(Path, 1, "The file is not a map of sections, each a map of keys.", "Write 'section:' and below it '  key: text'."));
        }

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

    /// <summary>Whether a key exists.</summary>
    public bool Has(string key) => _variants.ContainsKey(key);
}
