using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>Whether a sign is denied: "no numbness", "numbness: none", "legs are not numb".</summary>
internal sealed class Negation(Message message, Language language, Bounds bounds, Cues cues)
{
    private const int Reach = 7, LongestNegator = 6, MostDeniedFirst = 2;
    private const string No = "no", Just = "just";

    /// <summary>The words from the denial to the end of a sign that is denied, or null.</summary>
    public (int Start, int End)? Of(Match sign)
    {
        // "numbness: none", "fever? no"
        if (cues.Near(Cue.Negators, sign.End, sign.End + 1).FirstOrDefault(IsAlone) is { End: > 0 } alone)
            return (sign.Start, alone.End);
        // A sign that itself says "cant" or "no" is not denied by an earlier "no"; only "never lost" and the like is.
        var first = message.Tokens[sign.Start].Text;
        if (language.IsNegative(first))
            return language.IsPast(first) && NeverBefore(sign) is { } never ? (never.Start, sign.End) : null;

        foreach (var negator in cues.Near(Cue.Negators, sign.Start - Reach - LongestNegator, sign.End))
        {
            var inside = negator.Start > sign.Start;
            if (inside ? DeniesWordInside(sign, negator) : Reaches(negator, sign.Start))
                return IsDoubled(negator) ? null : (Math.Min(negator.Start, sign.Start), sign.End);
        }

        return null;
    }

    /// <summary>The "never" right before "lost control".</summary>
    private Match? NeverBefore(Match sign) =>
        cues.Near(Cue.Negators, sign.Start - 3, sign.Start).FirstOrDefault(negator => negator.End == sign.Start && message.Tokens[negator.Start].Text != No) is { End: > 0 } never ? never : null;

    /// <summary>A "no" that is a whole answer: the message or the sentence ends after it, or another thought begins.</summary>
    private bool IsAlone(Match negator)
    {
        if (negator.End - negator.Start != 1 || !language.DeniesAlone(message.Tokens[negator.Start].Text))
            return false;
        return negator.End == message.Tokens.Length || message.Tokens[negator.End].Break != Break.None || message.Tokens[negator.End].EndsScope;
    }

    private bool Reaches(Match negator, int start)
    {
        if (negator.End > start)
            return false;
        var words = 0;
        for (var i = negator.End; i < start; i++)
        {
            ref readonly var token = ref message.Tokens[i];
            // "No numbness, just a fever": what is told after "just" is not denied.
            if (token.Break == Break.Sentence || token.EndsScope || language.IsSubject(token.Text) || (token.Text == Just && i > negator.End) || (language.IsNegative(token.Text) && !language.IsPast(token.Text)))
                return false;
            // A negated verb reaches its object, not the next clause.
            if (!token.Filler && ++words > Reach)
                return false;
        }

        ref readonly var first = ref message.Tokens[start];
        return first.Break != Break.Sentence && first.Text != Just && !(first.Break == Break.Clause && IsPossessed(start)) && !(IsAlone(negator) && first.Break == Break.Clause);
    }

    /// <summary>"no fever, my legs are numb": the possessive starts a new thought.</summary>
    private bool IsPossessed(int start) => language.IsSubject(message.Tokens[start].Text);

    /// <summary>"legs are not numb": the negator stands right before the next word of the sign.</summary>
    private bool DeniesWordInside(Match sign, Match negator)
    {
        if (negator.End >= sign.End || sign.Uses(negator.Start))
            return false;
        var passed = 0;
        for (var i = negator.End; i < sign.End; i++)
        {
            ref readonly var token = ref message.Tokens[i];
            // "legs are not swollen or red": what is denied first stands between.
            if (sign.Uses(i))
                return passed == 0 || message.Tokens[i - 1].Text is "or" or "nor";
            if (token.Break != Break.None || token.EndsScope || language.IsSubject(token.Text) || (!token.Filler && ++passed > MostDeniedFirst + 1))
                return false;
        }

        return false;
    }

    /// <summary>"I don't have no feeling". The same word twice lists ("never passed out never had a seizure"), and a "no" before a new subject answers ("no it's not getting weaker").</summary>
    private bool IsDoubled(Match negator) =>
        cues.Near(Cue.Negators, negator.Start - 4, negator.Start).Any(other =>
            other.End <= negator.Start && other.End >= negator.Start - 2 && !bounds.BreakBetween(other.End, negator.Start + 1) && message.Tokens[negator.Start].Text != No
            && message.Tokens[other.Start].Text != message.Tokens[negator.Start].Text && !IsAnswer(other));

    private bool IsAnswer(Match negator) => message.Tokens[negator.Start].Text == No && negator.End < message.Tokens.Length && language.IsSubject(message.Tokens[negator.End].Text);
}
