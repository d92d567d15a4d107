using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Writes out what patients abbreviate: "u", "2nite", "102f".</summary>
internal sealed class Shorthand
{
    private readonly Dictionary<string, List<(string[] From, string[] To)>> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    public Shorthand(ContentReader reader, YamlMappingNode root)
    {
        foreach (var (from, to) in reader.Map(root, "shorthand"))
        {
            var words = from.Text.Split(' ');
            if (!_entries.TryGetValue(words[0], out var entries))
                _entries[words[0]] = entries = [];
            entries.Add((words, to.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            _words.UnionWith(words);
        }

        // The longest comes first.
        foreach (var entries in _entries.Values)
            entries.Sort((a, b) => b.From.Length.CompareTo(a.From.Length));
    }

    /// <summary>Whether a word is part of any.</summary>
    public bool Knows(string word) => _words.Contains(word);

    /// <summary>Writes out what stands at a place; gives the words and how many of the settled ones they stand for.</summary>
    public (string[] Written, int Length) WriteOut(List<RawWord> words, int at)
    {
        var word = words[at].Text;
        if (_entries.TryGetValue(word, out var entries))
        {
            foreach (var (from, to) in entries)
            {
                if (Follows(words, at, from))
                    return (to, from.Length);
            }
        }

        // "102f", "5cm", "78yo": the number and its unit are words of their own.
        var digits = 0;
        while (digits < word.Length && (char.IsAsciiDigit(word[digits]) || word[digits] == '.'))
            digits++;
        return digits == 0 || digits == word.Length ? ([word], 1) : ([word[..digits], word[digits..]], 1);
    }

    private static bool Follows(List<RawWord> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 1; i < phrase.Length; i++)
        {
            if (words[at + i].Break != Break.None || words[at + i].Text != phrase[i])
                return false;
        }

        return true;
    }
}
