using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>What a short answer in free words says.</summary>
internal enum Consent
{
    Neither,
    Yes,
    No,
    Unsure,
    Declined,
}

/// <summary>Reads "yeah I think so", "nope", "not sure", "kinda".</summary>
internal static class YesNo
{
    private static readonly ImmutableArray<(ImmutableArray<string> Phrase, Consent Means)> s_phrases = [.. new (Consent Means, string[] Phrases)[]
    {
        (Consent.Declined, ["rather not say", "prefer not to say", "prefer not to answer", "rather not answer", "rather not", "none of your business", "dont want to say", "dont want to answer", "no comment"]),
        (Consent.Unsure,
        [
            "not sure", "unsure", "not certain", "not really sure", "idk", "i dont know", "i do not know", "dont know", "do not know", "dunno", "no idea", "no clue", "not a clue", "cant remember", "cant recall", "dont remember", "cant say", "cant tell",
            "hard to say", "hard to tell", "who knows", "maybe", "possibly", "perhaps", "might be", "could be", "yes and no", "hmm", "i forget", "unknown", "no way to know", "not 100", "i wonder",
        ]),
        (Consent.No,
        [
            "i dont think so", "dont think so", "do not think so", "i dont believe so", "dont believe so", "not that i know of", "not that im aware of", "not at all", "not really", "not now", "not any", "not yet", "of course not", "definitely not", "absolutely not",
            "certainly not", "no way", "no", "nope", "nah", "naw", "never", "negative", "n", "not me", "i do not", "i dont", "it isnt", "it is not", "i havent", "i have not", "none", "false", "no thanks",
        ]),
        (Consent.Yes,
        [
            "i think so", "think so", "i believe so", "i guess so", "i guess", "i suppose", "of course", "for sure", "yes", "yeah", "yea", "yep", "yup", "ya", "yah", "yess", "yesss", "y", "sure", "sure thing", "definitely", "absolutely", "certainly", "correct", "right", "thats right", "true", "affirmative",
            "kinda", "kind of", "sort of", "sorta", "a little", "a bit", "somewhat", "sometimes", "i do", "i have", "i am", "it is", "it does", "it has", "ok", "okay", "indeed", "sadly yes", "uh huh", "mhm", "probably", "likely", "very much",
        ]),
    }.SelectMany(group => group.Phrases.Select(phrase => (SaidText.WordsOf(phrase), group.Means))).OrderByDescending(pair => pair.Item1.Length)];

    /// <summary>"Maybe two and a half years" is not unsure of anything but the length.</summary>
    private static bool IsSpan(ImmutableArray<string> words, int at) =>
        at < words.Length && Numbers.At(words, at) is not null && words.Skip(at).Take(6).Any(word => Durations.UnitOf(word) is not null);

    /// <summary>
    /// Neither where nothing says it, or where it says both. In a longer message only its first words count, because what follows explains it.
    /// </summary>
    public static Consent Read(SaidText said)
    {
        var (found, at) = (new HashSet<Consent>(), 0);
        while (at < said.Words.Length && (at < 4 || said.Words.Length <= 6))
        {
            var match = s_phrases.FirstOrDefault(pair => said.Has(pair.Phrase.AsSpan(), at));
            if (match.Means is not Consent.Neither && !(match.Phrase is ["maybe" or "probably" or "possibly" or "perhaps"] && IsSpan(said.Words, at + 1)))
                found.Add(match.Means);
            at += match.Means is Consent.Neither ? 1 : match.Phrase.Length;
        }

        if (found.Contains(Consent.Declined))
            return Consent.Declined;
        if (found.Contains(Consent.Unsure))
            return Consent.Unsure;
        return found.Count == 1 ? found.Single() : Consent.Neither;
    }
}
