using System.Runtime.InteropServices;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>What a message is written with: its words, pairs of words, and runs of three to five letters, each as the number of a row of <see cref="NgramClassifier"/>.</summary>
internal static class Ngrams
{
    /// <summary>How many rows there are. Two n-grams that fall on one share it.</summary>
    public const int Rows = 1 << 15;

    // Of a longer message its beginning and its end are read, as by the encoder.
    private const int MostFromStart = 60, MostFromEnd = 30;
    private const int ShortestRun = 3, LongestRun = 5;
    private const float OfWord = 1, OfPair = 0.7f, OfPairApart = 0.4f, OfRun = 0.5f;

    /// <summary>The rows of a message and how much each counts; the squares of these add up to 1, or there are none.</summary>
    public static (int[] Rows, float[] Shares) Of(string text)
    {
        var words = Words.Split(text);
        if (words.Count > MostFromStart + MostFromEnd)
            words = [.. words.Take(MostFromStart), .. words.TakeLast(MostFromEnd)];
        var counted = new Dictionary<int, float>();
        for (var at = 0; at < words.Count; at++)
        {
            Count(counted, HashOf('w', words[at]), OfWord);
            if (at > 0)
                Count(counted, HashOf('p', words[at - 1], words[at]), OfPair);
            if (at > 1)
                Count(counted, HashOf('a', words[at - 2], words[at]), OfPairApart);
            var marked = $"<{words[at]}>";
            for (var length = ShortestRun; length <= Math.Min(LongestRun, marked.Length); length++)
            {
                for (var start = 0; start + length <= marked.Length; start++)
                    Count(counted, HashOf('r', marked.AsSpan(start, length)), OfRun);
            }
        }

        int[] rows = [.. counted.Keys];
        float[] shares = [.. rows.Select(row => MathF.Sqrt(counted[row]))];
        var length2 = MathF.Sqrt(shares.Sum(share => share * share));
        for (var at = 0; at < shares.Length; at++)
            shares[at] /= length2;
        return (rows, shares);
    }

    private static void Count(Dictionary<int, float> counted, uint hash, float weight) => CollectionsMarshal.GetValueRefOrAddDefault(counted, (int)(hash % Rows), out _) += weight;

    // FNV-1a, stirred once more: its low bits alone are much alike for letters that are.
    private static uint HashOf(char kind, ReadOnlySpan<char> first, ReadOnlySpan<char> second = default)
    {
        var hash = Add(Add((2166136261u ^ kind) * 16777619u, first), second.IsEmpty ? "" : " ");
        hash = Add(hash, second);
        hash = (hash ^ (hash >> 15)) * 2246822519u;
        return hash ^ (hash >> 13);
    }

    private static uint Add(uint hash, ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}
