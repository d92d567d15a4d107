using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>Lets a language model word the answer that was found, behind the <see cref="Gate"/>.</summary>
internal static class Rewording
{
    /// <summary>What is needed of a model first, or the turn as it is said.</summary>
    public static (ModelRequest? Needed, TurnResult Said) Of(Turn turn, TurnResult result)
    {
        if (AnsweredFrom(turn, result) is not { } article)
            return (null, result);
        var passages = turn.Content.Gate.PassagesOf(article, turn.Content.Clinic.Fill);
        if (turn.Facts.ToldFor(ModelUse.Reword) is not { } told)
            return (new ModelRequest.Reword(Masked.Of(turn.Text, turn.State).Text, passages), result);
        if (told.Result is not ModelResult.Worded { Sentences: var sentences })
            return (null, Noted(result, new(ModelUse.Reword, Refining.WhyNot(told.Result))));

        var gated = turn.Content.Gate.Pass(sentences, passages);
        var noted = Noted(result, new(ModelUse.Reword, gated.Text is null ? "not passed" : "passed", gated));
        return (null, gated.Text is null || gated.Text == result.Replies[0].Text ? noted : Worded(turn, noted, article, gated));
    }

    /// <summary>The article whose short answer is all that is said, word for word; null for everything else, above all where a warning sign is near.</summary>
    private static Article? AnsweredFrom(Turn turn, TurnResult result) =>
        Refining.MayBeAsked(turn, ModelUse.Reword) && turn is { Text.Length: > 0, Action: null, State.Active: ActiveDialog.None }
        && result is { Outcome: Outcome.Answer, Why: { DecidedBy: "answering", ShownIn: null }, Replies: [{ Card: null, Citations: [var cited] } reply] }
        && turn.Content.Knowledge.Find(cited.Article) is { } article && cited.Section == article.ShortAnswer.Id && reply.Text == turn.Content.Clinic.Fill(article.ShortAnswer.Text)
            ? article
            : null;

    private static TurnResult Worded(Turn turn, TurnResult result, Article article, GatedAnswer gated)
    {
        var key = article.Review.IsDone ? "answering.worded-reviewed" : "answering.worded";
        var reply = result.Replies[0];
        var said = article.Sections.SelectMany(section => section.Sentences).ToArray();
        var cited = gated.Sentences.SelectMany(sentence => sentence.Says).SelectMany(number => said[number - 1].Sources).Distinct();
        return result with
        {
            Replies =
            [
                reply with
                {
                    Text = $"{gated.Text}\n\n{turn.Say(key)}",
                    IsWordedByModel = true,
                    // Where there is room for little, the article's own words are said: whole, and with their limits first.
                    Brief = reply.Brief ?? reply.Text,
                    Choices = [.. reply.Choices, turn.Choice(ChoiceAction.Staff)],
                    Citations = [turn.Content.Knowledge.Cite(article, article.ShortAnswer, [.. cited])],
                },
            ],
        };
    }

    private static TurnResult Noted(TurnResult result, ModelNote note) => result with { Why = result.Why with { Models = [.. result.Why.Models, note] } };
}
