using System.Globalization;
using System.Text;
using Lucene.Net.Tartarus.Snowball.Ext;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Takes text apart into words and words down to their stems.</summary>
internal static class Words
{
    /// <summary>Lower-case words without accents; apostrophes vanish ("can't" is "cant"), everything else that is no letter or digit parts words.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in Plain(text))
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
            else if (letter is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>Accents and styled letters taken apart; what no normal form takes becomes a space.</summary>
    private static string Plain(string text) => Ascii.IsValid(text) ? text : NormalForm.Takeable(text).Normalize(NormalizationForm.FormKD);

    /// <summary>The stem by the Snowball English stemmer (Porter 2): "injections" and "injected" are both "inject".</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4)
            return word;
        var known = t_stems ??= new(StringComparer.Ordinal);
        if (known.TryGetValue(word, out var stem))
            return stem;
        if (known.Count >= MostKnown)
            known.Clear();
        var stemmer = t_stemmer ??= new EnglishStemmer();
        stemmer.SetCurrent(word);
        stemmer.Stem();
        return known[word] = stemmer.Current;
    }

    // The library is slow, and few words make up most of what is said.
    private const int MostKnown = 20_000;

    [ThreadStatic]
    private static Dictionary<string, string>? t_stems;

    // The library's stemmer keeps its buffers between words and is costly to make.
    [ThreadStatic]
    private static EnglishStemmer? t_stemmer;
}
