using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads who has something of a list and is not sure, or does not say what: "maybe 1", "2 or maybe not", "I have one of these", "most of them". It is never a "none".</summary>
internal static class Admitted
{
    private static readonly FrozenSet<string> s_doubts = FrozenSet.Create("maybe", "possibly", "perhaps", "idk", "unsure", "might", "may", "could", "sure", "certain", "know", "dunno", "probably", "think", "guess", "wondering");

    private static readonly FrozenSet<string> s_around = FrozenSet.Create("not", "dont", "about", "be", "have", "had", "has", "got", "but", "really", "kinda", "a", "little", "bit", "too", "also", "there", "was", "like", "am", "with", "on", "of", "if", "whether");

    private static readonly FrozenSet<string> s_amounts = FrozenSet.Create("all", "most", "some", "several", "many", "few", "couple", "one", "two", "three", "four", "five", "1", "2", "3", "4", "5", "every", "everything", "half");

    private static readonly FrozenSet<string> s_listed = FrozenSet.Create("these", "those", "them", "this", "above", "list", "that");

    private static readonly FrozenSet<string> s_said = FrozenSet.Create("of", "the", "on", "a", "i", "ive", "have", "had", "got", "do", "yes", "yeah", "yep", "think", "maybe", "probably", "at", "least", "about", "like", "or", "more", "than", "pretty", "much", "nearly", "almost", "just", "there", "is", "are", "well", "actually", "did", "and", "lol", "sure", "definitely", "things", "ones", "thing", "your", "here");

    /// <summary>What it says; null where it says anything else.</summary>
    public static AnswerReading? Read(Question question, SaidText said) => Excepted(question, said.Words) ?? InDoubt(question, said) ?? (question.Repeats ? Uncounted(question, said.Words) : null);

    /// <summary>"None but 5", "no to all except 3".</summary>
    private static AnswerReading.Understood? Excepted(Question question, ImmutableArray<string> words)
    {
        var but = Enumerable.Range(0, words.Length).FirstOrDefault(at => words[at] is "but" or "except" or "besides");
        if (!question.Repeats || but == 0 || but == words.Length - 1 || !NoneOfThese.IsNone(words[..but]))
            return null;
        ImmutableArray<string> rest = [.. words[(but + 1)..].SkipWhile(word => word is "for" or "maybe" or "possibly" or "i" or "have")];
        return rest.IsEmpty ? null : Picks.Read(question, rest) as AnswerReading.Understood;
    }

    /// <summary>"Maybe 1", "unsure about 3": whoever is not sure of a sign may have it.</summary>
    private static AnswerReading.Understood? InDoubt(Question question, SaidText said)
    {
        if (question.HasRanges || !said.Words.Any(s_doubts.Contains) || said.IndexOf(["dont", "think"]) >= 0)
            return null;
        ImmutableArray<string> told = [.. said.Words.Where(word => !s_doubts.Contains(word) && !s_around.Contains(word))];
        while (told.Length > 1 && told[^1] is "or" or "no" or "none" or "yes")
            told = told[..^1];
        return Picks.Read(question, told) is AnswerReading.Understood picked && !question.Options.Any(option => option.IsNone && picked.Values.Contains(option.Value)) ? picked : null;
    }

    /// <summary>"I have one of these": which one has to be asked.</summary>
    private static AnswerReading? Uncounted(Question question, ImmutableArray<string> words)
    {
        if (!words.Any(s_amounts.Contains) || !words.Any(s_listed.Contains) || !words.All(word => s_amounts.Contains(word) || s_listed.Contains(word) || s_said.Contains(word)))
            return null;
        if (question.IsRedFlag && words.Any(word => word is "all" or "every" or "everything"))
            return new AnswerReading.Agreed();
        return words.Any(word => word is "all" or "everything") ? null : new AnswerReading.Unclear(Chosen.Plain(question));
    }
}
