using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads messages that are an answer from their first word to their last: the words of an option and no more, "both", "all of them".</summary>
internal static class WholeAnswers
{
    /// <summary>The options whose words the message is.</summary>
    public static ImmutableArray<AnswerOption> Options(Question question, SaidText said)
    {
        var words = question.Phrases.Corrected(said).Words;
        var trimmed = Trimmed(words);
        return [.. question.Options.Where(option => option.Phrases.Any(phrase => !phrase.IsDoubtful && (Is(phrase, words) || Is(phrase, trimmed))))];
    }

    /// <summary>"Both of them", "the whole lot" in answer to a question that takes several.</summary>
    public static AnswerReading? AllOrBoth(Question question, ImmutableArray<string> words)
    {
        if (!question.Repeats)
            return null;
        ImmutableArray<string> told = [.. words.Where(word => word is not ("of" or "them" or "the" or "these" or "above" or "on" or "list" or "those" or "ones" or "lol" or "please" or "that" or "your" or "this" or "here"))];
        if (told is ["both"])
            return Chosen.Plain(question) is { Length: 2 } two ? Chosen.Of(question, two) : null;
        if (told is not (["all"] or ["everything"] or ["yes", "all"] or ["all", "yes"] or ["whole", "lot"] or ["lot"] or ["every", "one"] or ["every", "single", "one"] or ["each", "one"] or ["all", "really"] or ["all", "tbh"]))
            return null;
        return question.IsRedFlag ? new AnswerReading.Agreed() : Chosen.Of(question, Chosen.Plain(question));
    }

    private static ImmutableArray<string> Trimmed(ImmutableArray<string> words)
    {
        var (start, end) = (0, words.Length);
        while (start < end && ReadingWords.Fillers.Contains(words[start]))
            start++;
        while (end > start && ReadingWords.Fillers.Contains(words[end - 1]))
            end--;
        return words[start..end];
    }

    private static bool Is(OptionPhrase phrase, ImmutableArray<string> words) =>
        words.Length > 0 && phrase.Slots.Length == words.Length && phrase.Slots.Zip(words).All(pair => pair.First.Takes(pair.Second, OptionPhrase.StemOf(pair.Second)));
}
