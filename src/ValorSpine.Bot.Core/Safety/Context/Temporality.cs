using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>When a sign was: past, long-standing, or neither.</summary>
internal sealed class Temporality(Message message, Language language, Bounds bounds, Cues cues)
{
    private const int ResolvedReach = 20, PastReach = 4, OldReach = 2;

    /// <summary>Whether it was and has ended: "years ago", "all good now".</summary>
    public bool IsPast(Match sign)
    {
        if (cues.InSentence(Cue.New, sign.Start) || IsInPresentTense(sign))
            return false;
        if (cues.Near(Cue.Resolved, sign.End, Math.Min(bounds.SentenceEnd(sign.Start), sign.End + ResolvedReach)).Any(cue => cue.Start >= sign.End && !bounds.ScopeEndsBetween(sign.End, cue.Start)))
            return true;
        return cues.Near(Cue.Past, sign.Start - 6, sign.End + 8).Any(cue => FollowsAsPast(sign, cue) || Overlaps(sign, cue) || OpensAsPast(sign, cue));
    }

    /// <summary>Whether it has long been so, and nothing changed: "for years", "nothing new".</summary>
    public bool IsLongStanding(Match sign)
    {
        if (cues.InSentence(Cue.New, sign.Start))
            return false;
        if (cues.InSentence(Cue.Unchanged, sign.Start))
            return true;
        return cues.Near(Cue.OldAfter, sign.End - 4, sign.End + 4).Any(cue => FollowsAsOld(sign, cue))
               || cues.Near(Cue.OldBefore, sign.Start - 5, sign.End).Any(cue => PrecedesAsOld(sign, cue) || (cue.Start > sign.Start && cue.End < sign.End));
    }

    /// <summary>"Foot drop in 2015"</summary>
    private bool FollowsAsPast(Match sign, Match cue) =>
        cue.Start >= sign.End && cue.Start - sign.End <= PastReach && !bounds.ThoughtBetween(sign.End, cue.Start) && !SaysPast(sign.End, cue.Start) && IsInSameThought(sign, cue);

    /// <summary>"In 2015 I had foot drop": before the sign only where it opens the thought and a verb in the past follows.</summary>
    private bool OpensAsPast(Match sign, Match cue) =>
        cue.End <= sign.Start && sign.Start - cue.End <= PastReach && SaysPast(cue.End, sign.Start + 1) && (cue.Start == bounds.SentenceStart(sign.Start) || message.Tokens[cue.Start].Break != Break.None);

    private static bool Overlaps(Match sign, Match cue) => cue.Start < sign.End && cue.End > sign.Start;

    private bool FollowsAsOld(Match sign, Match cue) =>
        cue.End >= sign.End && cue.Start - sign.End <= OldReach && !bounds.ThoughtBetween(sign.End, Math.Max(sign.End, cue.Start)) && IsInSameThought(sign, cue);

    private bool PrecedesAsOld(Match sign, Match cue) =>
        cue.End <= sign.Start && sign.Start - cue.End <= OldReach && !bounds.ThoughtBetween(cue.End, sign.Start) && !bounds.SentenceBetween(cue.Start, sign.Start);

    /// <summary>"Chest pain. Years ago." is about the pain; "chest pain! my disc since last summer" is not.</summary>
    private bool IsInSameThought(Match sign, Match cue) => cue.Start <= sign.End || !bounds.SentenceBetween(sign.Start, cue.Start);

    private bool IsInPresentTense(Match sign)
    {
        var present = false;
        for (var i = Math.Max(bounds.SentenceStart(sign.Start), sign.Start - 2); i < sign.End; i++)
        {
            var word = message.Tokens[i].Text;
            if (language.IsPast(word))
                return false;
            present |= language.IsPresent(word);
        }

        return present;
    }

    private bool SaysPast(int from, int to)
    {
        for (var i = from; i < to && i < message.Tokens.Length; i++)
        {
            if (language.IsPast(message.Tokens[i].Text))
                return true;
        }

        return false;
    }
}
