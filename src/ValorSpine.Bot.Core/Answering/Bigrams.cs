using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Which words stand beside which in what patients ask, and how often: "the" before "glue", "need" before "an".</summary>
internal sealed class Bigrams
{
    /// <summary>The word before the first and after the last.</summary>
    public const string Edge = "";

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal) { [Edge] = 0 };
    private readonly List<int> _counts = [0];
    private readonly Dictionary<(int, int), int> _pairs = [];

    /// <param name="texts">All that is written as patients would say it.</param>
    public Bigrams(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var before = Count(Edge);
            foreach (var word in Words.Split(text))
            {
                var place = Count(word);
                CountPair(before, place);
                before = place;
            }

            CountPair(before, 0);
        }

        Total = _counts.Sum();
    }

    /// <summary>How many words there are in all.</summary>
    public int Total { get; }

    /// <summary>How often a word is there.</summary>
    public int Of(string word) => _places.TryGetValue(word, out var place) ? _counts[place] : 0;

    /// <summary>How often one word follows another.</summary>
    public int Of(string word, string next) =>
        _places.TryGetValue(word, out var first) && _places.TryGetValue(next, out var second) ? _pairs.GetValueOrDefault((first, second)) : 0;

    private int Count(string word)
    {
        if (!_places.TryGetValue(word, out var place))
        {
            _places[word] = place = _counts.Count;
            _counts.Add(0);
        }

        _counts[place]++;
        return place;
    }

    private void CountPair(int first, int second) => _pairs[(first, second)] = _pairs.GetValueOrDefault((first, second)) + 1;
}
