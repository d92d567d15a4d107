namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads words as they are typed in a hurry or as they sound: "2day", "nowt", "wot", "need 2 see a doc".</summary>
internal static class TextSpeak
{
    /// <summary>The common word that is typed so, or null.</summary>
    public static string? Meant(string word) => TextSpeakWords.Meant.GetValueOrDefault(word);

    /// <summary>"Need 2 see a doc", "booked 4 tuesday": the figure stands for the small word that sounds like it.</summary>
    public static string BySound(List<string> words, int at)
    {
        if (words[at] is not ("2" or "4") || at == 0 || at + 1 >= words.Count || TextSpeakWords.BeforeFigure.Contains(words[at - 1]))
            return words[at];
        return words[at] is "2" ? (TextSpeakWords.AfterTo.Contains(words[at + 1]) ? "to" : "2") : TextSpeakWords.AfterFor.Contains(words[at + 1]) ? "for" : "4";
    }
}
