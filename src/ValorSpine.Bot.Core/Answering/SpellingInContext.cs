using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// Finds what misspelled words were meant to be by the words beside them (a noisy channel over pairs of words): "noed" is "need" before "an mri". Words that are known stay,
/// but for common ones that nobody uses here, beside words that always have another one between: "the pice of".
/// </summary>
/// <param name="spelling">Knows which words are right, and which are near.</param>
/// <param name="pairs">Which words stand beside which.</param>
internal sealed class SpellingInContext(Spelling spelling, Func<Bigrams> pairs)
{
    private const int Shortest = 3, ShortestReal = 4, ShortestAlone = 5, Theirs = 3;
    private const double PerEdit = 4, OtherStart = 1.5, UsualSlip = 1, ToDoubt = 3, Backing = 20, WordsOfLanguage = 51e6;
    private static readonly FrozenDictionary<string, string> s_soundsLike =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["2"] = "to", ["4"] = "for", ["b"] = "be" }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Lazy<Bigrams> _pairs = new(pairs);

    /// <summary>The words, with those put right that are in no dictionary and near to a word that fits there.</summary>
    public List<string> Correct(IReadOnlyList<string> words)
    {
        var right = new List<string>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            var next = at + 1 == words.Count ? Bigrams.Edge : words[at + 1];
            right.Add(Correct(words[at], at == 0 ? Bigrams.Edge : right[at - 1], next));
        }

        return right;
    }

    private string Correct(string word, string before, string next)
    {
        // "Is it ok 2 eat": what a sign is read as where its neighbours want a word.
        if (s_soundsLike.TryGetValue(word, out var said))
            return Fits(before, said, next) > Fits(before, word, next) ? said : word;
        if (word.Length < Shortest || word.Any(char.IsDigit))
            return word;
        if (spelling.Knows(word))
            return word.Length >= ShortestReal && spelling.KnowsOnlyAsCommon(word) ? Meant(word, before, next) : word;
        // "Yall" is no slip: patients write it. A longer word that many get wrong is still wrong.
        if (word.Length < ShortestAlone && _pairs.Value.Of(word) >= Theirs)
            return word;
        var best = word;
        var most = double.NegativeInfinity;
        foreach (var candidate in spelling.Near(word))
        {
            // So short a word is near to many: one of its neighbours has to know the other word.
            if (word.Length < ShortestAlone && !Spelling.IsSwap(word, candidate) && _pairs.Value.Of(before, candidate) + _pairs.Value.Of(candidate, next) == 0)
                continue;
            var likely = Fits(before, candidate, next) - Slipped(word, candidate);
            if (likely > most || (likely == most && string.CompareOrdinal(candidate, best) < 0))
                (best, most) = (candidate, likely);
        }

        return best;
    }

    /// <summary>A word that is right but stands oddly here, or the near one that both neighbours are used to.</summary>
    private string Meant(string word, string before, string next)
    {
        var best = word;
        var most = Fits(before, word, next) + ToDoubt;
        foreach (var candidate in spelling.Near(word).Where(candidate => candidate != word && _pairs.Value.Of(before, candidate) > 0 && _pairs.Value.Of(candidate, next) > 0))
        {
            var likely = Fits(before, candidate, next) - Slipped(word, candidate);
            if (likely > most || (likely == most && string.CompareOrdinal(candidate, best) < 0))
                (best, most) = (candidate, likely);
        }

        return best;
    }

    /// <summary>How well a word fits between two others: logarithm of its probability.</summary>
    private double Fits(string before, string word, string next)
    {
        var share = Share(word);
        return Math.Log((_pairs.Value.Of(before, word) + (Backing * share)) / (_pairs.Value.Of(before) + Backing))
            + Math.Log((_pairs.Value.Of(word, next) + (Backing * Share(next))) / (_pairs.Value.Of(word) + Backing));
    }

    private double Share(string word)
    {
        const double ofPatients = 0.8;
        return (ofPatients * _pairs.Value.Of(word) / Math.Max(1, _pairs.Value.Total)) + ((1 - ofPatients) * (spelling.CommonnessOf(word) + 1) / WordsOfLanguage);
    }

    /// <summary>How unlikely it is that who meant a word typed this.</summary>
    private static double Slipped(string typed, string meant) =>
        (PerEdit * Spelling.Distance(typed, meant)) + (typed[0] == meant[0] ? 0 : OtherStart) - (IsUsual(typed, meant) ? UsualSlip : 0);

    /// <summary>Two letters swapped, one doubled or one of a double left out, or a vowel for another: how most words are misspelled.</summary>
    private static bool IsUsual(string typed, string meant) =>
        Spelling.IsSwap(typed, meant) || Undoubled(typed) == Undoubled(meant) || Unvowelled(typed) == Unvowelled(meant);

    private static string Undoubled(string word) => string.Concat(word.Where((letter, at) => at == 0 || letter != word[at - 1]));

    private static string Unvowelled(string word) => string.Concat(word.Select(letter => letter is 'a' or 'e' or 'i' or 'o' or 'u' ? 'a' : letter));
}
