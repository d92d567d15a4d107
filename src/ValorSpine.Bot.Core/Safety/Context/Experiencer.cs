using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>Whose a sign is.</summary>
internal sealed class Experiencer(Bounds bounds, Cues cues)
{
    private const int LongestCue = 8, Reach = 4;

    /// <summary>Whether somebody else had it, and it is past: "my mom had a stroke".</summary>
    public bool IsSomebodyElseBefore(Match sign) =>
        cues.Near(Cue.OtherPersonPast, sign.Start - LongestCue, sign.End).Any(cue =>
            cue.Start <= sign.Start && (cue.End > sign.Start || (cue.End >= sign.Start - Reach && !bounds.ThoughtBetween(cue.End, sign.Start))))
        && !cues.InSentence(Cue.New, sign.Start);
}
