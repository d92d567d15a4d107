using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Finds an item of a list that was not understood: of "massage and the sauna" the second.</summary>
internal static class Unread
{
    private const int MostWords = 4, ShortestWord = 3, MostLeft = 2;

    /// <summary>Words that make a few words a remark rather than an item of a list.</summary>
    private static readonly FrozenSet<string> s_remarks = FrozenSet.Create(
        "it", "they", "he", "she", "them", "him", "her", "helped", "help", "helps", "didnt", "doesnt", "worked", "works", "work", "was", "were", "waste", "useless", "nothing", "every", "since", "twice", "once", "times", "daily", "weekly", "thats", "years", "months", "weeks", "days", "year", "month",
        "week", "day", "doctor", "please", "thanks", "guess", "think", "last", "long", "time", "age", "can", "want", "dont", "but", "not", "no", "never", "though", "because", "when", "if", "what", "you", "your", "now", "then", "ago", "better", "worse", "good", "bad", "lot", "all", "some", "more", "too", "also", "same", "as", "at",
        "level", "levels", "left", "right", "side", "both", "neck", "back", "spine", "low", "lower", "sure", "maybe", "probably", "really", "still", "here", "there", "again", "after", "before", "during", "while", "until", "under", "over", "pain", "used", "use", "like", "need", "give", "gave", "got", "get", "far", "only", "just", "ever", "lol", "haha", "god");

    /// <summary>Whether a short part of a message that names other options was not understood.</summary>
    public static bool Within(SaidText said, ImmutableArray<Mention> mentions)
    {
        var named = mentions.SelectMany(mention => mention.Places).ToHashSet();
        var from = 0;
        for (var at = 0; at <= said.Words.Length; at++)
        {
            var parts = at == said.Words.Length || said.Words[at] is "and" or "plus" or "or" || (at > from && said.Clauses[at] != said.Clauses[at - 1]);
            if (!parts)
                continue;
            if (IsItem(said.Words, from, at, named))
                return true;
            from = at < said.Words.Length && said.Words[at] is "and" or "plus" or "or" ? at + 1 : at;
        }

        return false;
    }

    /// <summary>Whether so many words belong to nothing that was understood that they may name something more.</summary>
    public static bool IsMuch(SaidText said, ImmutableArray<Mention> mentions)
    {
        var named = mentions.SelectMany(mention => mention.Places).ToHashSet();
        return Enumerable.Range(0, said.Words.Length).Where(at => !named.Contains(at)).Select(at => said.Words[at]).Distinct().Count(IsTelling) >= MostLeft;
    }

    private static bool IsTelling(string word) => word.Length >= ShortestWord && word.All(char.IsLetter) && !s_remarks.Contains(word) && !ReadingWords.Fillers.Contains(word) && !ReadingWords.None.Contains(word)
        && !ReadingWords.Main.Contains(word) && !ReadingWords.Minor.Contains(word) && Numbers.At([word], 0) is null && Durations.UnitOf(word) is null;

    private static bool IsItem(ImmutableArray<string> words, int from, int to, HashSet<int> named)
    {
        if (to - from is < 1 or > MostWords || Enumerable.Range(from, to - from).Any(named.Contains))
            return false;
        ImmutableArray<string> part = words[from..to];
        return !part.Any(s_remarks.Contains) && part.Any(word => word.Length >= ShortestWord && word.All(char.IsLetter) && !ReadingWords.Fillers.Contains(word) && !ReadingWords.None.Contains(word) && Numbers.At([word], 0) is null);
    }
}
