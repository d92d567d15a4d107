using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>Whether a sign is feared or supposed, and has not happened: "what if", "afraid that".</summary>
internal sealed class Hypotheticality(Message message, Language language, Bounds bounds, Cues cues)
{
    private const int Reach = 12;

    /// <summary>Whether it is supposed.</summary>
    public bool IsSupposed(Match sign) =>
        cues.Near(Cue.Hypothetical, Math.Max(bounds.SentenceStart(sign.Start), sign.Start - Reach), sign.End).Any(cue =>
            cue.Start <= sign.Start && sign.Start - cue.End <= Reach && !bounds.ScopeEndsBetween(cue.End, sign.Start) && !Ends(cue, sign))
        && !cues.InSentence(Cue.New, sign.Start);

    /// <summary>"Which doctor would I see, I think I'm having a heart attack", "don't want to make a fuss, chest pain": what is told after the question or the wish is no part of it.</summary>
    private bool Ends(Match cue, Match sign)
    {
        if (language.IsCondition(message.Tokens[cue.Start].Text))
            return false;
        for (var i = cue.End; i <= sign.Start; i++)
        {
            ref readonly var token = ref message.Tokens[i];
            if ((token.Break != Break.None && i > cue.End) || (language.IsStatement(token.Text) && i > cue.End && !language.IsLink(message.Tokens[i - 1].Text)))
                return true;
        }

        return false;
    }
}
