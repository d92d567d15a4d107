using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// What a message asks the bot to do, apart from answering: from <c>dialogs/intents.yml</c>. An intent is meant when the message is one of its
/// <c>whole</c> phrases (polite words around it do not count), or holds one of its <c>anywhere</c> phrases and none of its <c>unless</c> phrases.
/// </summary>
public sealed class Intents
{
    /// <summary>Where they stand.</summary>
    public const string Path = "dialogs/intents.yml";

    private readonly ImmutableArray<Intent> _intents;
    private readonly ImmutableHashSet<string> _polite;

    private Intents(ImmutableArray<Intent> intents, ImmutableHashSet<string> polite) => (_intents, _polite) = (intents, polite);

    /// <summary>Ids in the order in which they are tried.</summary>
    public IEnumerable<string> Ids => _intents.Select(intent => intent.Id);

    /// <summary>Reads the intents and reports what is wrong with them.</summary>
    public static Intents Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new([], []);

        var (reader, root) = file;
        reader.Expect(root, "polite", "intents");
        var intents = ImmutableArray.CreateBuilder<Intent>();
        foreach (var (key, _) in reader.Map(root, "intents") ?? new YamlMappingNode())
        {
            if (reader.Map(reader.Map(root, "intents")!, key.ToString()) is not { } map)
                continue;
            reader.Expect(map, "whole", "anywhere", "unless");
            intents.Add(new(key.ToString(), Phrases("whole").ToImmutableHashSet(), [.. Phrases("anywhere")], [.. Phrases("unless")]));

            IEnumerable<string> Phrases(string name) => reader.List(map, name).Select(item => string.Join(' ', Words.Split(item.Text)));
        }

        return new(intents.ToImmutable(), [.. Words.Split(reader.Text(root, "polite", required: false) ?? "")]);
    }

    /// <summary>The first intent that a text means, or null.</summary>
    public string? Of(string text)
    {
        if (text.Length > 600)
            return null;
        var words = Words.Split(text);
        if (words.Count == 0)
            return null;

        var all = string.Join(' ', words);
        var bare = string.Join(' ', words.Where(word => !_polite.Contains(word)));
        var padded = $" {all} ";
        foreach (var intent in _intents)
        {
            if (intent.Whole.Contains(all) || intent.Whole.Contains(bare))
                return intent.Id;
            if (intent.Anywhere.Any(phrase => Holds(padded, phrase)) && !intent.Unless.Any(phrase => Holds(padded, phrase)))
                return intent.Id;
        }

        return null;
    }

    private static bool Holds(string padded, string phrase) => padded.Contains($" {phrase} ", StringComparison.Ordinal);

    private sealed record Intent(string Id, ImmutableHashSet<string> Whole, ImmutableArray<string> Anywhere, ImmutableArray<string> Unless);
}
