using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>How hard a text is to read: the Flesch-Kincaid grade with a simple count of syllables (PL-01).</summary>
internal sealed class Readability
{
    private readonly HashSet<string> _names;
    private readonly int _longest;

    /// <param name="names">Names of treatments: patients bring these words with them, so each counts as one short word.</param>
    public Readability(IEnumerable<string> names)
    {
        var split = names.Select(Words.Split).ToArray();
        _names = [.. split.Select(name => string.Join(' ', name))];
        _longest = split.Select(name => name.Count).DefaultIfEmpty().Max();
    }

    /// <summary>The sentences of a text.</summary>
    public static string[] Sentences(string text) => Regex.Split(text, @"(?<=[.!?])\s+", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>How many words a text has; a word with a hyphen is one.</summary>
    public static int WordsIn(string text) => text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));

    /// <summary>The years of school that it takes.</summary>
    public double GradeOf(string text)
    {
        var sentences = Sentences(Regex.Replace(text, @"\{\w+\}", "911", RegexOptions.None, TimeSpan.FromSeconds(1))).Select(sentence => SyllablesOf(Words.Split(sentence)).ToArray()).Where(words => words.Length > 0).ToArray();
        double words = sentences.Sum(sentence => sentence.Length);
        return words == 0 ? 0 : (0.39 * words / sentences.Length) + (11.8 * sentences.Sum(sentence => sentence.Sum()) / words) - 15.59;
    }

    private IEnumerable<int> SyllablesOf(List<string> words)
    {
        for (var at = 0; at < words.Count;)
        {
            var name = NameAt(words, at);
            yield return name > 0 ? 1 : Syllables(words[at]);
            at += Math.Max(1, name);
        }
    }

    private int NameAt(List<string> words, int at)
    {
        for (var length = Math.Min(_longest, words.Count - at); length > 0; length--)
        {
            if (_names.Contains(string.Join(' ', words.GetRange(at, length))))
                return length;
        }

        return 0;
    }

    private static int Syllables(string word)
    {
        var vowels = 0;
        for (var at = 0; at < word.Length; at++)
            vowels += IsVowel(word[at]) && (at == 0 || !IsVowel(word[at - 1])) ? 1 : 0;
        // A silent e at the end: "pulse", "places", "eased".
        var silent = (word.EndsWith('e') && !EndsIn(word, "le", "ee", "ye")) || (word.EndsWith("es", StringComparison.Ordinal) && !EndsIn(word, "ses", "zes", "ches", "shes", "xes", "ges", "ces", "les", "ies"))
            || (word.EndsWith("ed", StringComparison.Ordinal) && !EndsIn(word, "ted", "ded"));
        return Math.Max(1, silent ? vowels - 1 : vowels);
    }

    private static bool EndsIn(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
