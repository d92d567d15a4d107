using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>
/// What <c>knowledge/rewording.yml</c> says of words, for a clinician to sign: those that carry no fact and may come and go, and those that mean the same. It turns a sentence
/// into what it states, so that two sentences that state the same are equal.
/// </summary>
public sealed class RewordingRules
{
    /// <summary>Where they stand.</summary>
    public const string Path = "knowledge/rewording.yml";

    private readonly FrozenSet<string> _carriesNothing;
    private readonly FrozenDictionary<string, ImmutableArray<(string[] Words, string Name)>> _same;
    private readonly FrozenSet<string> _followsOn;
    private readonly FrozenSet<string> _weighs;

    private RewordingRules(IEnumerable<string> carriesNothing, IEnumerable<(string[] Words, string Name)> same, IEnumerable<string> followsOn, IEnumerable<string> weighs)
    {
        _carriesNothing = carriesNothing.ToFrozenSet(StringComparer.Ordinal);
        // The longest first: "shot" in "fibrin shot" is part of the name.
        _same = same.GroupBy(term => term.Words[0]).ToFrozenDictionary(terms => terms.Key, terms => terms.OrderByDescending(term => term.Words.Length).ToImmutableArray(), StringComparer.Ordinal);
        _followsOn = followsOn.ToFrozenSet(StringComparer.Ordinal);
        _weighs = weighs.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Reads the rules and reports what is wrong with them.</summary>
    public static RewordingRules Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new([], [], [], []);

        var (reader, root) = file;
        reader.Expect(root, "carry-nothing", "same", "follow-on", "weigh");
        var same = new List<(string[] Words, string Name)>();
        var written = new List<string>();
        if (reader.Map(root, "same") is { } groups)
        {
            foreach (var (name, _) in groups)
            {
                written.Add(string.Join(" / ", reader.List(groups, name.ToString()).Select(term => term.Text)));
                foreach (var (term, line) in reader.List(groups, name.ToString()))
                {
                    var words = StemsOf(term);
                    if (words.Length == 0 || same.Any(other => other.Words.SequenceEqual(words) && other.Name != $"={name}"))
                        problems.Add(new(Path, line, $"'{term}' stands in two groups, or has no words.", "Leave it in the group whose words all mean the same."));
                    else
                        same.Add((words, $"={name}"));
                }
            }
        }

        return new(Flat(reader, root, "carry-nothing"), same, Flat(reader, root, "follow-on"), Flat(reader, root, "weigh"))
        {
            CarriesNothing = string.Join(", ", reader.List(root, "carry-nothing").Select(word => word.Text)),
            Groups = string.Join("; ", written),
        };
    }

    /// <summary>The words that may come and go, as they are written.</summary>
    public string CarriesNothing { get; private init; } = "";

    /// <summary>The groups of words of which one may stand for another, as they are written.</summary>
    public string Groups { get; private init; } = "";

    /// <summary>What a text states, word by word in order: stems, with one name for what means the same, without what carries nothing.</summary>
    public ImmutableArray<string> Statement(string text)
    {
        var words = StemsOf(text);
        var statement = ImmutableArray.CreateBuilder<string>(words.Length);
        for (var at = 0; at < words.Length;)
        {
            if (_same.GetValueOrDefault(words[at]) is { IsDefault: false } terms && terms.FirstOrDefault(term => words.AsSpan(at).StartsWith(term.Words)) is { Words: { } found } known)
            {
                statement.Add(known.Name);
                at += found.Length;
                continue;
            }

            if (!_carriesNothing.Contains(words[at]))
                statement.Add(words[at]);
            at++;
        }

        return statement.ToImmutable();
    }

    /// <summary>Whether a sentence points back to the one before it.</summary>
    public bool FollowsOn(string text) => Words.Split(text) is [var first, ..] words && (_followsOn.Contains(first) || words.Any(word => word is "it" or "they" or "them" or "its" or "their" or "these" or "those"));

    /// <summary>Whether a sentence holds a negation, a doubt or a limit.</summary>
    public bool Weighs(string text) => StemsOf(text).Any(_weighs.Contains);

    private static IEnumerable<string> Flat(YamlReader reader, YamlMappingNode root, string key) => reader.List(root, key).SelectMany(item => StemsOf(item.Text));

    /// <summary>Stems in order; signs that change what is meant are words, and short forms are taken apart.</summary>
    private static string[] StemsOf(string text)
    {
        var spelled = text.Replace("%", " percent ", StringComparison.Ordinal).Replace("$", " dollars ", StringComparison.Ordinal).Replace("+", " plus ", StringComparison.Ordinal)
            .Replace("<", " less ", StringComparison.Ordinal).Replace(">", " more ", StringComparison.Ordinal).Replace("=", " equals ", StringComparison.Ordinal).Replace("?", " question ", StringComparison.Ordinal);
        return [.. Words.Split(spelled).SelectMany(TakenApart).Select(Words.Stem)];
    }

    private static string[] TakenApart(string word) => word switch
    {
        "cannot" or "cant" => ["can", "not"],
        "wont" => ["will", "not"],
        "dont" or "doesnt" or "didnt" or "isnt" or "arent" or "wasnt" or "werent" or "hasnt" or "havent" or "hadnt" or "couldnt" or "wouldnt" or "shouldnt" or "mustnt" => [word[..^2], "not"],
        "its" or "thats" or "theres" or "whats" => [word[..^1]],
        "youre" or "theyre" => [word[..^2]],
        _ => [word],
    };
}
