namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>Numbers of words, so that phrases compare numbers. Filled while rules are read, then only read.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    /// <summary>The number of a word, given on first sight.</summary>
    public int Add(string word)
    {
        if (!_words.TryGetValue(word, out var symbol))
            _words[word] = symbol = _words.Count;
        return symbol;
    }

    /// <summary>The number of a word, or -1.</summary>
    public int Find(string word) => _words.GetValueOrDefault(word, -1);
}
