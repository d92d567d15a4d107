using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// What a message asks the bot to do, apart from answering: from <c>dialogs/intents.yml</c>. An intent is meant when the message is one of its
/// <c>whole</c> phrases (polite words around it do not count), or holds one of its <c>anywhere</c> phrases and none of its <c>unless</c> phrases.
/// Articles never count, and short forms are spelled out: "make appt" is "make an appointment".
/// </summary>
public sealed class Intents
{
    /// <summary>Where they stand.</summary>
    public const string Path = "dialogs/intents.yml";

    private readonly ImmutableArray<Intent> _intents;
    private readonly ImmutableHashSet<string> _polite;
    private readonly ImmutableDictionary<string, string> _short;
    private readonly Intent _wish;

    private Intents(ImmutableArray<Intent> intents, ImmutableHashSet<string> polite, ImmutableDictionary<string, string> shortForms, Intent wish) =>
        (_intents, _polite, _short, _wish) = (intents, polite, shortForms, wish);

    /// <summary>Ids in the order in which they are tried.</summary>
    public IEnumerable<string> Ids => _intents.Select(intent => intent.Id);

    /// <summary>Reads the intents and reports what is wrong with them.</summary>
    public static Intents Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new([], [], ImmutableDictionary<string, string>.Empty, new("", [], [], []));

        var (reader, root) = file;
        reader.Expect(root, "polite", "short", "wish", "intents");
        var shortForms = (reader.Map(root, "short") ?? new YamlMappingNode()).ToImmutableDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString());
        var intents = ImmutableArray.CreateBuilder<Intent>();
        foreach (var (key, _) in reader.Map(root, "intents") ?? new YamlMappingNode())
        {
            if (reader.Map(reader.Map(root, "intents")!, key.ToString()) is { } map)
                intents.Add(Read(key.ToString(), map));
        }

        return new(intents.ToImmutable(), [.. Words.Split(reader.Text(root, "polite", required: false) ?? "")], shortForms, Read("wish", reader.Map(root, "wish") ?? new YamlMappingNode()));

        Intent Read(string id, YamlMappingNode map)
        {
            reader.Expect(map, "whole", "anywhere", "unless");
            return new(id, Phrases("whole").ToImmutableHashSet(), [.. Phrases("anywhere")], [.. Phrases("unless")]);

            IEnumerable<string> Phrases(string name) => reader.List(map, name).Select(item => string.Join(' ', WordsOf(item.Text, shortForms)));
        }
    }

    /// <summary>Whether a text holds a word by which something is wished for: "we leave on the 20th" tells a day and wishes nothing.</summary>
    public bool Wishes(string text)
    {
        var padded = $" {string.Join(' ', WordsOf(text, _short))} ";
        return _wish.Anywhere.Any(phrase => Holds(padded, phrase)) && !_wish.Unless.Any(phrase => Holds(padded, phrase));
    }

    /// <summary>The first intent that a text means, or null.</summary>
    public string? Of(string text)
    {
        if (text.Length > 600)
            return null;
        var words = WordsOf(text, _short);
        if (words.Count == 0)
            return null;

        var all = string.Join(' ', words);
        var bare = string.Join(' ', words.Where(word => !_polite.Contains(word)));
        var padded = $" {all} ";
        return (_intents.FirstOrDefault(intent => intent.Whole.Contains(all)) ?? _intents.FirstOrDefault(intent => intent.Whole.Contains(bare) || IsWithin(intent)))?.Id;

        bool IsWithin(Intent intent) => intent.Anywhere.Any(phrase => Holds(padded, phrase)) && !intent.Unless.Any(phrase => Holds(padded, phrase));
    }

    private static List<string> WordsOf(string text, ImmutableDictionary<string, string> shortForms)
    {
        var words = Words.Split(text);
        var meant = words.Where(word => word is not ("a" or "an" or "the")).Select(word => shortForms.GetValueOrDefault(word, word)).ToList();
        return meant.Count > 0 ? meant : words;
    }

    private static bool Holds(string padded, string phrase) => padded.Contains($" {phrase} ", StringComparison.Ordinal);

    private sealed record Intent(string Id, ImmutableHashSet<string> Whole, ImmutableArray<string> Anywhere, ImmutableArray<string> Unless);
}
