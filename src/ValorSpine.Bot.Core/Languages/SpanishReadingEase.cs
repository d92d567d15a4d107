using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Languages;

/// <summary>
/// How easily a Spanish text is read, by Fernández Huerta's formula as corrected: 206.84 less 60 times the syllables of a word and 1.02 times the words of a sentence. 70 and more is "fairly easy".
/// </summary>
public static partial class SpanishReadingEase
{
    private const double Base = 206.84, OfSyllables = 60, OfWords = 1.02;

    /// <summary>The ease of the sentences together; as easy as can be where there are no words.</summary>
    /// <param name="sentences">One sentence, or one point of a list, each.</param>
    public static double Of(IReadOnlyCollection<string> sentences)
    {
        var words = sentences.SelectMany(WordsOf).ToArray();
        return words.Length == 0 ? Base : Base - (OfSyllables * words.Sum(SyllablesOf) / words.Length) - (OfWords * words.Length / sentences.Count);
    }

    /// <summary>The words as a reader counts them; a figure is one.</summary>
    public static IReadOnlyList<string> WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    /// <summary>
    /// How many syllables a word has. Spanish is regular: each of a, e, o, í and ú is one; i and u join the vowel beside them, and each other. The u of que, qui, gue and gui is silent, so is h, and y is a vowel at the end.
    /// </summary>
    public static int SyllablesOf(string word)
    {
        var letters = Silent().Replace(word.ToLowerInvariant(), "").Replace("h", "", StringComparison.Ordinal);
        letters = FinalY().Replace(letters, "i");
        return Math.Max(1, Vowels().Matches(letters).Sum(run => Math.Max(1, Nucleus().Count(run.Value))));
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+|\d+(?:[.,:]\d+)*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();

    [GeneratedRegex("(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Silent();

    [GeneratedRegex("y$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FinalY();

    [GeneratedRegex("[aeiouáéíóúü]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Vowels();

    [GeneratedRegex("[aeoáéóíú]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Nucleus();
}
