using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>
/// Puts Spanish into English word by word, from <c>knowledge/safety/spanish.yml</c>: so one set of rules reads what is denied, past or supposed in both languages.
/// A message in English stays as it is.
/// </summary>
internal sealed class Spanish
{
    /// <summary>Where it stands.</summary>
    public const string Path = "knowledge/safety/spanish.yml";

    // One word may be a name or a loan; two are a language.
    private const int FewestWords = 2, ShortestSwapped = 5;
    private readonly Dictionary<string, List<(string[] From, string[] To)>> _phrases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _telling = new(StringComparer.Ordinal);
    private readonly HashSet<string> _alsoEnglish = new(StringComparer.Ordinal);

    private Spanish()
    {
    }

    /// <summary>Knows no word.</summary>
    public static Spanish None { get; } = new();

    /// <summary>Reads the file; knows no word where it cannot be read.</summary>
    public static Spanish Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, Path, problems) is not var (reader, root))
            return None;
        reader.ExpectKeys(root, "review", "also-english", "words");
        var read = new Spanish();
        read._alsoEnglish.UnionWith(reader.List(root, "also-english").Select(line => line.Text));
        foreach (var (from, to) in reader.Map(root, "words"))
        {
            var words = from.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!read._phrases.TryGetValue(words[0], out var phrases))
                read._phrases[words[0]] = phrases = [];
            phrases.Add((words, to.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            read._telling.UnionWith(words.Where(word => !read._alsoEnglish.Contains(word)));
        }

        foreach (var phrases in read._phrases.Values)
            phrases.Sort((one, other) => other.From.Length.CompareTo(one.From.Length));
        return read;
    }

    /// <summary>The words with the Spanish ones in English, or null where there are too few of these.</summary>
    public List<RawWord>? InEnglish(List<RawWord> words)
    {
        if (words.Count(word => _telling.Contains(word.Text)) < FewestWords)
            return null;
        words = words.ConvertAll(word => word with { Text = PutRight(word.Text) });
        var english = new List<RawWord>(words.Count);
        var pending = Break.None;
        for (var at = 0; at < words.Count;)
        {
            var (to, length) = At(words, at) is { } found ? found : ([words[at].Text], 1);
            var before = words[at].Break > pending ? words[at].Break : pending;
            for (var place = 0; place < to.Length; place++)
                english.Add(new(to[place], place == 0 ? before : Break.None));
            // A word that is dropped leaves its break to the next one.
            pending = to.Length == 0 ? before : Break.None;
            at += length;
        }

        return english;
    }

    private (string[] To, int Length)? At(List<RawWord> words, int at)
    {
        foreach (var (from, to) in _phrases.GetValueOrDefault(words[at].Text, []))
        {
            if (Follows(words, at, from) && (from.Any(_telling.Contains) || IsBesideSpanish(words, at, from.Length)))
                return (to, from.Length);
        }

        return null;
    }

    /// <summary>The word that two swapped letters were meant to be.</summary>
    private string PutRight(string word) =>
        word.Length < ShortestSwapped || _telling.Contains(word) ? word : SwappedLetters.Of(word).FirstOrDefault(_telling.Contains) ?? word;

    /// <summary>"No" beside "tengo" is Spanish. The word after counts first; the one before counts as well, as in "fiebre no".</summary>
    private bool IsBesideSpanish(List<RawWord> words, int at, int length)
    {
        const int reach = 2;
        for (var near = 1; near <= reach; near++)
        {
            if ((at + length - 1 + near < words.Count && _telling.Contains(words[at + length - 1 + near].Text)) || (at >= near && _telling.Contains(words[at - near].Text)))
                return true;
        }

        return false;
    }

    private static bool Follows(List<RawWord> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var place = 1; place < phrase.Length; place++)
        {
            if (words[at + place].Break != Break.None || words[at + place].Text != phrase[place])
                return false;
        }

        return true;
    }
}
