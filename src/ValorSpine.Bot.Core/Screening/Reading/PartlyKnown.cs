namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells "I don't know" from an answer that knows much and leaves one thing open.</summary>
internal static class PartlyKnown
{
    private const int FewestWords = 4, MostOther = 2, OpeningWords = 3, ShortestWord = 4;

    /// <summary>Whether a message that says that somebody is not sure tells something besides that may be an answer in part.</summary>
    public static bool Tells(Question question, SaidText said)
    {
        // Who opens with it means all that follows.
        if (said.Words.Length < FewestWords || YesNo.Read(said.Until(Math.Min(said.Words.Length, OpeningWords))) is Consent.Unsure)
            return false;
        return Enumerable.Range(0, said.Words.Length).Count(at => question.Phrases.Tells(said.Words[at]) || IsOther(said.Words[at])) > MostOther;
    }

    private static bool IsOther(string word) => word.Length >= ShortestWord && !ReadingWords.Fillers.Contains(word) && !ReadingWords.None.Contains(word) && !ReadingWords.Hedges.Contains(word) && !IsOfDoubt(word);

    private static bool IsOfDoubt(string word) => word is "know" or "remember" or "recall" or "sure" or "unsure" or "idea" or "clue" or "dont" or "cant" or "couldnt" or "tell" or "which" or "what" or "whether" or "maybe" or "might" or "really" or "certain" or "exactly" or "honestly" or "dunno" or "forget" or "forgot";
}
