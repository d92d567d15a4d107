using System.Collections.Frozen;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Review;

/// <summary>The words by which a text is found: small letters, stems, without those that stand in every text.</summary>
public static class SearchWords
{
    private const int Longest = 40;

    private static readonly FrozenSet<string> s_everywhere = FrozenSet.ToFrozenSet(
        [
            "a", "an", "the", "and", "or", "but", "of", "to", "in", "on", "at", "for", "with", "from", "by", "as", "is", "am", "are", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had",
            "i", "im", "ive", "my", "me", "you", "your", "it", "its", "this", "that", "there", "what", "how", "can", "will", "would", "so", "if", "we", "they", "he", "she",
        ],
        StringComparer.Ordinal);

    /// <summary>The words of a text in their order, as stems.</summary>
    public static IEnumerable<string> Of(string text) =>
        Words.Split(text).Where(word => word.Length <= Longest && !s_everywhere.Contains(word)).Select(Words.Stem);
}
