using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>Whether a sign is only asked about: "what is foot drop", "a symptom of", "I want to know when".</summary>
internal sealed class Generality(Message message, Language language, Bounds bounds, Cues cues)
{
    private const int QuestionReach = 30, FewestOfQuestion = 2, NearBefore = 3, LongestPerson = 3, MostBeforeQuestion = 2;

    /// <summary>Whether it is asked about in general, and not told of.</summary>
    public bool IsGeneral(Match sign)
    {
        if (IsWishedToKnow(sign))
            return true;
        if (IsPersonal(sign))
            return false;
        return cues.InSentence(Cue.Generic, sign.Start) || (IsInQuestion(sign) && !cues.InSentence(Cue.New, sign.Start));
    }

    /// <summary>"I want to know what foot drop is", but not "I want to know why I can't pee".</summary>
    private bool IsWishedToKnow(Match sign) =>
        cues.Near(Cue.WishToKnow, bounds.SentenceStart(sign.Start), sign.Start).Any(wish => wish.End <= sign.Start && !cues.Near(Cue.Personal, wish.End, sign.End).Any(person => person.Start >= wish.End))
        && !cues.InSentence(Cue.New, sign.Start);

    private bool IsPersonal(Match sign) =>
        cues.Near(Cue.Personal, sign.Start - NearBefore - LongestPerson, sign.End).Any(cue => cue.End > sign.Start - NearBefore && !bounds.SentenceBetween(cue.Start, sign.Start));

    /// <summary>"does", "what": the question opens the sentence or the clause that the sign is in.</summary>
    private bool IsInQuestion(Match sign) =>
        cues.Near(Cue.QuestionOpeners, Math.Max(bounds.SentenceStart(sign.Start), sign.Start - QuestionReach), sign.Start + 1).Any(opener =>
            opener.End <= sign.Start + 1 && !StatesAfter(opener, sign) && (bounds.OpensClause(opener.Start) || IsGreeted(opener.Start)));

    /// <summary>"Do you take Aetna I can't feel my legs": a question that runs on into a statement, with no stop between.</summary>
    private bool StatesAfter(Match opener, Match sign)
    {
        for (var i = opener.End + FewestOfQuestion; i <= sign.Start; i++)
        {
            if (language.IsStatement(message.Tokens[i].Text) && !language.IsLink(message.Tokens[i - 1].Text))
                return true;
        }

        return false;
    }

    /// <summary>"Hi, what is …", "so is …".</summary>
    private bool IsGreeted(int start) => start - bounds.SentenceStart(start) <= MostBeforeQuestion && language.LeadsUp(message.Tokens[bounds.SentenceStart(start)].Text);
}
