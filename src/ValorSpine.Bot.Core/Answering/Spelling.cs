using System.Runtime.InteropServices;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Finds the word of a vocabulary that a misspelled word was meant to be.</summary>
internal sealed class Spelling
{
    private const int ShortestSwap = 4, ShortestOneEdit = 5, ShortestTwoEdits = 8, None = -1;
    private readonly HashSet<string> _known;

    // Words by what is left of them without a letter or two: the last one with it, and each leads to the one before. By its hash, as what is left would itself take tens of MB: a word that has the
    // same hash by chance is not near, and whoever looks for near ones measures all of them.
    private readonly Dictionary<int, int> _lastByDeletion = [];
    private readonly List<(string Word, int Before)> _byDeletion = [];
    private readonly Dictionary<string, int> _frequency;
    private readonly IReadOnlyDictionary<string, int> _common;

    /// <param name="frequency">How often each word of the vocabulary is used.</param>
    /// <param name="known">Words that are right though the vocabulary lacks them.</param>
    /// <param name="common">Common words of the language: what they say is one edit away from them is taken for them where no word of the vocabulary is as near.</param>
    public Spelling(Dictionary<string, int> frequency, IEnumerable<string> known, IReadOnlyDictionary<string, int>? common = null)
    {
        _frequency = frequency;
        _common = common ?? new Dictionary<string, int>();
        _known = [.. frequency.Keys, .. known, .. _common.Keys];
        foreach (var word in frequency.Keys.Where(word => word.Length >= ShortestSwap - 1))
            Add(word, EditsFor(word));
        foreach (var word in _common.Keys.Where(word => word.Length >= ShortestSwap && !frequency.ContainsKey(word)))
            Add(word, 1);
    }

    private void Add(string word, int edits)
    {
        foreach (var deletion in Deletions(word, edits))
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastByDeletion, deletion.GetHashCode(StringComparison.Ordinal), out var isThere);
            _byDeletion.Add((word, isThere ? last : None));
            last = _byDeletion.Count - 1;
        }
    }

    private IEnumerable<string> WordsWithout(string deletion)
    {
        for (var at = _lastByDeletion.GetValueOrDefault(deletion.GetHashCode(StringComparison.Ordinal), None); at != None; at = _byDeletion[at].Before)
            yield return _byDeletion[at].Word;
    }

    /// <summary>Takes more words into the vocabulary.</summary>
    public void Include(IEnumerable<KeyValuePair<string, int>> words)
    {
        foreach (var (word, frequency) in words)
        {
            if (!_frequency.TryAdd(word, frequency))
                continue;
            _known.Add(word);
            if (word.Length >= ShortestSwap - 1)
                Add(word, EditsFor(word));
        }
    }

    /// <summary>Whether the word is right, but none that is used here.</summary>
    public bool KnowsOnlyAsCommon(string word) => _known.Contains(word) && !_frequency.ContainsKey(word);

    /// <summary>Whether the word is spelled right as far as we know.</summary>
    public bool Knows(string word) => _known.Contains(word);

    /// <summary>How often a common word of the language is met in 51 million; 0 of others.</summary>
    public double CommonnessOf(string word) => _common.TryGetValue(word, out var commonness) ? Math.Pow(2, commonness / 8.0) : 0;

    /// <summary>All words that a word may have been meant to be, without weighing them.</summary>
    public IEnumerable<string> Near(string word) =>
        Deletions(word, EditsFor(word)).SelectMany(WordsWithout).Distinct()
            .Where(candidate => Distance(word, candidate) <= (_frequency.ContainsKey(candidate) ? Math.Min(EditsFor(word), EditsFor(candidate)) : 1));

    /// <summary>The nearest word of the vocabulary, or the word itself where none is near enough.</summary>
    public string Correct(string word)
    {
        if (word.Length < ShortestSwap || _known.Contains(word) || word.Any(char.IsDigit))
            return word;

        var best = word;
        var bestCost = int.MaxValue;
        foreach (var deletion in Deletions(word, EditsFor(word)))
        {
            foreach (var candidate in WordsWithout(deletion))
            {
                var distance = Distance(word, candidate);
                var isOurs = _frequency.TryGetValue(candidate, out var frequency);
                if (distance > (isOurs ? Math.Min(EditsFor(word), EditsFor(candidate)) : 1) || (word.Length < ShortestOneEdit && !IsSwap(word, candidate)))
                    continue;
                // The first letter is seldom wrong; among equals the commoner word was meant.
                var cost = (distance * 10_000) + (word[0] == candidate[0] ? 0 : 5_000) + (isOurs ? 0 : 4_500) - Math.Min(frequency, 4_000);
                if (cost < bestCost || (cost == bestCost && string.CompareOrdinal(candidate, best) < 0))
                    (best, bestCost) = (candidate, cost);
            }
        }

        return best;
    }

    private static int EditsFor(string word) => word.Length >= ShortestTwoEdits ? 2 : 1;

    internal static bool IsSwap(string a, string b) => a.Length == b.Length && a.Order().SequenceEqual(b.Order());

    private static HashSet<string> Deletions(string word, int edits)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { word };
        var level = new List<string> { word };
        for (var edit = 0; edit < edits; edit++)
        {
            var next = new List<string>();
            foreach (var one in level)
            {
                for (var at = 0; at < one.Length; at++)
                {
                    var shorter = one.Remove(at, 1);
                    if (found.Add(shorter))
                        next.Add(shorter);
                }
            }

            level = next;
        }

        return found;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1], previous = stackalloc int[b.Length + 1], current = stackalloc int[b.Length + 1];
        for (var column = 0; column <= b.Length; column++)
            previous[column] = column;
        for (var row = 1; row <= a.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= b.Length; column++)
            {
                var cost = a[row - 1] == b[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1] + 1, previous[column] + 1), previous[column - 1] + cost);
                if (row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1])
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
            }

            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return previous[b.Length];
    }
}
