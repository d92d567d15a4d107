using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>
/// Hears that somebody would rather not say from what its words do: a wish, a denial and a word for telling near each other ("I'd sooner not get into that"), or telling it to somebody else ("I'd prefer to discuss it with the doctor").
/// </summary>
internal static class Declining
{
    private const int Near = 5, FewWords = 4;

    private static readonly FrozenSet<string> s_wishes = FrozenSet.Create("rather", "prefer", "sooner", "want", "wanna", "wish", "care", "like", "choose", "comfortable", "comfy", "going", "gonna", "feel", "ready", "id", "ill", "lets", "would", "will", "wont", "can");

    private static readonly FrozenSet<string> s_denials = FrozenSet.Create("not", "dont", "wont", "no", "never", "wouldnt", "uncomfortable", "cant");

    private static readonly FrozenSet<string> s_telling = FrozenSet.Create("say", "saying", "answer", "answering", "tell", "telling", "discuss", "discussing", "share", "sharing", "talk", "talking", "disclose", "disclosing", "reveal", "respond", "comment", "elaborate", "mention", "show", "showing", "spell", "spelling", "write", "type", "typing", "writing");

    private static readonly FrozenSet<string> s_listeners = FrozenSet.Create("doctor", "dr", "doc", "doctors", "person", "someone", "nurse", "provider", "clinician", "human", "physician", "surgeon", "therapist", "professional", "onc", "oncologist", "gp", "specialist", "consultant", "midwife", "psych", "psychiatrist", "counselor", "counsellor", "priest", "ob", "obgyn", "obstetrician", "gynecologist", "team", "face");

    private static readonly FrozenSet<string> s_closing = FrozenSet.Create("love", "please", "thanks", "on", "this", "that", "it", "one", "question", "here", "ta", "cheers", "for", "now", "me", "ill", "i", "id", "sorry", "the", "lets", "gonna", "going", "to");

    /// <summary>Whether it declines to tell.</summary>
    public static bool In(SaidText said)
    {
        if (Passes(said) || HasEnough(said) || IsKeptFrom(said) || IsLeftBlank(said) || IsKept(said) || IsTooMuch(said))
            return true;
        for (var at = 0; at < said.Words.Length; at++)
        {
            if (!Tells(said, at))
                continue;
            var from = at - 1;
            var (wishes, denies) = (false, false);
            for (; from >= 0 && at - from <= Near && said.Clauses[from] == said.Clauses[at]; from--)
            {
                wishes |= s_wishes.Contains(said.Words[from]) || said.Words[from] is "not" or "dont" or "im";
                denies |= s_denials.Contains(said.Words[from]);
            }

            if (wishes && (denies || IsLeftOut(said, at) ? !IsOfOthers(said, at) : IsLeftToOthers(said, at)))
                return true;
        }

        return false;
    }

    /// <summary>"Pass, love", "I'll pass on this one", "a lady's secret".</summary>
    private static bool Passes(SaidText said) => (said.Words.Length <= FewWords && said.Words is [.., "secret"])
        || (said.Words.Contains("pass") && said.Words.All(word => word is "pass" || s_closing.Contains(word) || ReadingWords.Vocatives.Contains(word)));

    /// <summary>"Please no more cancer questions", "enough with the questions".</summary>
    private static bool HasEnough(SaidText said) => Enumerable.Range(0, said.Words.Length).Any(at => (said.Words[at] is "enough" || (said.Words[at] is "no" && at + 1 < said.Words.Length && said.Words[at + 1] is "more"))
        && said.Words.Skip(at + 1).Take(4).Any(word => word is "question" or "questions" or "asking" or "probing"));

    /// <summary>"I'd rather my husband didn't see that answered".</summary>
    private static bool IsKeptFrom(SaidText said) => Enumerable.Range(0, said.Words.Length).Any(at => said.Words[at] is "rather" or "prefer" or "sooner" && said.Words.Skip(at + 1).Take(3).Any(word => ReadingWords.Others.Contains(word) || word is "nobody" or "noone" or "she" or "he" or "they" or "people")
        && said.Words.Skip(at + 1).Take(7).Any(word => word is "didnt" or "not" or "wouldnt" or "never" or "doesnt") && said.Words.Skip(at + 1).Take(9).Any(word => word is "see" or "saw" or "know" or "knew" or "find" or "read" or "hear" or "heard"));

    /// <summary>"Leave that one blank for me"</summary>
    private static bool IsLeftBlank(SaidText said) => Enumerable.Range(0, said.Words.Length).Any(at => IsLeftOut(said, at) && (said.StartsClause(at) || (said.Words[at - 1] is "please" && said.StartsClause(at - 1))));

    /// <summary>"Keeping that to myself"</summary>
    private static bool IsKept(SaidText said) => Enumerable.Range(0, said.Words.Length).Any(at => said.Words[at] is "keep" or "keeping" && Enumerable.Range(at + 1, 4).Any(place => place + 1 < said.Words.Length && said.Words[place] is "to" or "for" && said.Words[place + 1] is "me" or "myself"));

    /// <summary>"Can't be bothered to say"</summary>
    private static bool IsTooMuch(SaidText said) => Enumerable.Range(1, Math.Max(0, said.Words.Length - 2)).Any(at => said.Words[at] is "bothered" or "arsed" && said.Words[..at].Any(s_denials.Contains) && said.Words.Skip(at + 1).Take(2).Any(s_telling.Contains));

    private static bool Tells(SaidText said, int at) => s_telling.Contains(said.Words[at])
        || (said.Words[at] is "get" or "go" && at + 1 < said.Words.Length && said.Words[at + 1] is "into" or "there") || IsLeftOut(said, at);

    // "I'd rather leave that out"
    private static bool IsLeftOut(SaidText said, int at) => said.Words[at] is "leave" && said.Words.Skip(at + 1).Take(3).Any(word => word is "out" or "blank" or "empty");

    // "They did not say", "I can't say" and "I would not say so" decline nothing.
    private static bool IsOfOthers(SaidText said, int at)
    {
        var clause = Enumerable.Range(0, at).Where(place => said.Clauses[place] == said.Clauses[at]).Select(place => said.Words[place]).ToArray();
        return clause.Any(word => word is "they" or "he" or "she" or "doctor" or "dr" or "nobody" or "didnt" or "cant" or "couldnt" or "know" or "never" or "remember" || ReadingWords.Others.Contains(word))
            // "Don't tell my doctor"
            || (said.Words[at] is "tell" && at + 1 < said.Words.Length && said.Words[at + 1] is "my" or "him" or "her" or "the" or "anyone" or "anybody")
            || (said.Words[at] is "say" or "tell" && clause.Any(word => word is "would" or "wouldnt" or "can" or "could" or "couldnt" or "id") && !clause.Any(word => word is "rather" or "prefer" or "sooner" or "like" or "care"));
    }

    private static bool IsLeftToOthers(SaidText said, int at) =>
        Enumerable.Range(0, at).Any(place => said.Words[place] is "rather" or "prefer" or "sooner" or "ill" or "wait") && said.Words.Skip(at + 1).Any(s_listeners.Contains);
}
