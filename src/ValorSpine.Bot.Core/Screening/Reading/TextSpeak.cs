using System.Collections.Frozen;
using System.Text;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads words as they are typed in a hurry or as they sound: "2day", "nowt", "wot", "need 2 see a doc".</summary>
internal static class TextSpeak
{
    private static readonly Lazy<FrozenSet<string>> s_common = new(() => CommonWords.All.Select(pair => pair.Word).ToFrozenSet());

    /// <summary>The common word that is typed so, or null.</summary>
    public static string? Meant(string word) => TextSpeakWords.Meant.GetValueOrDefault(word);

    /// <summary>"Skippp", "sooo", "yesss" without the letters that draw them out. "Feeel" is "feel" and not "fel".</summary>
    public static string Shortened(string word)
    {
        if (!IsDrawnOut(word))
            return word;
        var twice = Cut(word, 2);
        return s_common.Value.Contains(twice) || ReadingWords.Fillers.Contains(twice) ? twice : Cut(word, 1);
    }

    /// <summary>"Need 2 see a doc", "booked 4 tuesday": the figure stands for the small word that sounds like it.</summary>
    public static string BySound(List<string> words, int at)
    {
        if (words[at] is not ("2" or "4") || at == 0 || at + 1 >= words.Count || TextSpeakWords.BeforeFigure.Contains(words[at - 1]))
            return words[at];
        return words[at] is "2" ? (TextSpeakWords.AfterTo.Contains(words[at + 1]) ? "to" : "2") : TextSpeakWords.AfterFor.Contains(words[at + 1]) ? "for" : "4";
    }

    /// <summary>Whether a letter stands three times in a row, in a word of several letters: "iii" is a number.</summary>
    private static bool IsDrawnOut(string word) =>
        word.Any(letter => letter != word[0]) && Enumerable.Range(0, Math.Max(0, word.Length - 2)).Any(at => char.IsLetter(word[at]) && word[at] == word[at + 1] && word[at] == word[at + 2]);

    /// <summary>A word in which no letter stands more often in a row than so many times where it stood three times and more.</summary>
    private static string Cut(string word, int most)
    {
        var cut = new StringBuilder(word.Length);
        for (var at = 0; at < word.Length;)
        {
            var end = at + 1;
            while (end < word.Length && word[end] == word[at])
                end++;
            cut.Append(word[at], end - at >= 3 ? most : end - at);
            at = end;
        }

        return cut.ToString();
    }
}
