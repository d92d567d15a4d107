using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Says what was found for a question: the article, which of a few, that there is no answer; or declines advice, or compares.</summary>
internal static class ResultReplies
{
    /// <summary>Above it, one article is so probable that no other reading of the words counts.</summary>
    private const double EnoughForGeneral = 0.85;

    /// <summary>Above it, what a message without an answer is nearest to is worth a button.</summary>
    private const double EnoughToOffer = 0.2;

    /// <summary>Limits whose words also stand in questions of fact: "can I have decompression with osteoporosis" has a general answer.</summary>
    private static readonly string[] s_mayBeGeneral = ["candidate", "treatment-choice", "diagnosis", "prognosis"];

    private const int LongestThanks = 8;
    private static readonly string[] s_thanks = ["thanks", "thank", "thankyou", "thx", "ty"], s_noThanks = ["nothing", "no", "not", "but"];

    /// <summary>The reply to what was found.</summary>
    public static Decision Say(Turn turn, string? intent, AnswerResult result)
    {
        var before = turn.State;
        turn = turn with { State = before with { AskedLast = result is AnswerResult.Nothing { Reason: NoAnswer.NoTopic } or AnswerResult.Declined { Article.GoesTo: "nobody" } && turn.Safety.Advice is null ? null : AskedLast.Of(turn.Text, turn.Content.Answering.QuestionsIn(turn.Text), turn.Safety.Advice ?? (result is AnswerResult.Requested { Kind: "advice" } ? "learned" : null), before.Frame?.Article) } };
        if (turn.Safety.Advice is { } limit && !(s_mayBeGeneral.Contains(limit) && (IsClear(result) || result is AnswerResult.Declined)))
            return AdviceReplies.WithGeneralFacts(turn, result, SafetyReplies.Advice(turn));
        var table = ComparisonReplies.TableOf(turn);
        if ((table is not null || intent == "compare") && (!IsClear(result) || MayCompare(turn, (AnswerResult.Found)result, table)))
            return AnsweringReplies.Compare(turn, table);

        if (result is not (AnswerResult.Found or AnswerResult.FoundBoth) && intent == "suffering" && !turn.LooksLikeQuestion && !Parts.Of(turn.Text).Any(part => part.Asks))
            return turn.Says("conversation.suffering", Outcome.Smalltalk, "manners", [turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Screen), turn.Choice(ChoiceAction.Book), turn.Choice(ChoiceAction.Staff)]);
        if (result is AnswerResult.Nothing && IsOnlyThanks(turn))
            return Manners.Reply(turn, "thanks")!;
        if (result is not (AnswerResult.Found or AnswerResult.FoundBoth) && turn.Content.Answering.FrameOf(turn.Text) is { } frame)
            turn = turn with { State = turn.State with { Frame = frame } };
        var talk = turn.InLanguageOfMessage();
        var repeats = !AboutLastAnswer.IsSameMessage(turn, before);
        return result switch
        {
            AnswerResult.Found { AlsoDeclined: { } left } found => AnsweringReplies.AnswerAndDecline(talk, found.Article, left, found.Considered),
            AnswerResult.Found found when repeats && AboutLastAnswer.WasJustSaid(talk, found.Article) => AnsweringReplies.AllSaid(talk, found.Article, found.Considered),
            AnswerResult.Found found when turn.Content.Answering.NamesOneTwice(turn.Text, found.Article) is { } one => AnsweringReplies.Answer(talk, one, found.Considered),
            AnswerResult.Found found => AnsweringReplies.Answer(talk, found.Article, found.Considered).Waiting(talk, found.Waiting),
            AnswerResult.Ambiguous which => AnsweringReplies.Clarify(talk, which.Articles, which.Considered),
            AnswerResult.FoundBoth both => AnsweringReplies.AnswerBoth(talk, both.First, both.Second, both.Considered).Waiting(talk, both.Waiting),
            AnswerResult.Requested requested when turn.State.Active == ActiveDialog.None => ImpliedRequests.Take(turn, requested),
            AnswerResult.Requested other => AnsweringReplies.Nothing(talk, NoAnswer.NoTopic, other.Considered),
            AnswerResult.Declined declined when repeats && AboutLastAnswer.WasJustSaid(turn, declined.Article) => AnsweringReplies.DeclineToo(talk, declined.Article, declined.Considered),
            AnswerResult.Declined declined => AnsweringReplies.Decline(talk, declined.Article, declined.Considered),
            AnswerResult.Nothing { About: { } about } nothing => AnsweringReplies.NothingOn(talk, about, nothing.Nearest, nothing.Reason, nothing.Considered),
            AnswerResult.Nothing { Nearest: { } nearest } nothing when IsNear(nothing, nearest) => AnsweringReplies.NothingBut(talk, nearest, nothing.Reason, nothing.Considered),
            AnswerResult.Nothing nothing => AnsweringReplies.Nothing(talk, nothing.Reason, nothing.Considered),
            _ => throw new InvalidOperationException("AnswerResult is closed."),
        };
    }

    /// <summary>Whether what no answer was found for may yet be what an article is about: it is offered then, not said.</summary>
    private static bool IsNear(AnswerResult.Nothing nothing, Article nearest) => nearest.Topic != AnsweringReplies.AboutAssistant && nothing.Considered.Any(considered => considered.Article == nearest.Id && considered.Confidence >= EnoughToOffer);

    /// <summary>Whether one article is so probable that no other reading of the words counts.</summary>
    private static bool IsClear(AnswerResult result) => result is AnswerResult.Found { Considered: [{ Confidence: >= EnoughForGeneral }, ..] };

    /// <summary>
    /// Whether what was found is about two treatments, or is what the comparison rests on: "bulging or herniated?" compares none, and "do both go after the same problem?"
    /// has an answer of its own.
    /// </summary>
    private static bool MayCompare(Turn turn, AnswerResult.Found found, ComparisonTable? table) =>
        found.Article.Topic == table?.Topic
        || turn.Content.Knowledge.Topics.GetValueOrDefault(found.Article.Topic) switch
        {
            { Subject: "compare", Aspect: not "what" } => table is null or { Asked: not null },
            { Subject: "compare" or "other" or "conservative" } or { Aspect: "choice" } => true,
            _ => false,
        };

    /// <summary>"All clear now, thank you dear": a few words with thanks among them that ask nothing and that nothing is known about.</summary>
    private static bool IsOnlyThanks(Turn turn) =>
        turn.State.Active == ActiveDialog.None && !turn.LooksLikeQuestion && Words.Split(turn.Text) is { Count: <= LongestThanks } words
        && words.Exists(s_thanks.Contains) && !words.Exists(s_noThanks.Contains) && !Parts.Of(turn.Text).Any(part => part.Asks);
}
