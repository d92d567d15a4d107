using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells a question of the patient's from an answer: "is it safe?" from "is worse at night".</summary>
internal static class Asking
{
    private static readonly FrozenSet<string> s_openers = FrozenSet.Create("so", "ok", "okay", "well", "and", "but", "um", "uh", "hi", "hey", "hello", "sorry", "wait", "lol", "btw", "honestly", "actually", "please", "oh", "hmm", "also", "just", "yeah", "first");

    private static readonly FrozenSet<string> s_askers = FrozenSet.Create("what", "whats", "why", "how", "hows", "who", "whos", "which", "whose", "wat", "y");

    private static readonly FrozenSet<string> s_timeOrPlace = FrozenSet.Create("when", "where");

    private static readonly FrozenSet<string> s_verbs = FrozenSet.Create("is", "are", "does", "do", "did", "can", "could", "will", "would", "should", "am", "was", "were", "has", "have");

    private static readonly FrozenSet<string> s_asked = FrozenSet.Create(
        "i", "you", "u", "it", "this", "that", "the", "there", "we", "they", "he", "she", "your", "these", "those", "an", "anyone", "anybody", "someone", "people", "insurance", "fusion", "surgery", "mri", "mris", "decompression", "fibrin", "ya", "medicare", "all");

    private static readonly FrozenSet<string> s_judged = FrozenSet.Create("ok", "okay", "safe", "allowed", "possible", "dangerous", "harmful", "covered", "same", "normal", "necessary", "required");

    /// <summary>Whether it asks something rather than answers.</summary>
    public static bool Asks(SaidText said)
    {
        var words = said.Words;
        // "Not sure what you mean by saddle"
        if (said.IndexOf(["you", "mean"]) is >= 0 and var mean && words[Math.Max(0, mean - 2)..mean].Any(word => word is "what" or "do" or "dont"))
            return true;
        var at = 0;
        while (at < words.Length && s_openers.Contains(words[at]))
            at++;
        if (at < words.Length && Opens(said, at))
            return true;
        if (!EndsInQuestionMark(said.Raw))
            return false;
        // "You recommend chiro?"
        if (words is ["you", ..])
            return true;
        // "The second one?" is an answer in doubt. A longer message that ends in a question asks it.
        return words.Length > 4 || Enumerable.Range(0, words.Length).Any(place => said.StartsClause(place) && Opens(said, place) || s_askers.Contains(words[place]));
    }

    /// <summary>Whether any part of it asks: "had steroid shots, why does that matter".</summary>
    public static bool AsksAnywhere(SaidText said) =>
        Asks(said) || Enumerable.Range(1, Math.Max(0, said.Words.Length - 1)).Any(at => said.StartsClause(at) && !s_timeOrPlace.Contains(said.Words[at]) && (s_askers.Contains(said.Words[at]) || EndsInQuestionMark(said.Raw)) && Opens(said, at));

    private static bool Opens(SaidText said, int at)
    {
        var words = said.Words;
        var next = at + 1 < words.Length ? words[at + 1] : "";
        // "Just tell me what my options are" answers what matters.
        if (words[at] is "tell" && next is "me" || words[at] is "explain")
            return !words.Any(word => word is "options" or "choices") || EndsInQuestionMark(said.Raw);
        if (words[at] is "who" or "god" or "lord" && next is "knows")
            return false;
        if (s_askers.Contains(words[at]))
            return words[at] is not "y" && !(words[at] is "what" && next is "matters" or "i" or "gets" or "hurts" or "they" or "matter") || (words[at] is "y" && s_verbs.Contains(next));
        if (s_timeOrPlace.Contains(words[at]))
            return s_verbs.Contains(next);
        // "Is ibuprofen even ok to take", and not "is ok when I sit".
        if (words[at] is "is" or "are" && !s_judged.Contains(next) && words.Skip(at + 2).Take(4).Any(s_judged.Contains))
            return true;
        // "Have I" asks, "have had" tells.
        return s_verbs.Contains(words[at]) && !(words[at] is "did" && next is "the" or "all" or "that" && !EndsInQuestionMark(said.Raw)) && (s_asked.Contains(next) || (words[at] is "does" && next.Length > 0 && next is not "not") || (words[at] is "does" or "do" or "can" or "could" or "should" or "will" && next.Length > 0 && !IsDenial(next) && EndsInQuestionMark(said.Raw)) || (words[at] is "is" or "are" && EndsInQuestionMark(said.Raw)));
    }

    private static bool IsDenial(string word) => word is "not" or "no" or "have" or "know";

    private static bool EndsInQuestionMark(string raw)
    {
        for (var at = raw.Length - 1; at >= 0; at--)
        {
            if (raw[at] is '?' or '¿' or '？')
                return true;
            if (char.IsLetterOrDigit(raw[at]))
                return false;
        }

        return false;
    }
}
