using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Hears that a message speaks of somebody else and not of the patient: "my neighbour had it two years".</summary>
internal static class Another
{
    private static readonly FrozenSet<string> s_own = FrozenSet.Create("i", "im", "ive", "id", "ill", "me", "myself", "mine", "we", "our", "us", "weve", "were");

    private static readonly FrozenSet<string> s_tells = FrozenSet.Create("is", "was", "has", "had", "did", "does", "got", "gets", "takes", "took", "tried", "died", "went", "goes", "swears", "uses", "used", "broke", "hurt", "hurts", "suffered", "suffers", "who", "whos", "with");

    private static readonly FrozenSet<string> s_has = FrozenSet.Create("has", "had", "have", "history", "got", "is", "was", "did", "does", "takes", "took", "tried", "died", "on", "whos", "who", "with", "gets");

    /// <summary>Whether it tells what somebody else is or has, and nowhere speaks of the patient.</summary>
    public static bool IsSpokenOf(SaidText said)
    {
        // "Nope, my wife is though" answers first; who leaves out whom they speak of, speaks of themselves: "had the MRI when my son was small".
        if (said.Words.Any(s_own.Contains) || said.Words is ["had" or "got" or "did" or "been" or "took" or "tried" or "have", ..] || Enumerable.Range(0, said.Words.Length).Any(at => said.Words[at] is "no" or "nope" or "nah" && (said.StartsClause(at) || said.Words[at - 1] is "so")))
            return false;
        // "Yes, my wife"
        return (said.Words is ["yes" or "yeah" or "yep", "my", var person] && ReadingWords.Others.Contains(person))
            || Enumerable.Range(0, said.Words.Length).Any(at => ReadingWords.Others.Contains(said.Words[at]) && Enumerable.Range(at + 1, 2).Any(next => next < said.Words.Length && said.Clauses[next] == said.Clauses[at] && s_tells.Contains(said.Words[next])));
    }

    /// <summary>Whether what is named is somebody else's: "my mother had cancer", "my hubby had a fusion".</summary>
    public static bool Has(Naming naming, Mention mention)
    {
        var said = naming.Said;
        // "My neighbor is a massage therapist and works on me"
        if (Enumerable.Range(mention.End, said.Words.Length - mention.End).Any(at => naming.IsBeside(at, mention) && said.Words[at] is "me"))
            return false;
        for (var at = mention.At - 1; naming.IsBeside(at, mention); at--)
        {
            if (said.Words[at] is "i" or "me" or "im" or "ive" or "says" or "said" or "thinks" or "made" or "gave" or "told")
                return false;
            // "My wife is, I'm not. She's due in april."
            if (said.Words[at] is "she" or "shes" or "he" or "hes" && said.StartsClause(at) && said.Words[..at].Any(ReadingWords.Others.Contains) && naming.Question is { IsRedFlag: false, IsOfPast: false })
                return true;
            if (ReadingWords.Others.Contains(said.Words[at]) && !naming.Has[at] && Enumerable.Range(at + 1, 2).Any(place => place < mention.End && s_has.Contains(said.Words[place])))
                return true;
        }

        return false;
    }
}
