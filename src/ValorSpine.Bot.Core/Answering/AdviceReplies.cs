using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What is known in general, beside personal advice that was declined.</summary>
internal static class AdviceReplies
{
    private const double EnoughForAside = 0.65;

    /// <summary>What is known in general, after personal advice was declined: "can I have it with weak bones?" has an answer that is not about this patient.</summary>
    public static Decision.Done WithGeneralFacts(Turn turn, AnswerResult result, Decision.Done declined)
    {
        if (result is not AnswerResult.Found { Article: var article, Considered: [{ Confidence: >= EnoughForAside }, ..] })
            return WithGeneralArticle(turn, result, declined);
        var general = AnsweringReplies.Answer(turn, article).Turn;
        var reply = declined.Turn.Replies[^1];
        return new(declined.Turn with
        {
            State = general.State,
            Replies =
            [
                .. declined.Turn.Replies[..^1],
                reply with
                {
                    Text = $"{reply.Text}\n\n{turn.Say("safety.advice-general")} {turn.Content.Clinic.Fill(article.ShortAnswer.Text)}",
                    Choices = [.. reply.Choices, turn.Choice(ChoiceAction.More)],
                    Citations = [turn.Content.Knowledge.Cite(article, article.ShortAnswer)],
                },
            ],
            Why = declined.Turn.Why with { Topics = [article.Topic] },
        });
    }

    /// <summary>Where no article is sure enough to be said, the nearest is offered: "am I a candidate for decompression?" asks for advice, and there is an article on whom it may suit.</summary>
    public static Decision.Done WithGeneralArticle(Turn turn, AnswerResult result, Decision.Done declined) =>
        AnsweringReplies.NearestOf(turn, result) is { } general
            ? new(declined.Turn with { Replies = [.. declined.Turn.Replies[..^1], declined.Turn.Replies[^1] with { Choices = [.. declined.Turn.Replies[^1].Choices, general] }] })
            : declined;
}
