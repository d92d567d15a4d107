using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Review;

/// <summary>The part of a text around the words that were looked for.</summary>
public static class Snippet
{
    private const int Before = 8, Around = 26;

    /// <summary>How many of the words stand in a text.</summary>
    public static int Hits(string text, ImmutableArray<string> stems) => SearchWords.Of(text).Distinct().Count(word => stems.Contains(word));

    /// <summary>A part of a masked text: from the first of the words, or where the mask hides them from the beginning.</summary>
    public static string Of(string masked, ImmutableArray<string> stems)
    {
        var words = masked.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(words, word => SearchWords.Of(word).Any(stem => stems.Contains(stem)));
        var from = Math.Max(0, first - Before);
        var part = string.Join(' ', words.Skip(from).Take(Around));
        return $"{(from > 0 ? "… " : "")}{part}{(from + Around < words.Length ? " …" : "")}";
    }
}
