using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Hears that a message speaks of somebody else and not of the patient: "my neighbour had it two years".</summary>
internal static class Another
{
    private static readonly FrozenSet<string> s_own = FrozenSet.Create("i", "im", "ive", "id", "ill", "me", "myself", "mine", "we", "our", "us", "weve", "were");

    private static readonly FrozenSet<string> s_tells = FrozenSet.Create("is", "was", "has", "had", "did", "does", "got", "gets", "takes", "took", "tried", "died", "went", "goes", "swears", "uses", "used", "broke", "hurt", "hurts", "suffered", "suffers", "who", "whos", "with");

    /// <summary>Whether it tells what somebody else is or has, and nowhere speaks of the patient.</summary>
    public static bool IsSpokenOf(SaidText said)
    {
        // "Nope, my wife is though" answers first.
        if (said.Words.Any(s_own.Contains) || Enumerable.Range(0, said.Words.Length).Any(at => said.Words[at] is "no" or "nope" or "nah" or "yes" or "yeah" or "yep" && (said.StartsClause(at) || said.Words[at - 1] is "so")))
            return false;
        return Enumerable.Range(0, said.Words.Length).Any(at => ReadingWords.Others.Contains(said.Words[at]) && Enumerable.Range(at + 1, 2).Any(next => next < said.Words.Length && said.Clauses[next] == said.Clauses[at] && s_tells.Contains(said.Words[next])));
    }
}
