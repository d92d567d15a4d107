using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>
/// The Flesch-Kincaid grade of a text: the US school year in which most readers can follow it. Names of treatments count as one short word (rule PL-01): a patient has to
/// learn "biologic disc repair" anyway, and what is measured is the rest.
/// </summary>
public static partial class ReadingGrade
{
    /// <summary>The grade of the sentences together; 0 where there are no words.</summary>
    /// <param name="sentences">One sentence, or one point of a list, each.</param>
    /// <param name="names">Names that count as one short word, however long they are; case does not matter.</param>
    public static double Of(IReadOnlyCollection<string> sentences, IEnumerable<string> names)
    {
        var pattern = PatternOf(names);
        var words = sentences.SelectMany(sentence => WordsOf(pattern.Length == 0 ? sentence : Regex.Replace(sentence, pattern, "name", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)))).ToArray();
        return words.Length == 0 ? 0 : (0.39 * words.Length / sentences.Count) + (11.8 * words.Sum(SyllablesOf) / words.Length) - 15.59;
    }

    /// <summary>The words as a reader counts them: "face-down" and "isn't" are one each.</summary>
    public static IReadOnlyList<string> WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    /// <summary>How many syllables a word seems to have: runs of vowels, without the endings that are written but not spoken.</summary>
    public static int SyllablesOf(string word)
    {
        var letters = string.Concat(word.ToLowerInvariant().Where(char.IsAsciiLetter));
        var count = Vowels().Count(letters);
        if (letters.EndsWith('e') && !EndsIn(letters, "le", "ee", "ye") && count > 1)
            count--;
        if (letters.EndsWith("es", StringComparison.Ordinal) && !EndsIn(letters, "ses", "zes", "ches", "shes", "xes", "ges", "ces", "les", "ies") && count > 1)
            count--;
        if (letters.EndsWith("ed", StringComparison.Ordinal) && !EndsIn(letters, "ted", "ded") && count > 1)
            count--;
        return Math.Max(1, count);
    }

    /// <summary>The longest first: "spinal decompression" is one name, not a word and a name.</summary>
    private static string PatternOf(IEnumerable<string> names)
    {
        var ordered = names.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).Select(Regex.Escape).ToArray();
        return ordered.Length == 0 ? "" : $@"\b(?:{string.Join('|', ordered)})\b";
    }

    private static bool EndsIn(string letters, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (letters.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    [GeneratedRegex("[A-Za-z0-9'’-]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex("[aeiouy]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Vowels();
}
