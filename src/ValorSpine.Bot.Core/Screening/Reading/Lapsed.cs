using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Finds that something was so and is no more: "stopped breastfeeding at christmas", "used to be worse at night, but not now".</summary>
internal static class Lapsed
{
    private const int Near = 4;

    private static readonly FrozenSet<string> s_ending = FrozenSet.Create("stopped", "quit", "finished", "weaned", "ended", "beat");

    private static readonly FrozenSet<string> s_ended = FrozenSet.Create("gone", "resolved", "healed", "cleared", "weaned", "ended", "finished", "passed", "benign", "over", "stopped", "negative");

    private static readonly FrozenSet<string> s_now = FrozenSet.Create("now", "anymore", "nowadays", "today", "lately", "currently", "since");

    private static readonly FrozenSet<string> s_past = FrozenSet.Create("was", "were", "used", "originally", "initially", "began", "started", "before", "first", "earlier");

    /// <summary>Where what is so now begins, after what was so before: "neck, that was last year, now it's the low back". 0 where nothing is told so.</summary>
    public static int Nowadays(SaidText said)
    {
        var at = NowAt(said);
        return at > 0 && said.Words[at] is "these" ? at + 2 : at;
    }

    private static int NowAt(SaidText said) =>
        Enumerable.Range(1, Math.Max(0, said.Words.Length - 2)).LastOrDefault(at => (said.Words[at] is "now" or "nowadays" or "lately" or "currently" || (said.Words[at] is "these" && said.Words[at + 1] is "days")) && (said.StartsClause(at) || said.Words[at - 1] is "but" or "and") && said.Words[..at].Any(s_past.Contains));

    /// <summary>Whether it ended, in the words right around it.</summary>
    public static bool HasEnded(SaidText said, Mention mention, bool[] named)
    {
        var clause = said.Clauses[mention.At];
        for (var at = mention.At - 1; at >= 0 && mention.At - at <= Near && said.Clauses[at] == clause; at--)
        {
            if (s_ending.Contains(said.Words[at]))
                return true;
        }

        for (var at = mention.End; at < said.Words.Length && said.Sentences[at] == said.Sentences[mention.At] && said.Clauses[at] <= clause + 1 && !named[at]; at++)
        {
            // "Blood thinner until last year"
            if (said.Words[at] is "until" or "till" or "til" && said.Clauses[at] == clause)
                return true;
            // "It was nothing", "turned out to be nothing"
            if (said.Words[at] is "nothing" && said.Words[Math.Max(0, at - 3)..at].Any(word => word is "was" or "turned"))
                return true;
            // "Over it", "all gone", "was benign"; not "over 200", and not "never gone".
            if (s_ended.Contains(said.Words[at]) && !said.Words[mention.End..at].Any(ReadingWords.Negators.Contains) && !(said.Words[at] is "over" && at + 1 < said.Words.Length && said.Words[at + 1] is not ("it" or "now" or "that")))
                return true;
        }

        return false;
    }

    /// <summary>Whether it was so before, and what is so now is told after it.</summary>
    public static bool IsFormer(SaidText said, Mention mention)
    {
        var clause = said.Clauses[mention.At];
        var first = said.Clauses.IndexOf(clause);
        var before = said.Words[first..mention.At];
        var usedTo = Enumerable.Range(0, Math.Max(0, before.Length - 1)).Any(at => before[at] is "used" && before[at + 1] is "to");
        if (!usedTo && !before.Any(word => word is "was" or "were" or "originally" or "initially"))
            return false;
        var last = said.Clauses.LastIndexOf(clause);
        // "Was breastfeeding until march"
        if (said.Words[mention.End..(last + 1)].Any(word => word is "until" or "till" or "til"))
            return true;
        return said.Words[(last + 1)..].Any(word => s_now.Contains(word) && (usedTo || word is not "since"));
    }

    /// <summary>"Just got over the flu".</summary>
    public static bool IsOvercome(SaidText said, Mention mention)
    {
        var first = Math.Max(1, mention.At - Near + 1);
        return Enumerable.Range(first, mention.End - first).Any(at => said.Clauses[at] == said.Clauses[mention.At]
            && ((said.Words[at] is "over" && said.Words[at - 1] is "got" or "get" or "getting" or "gotten") || (said.Words[at] is "from" && said.Words[at - 1] is "recovered" or "recovering")));
    }
}
