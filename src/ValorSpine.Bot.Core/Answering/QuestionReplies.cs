using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Replies to a message that goes to no dialog: about the last answer, a courtesy, or a question to the knowledge base.</summary>
internal static class QuestionReplies
{
    private static readonly string[] s_courtesies = ["stop", "ok", "thanks", "greet", "sorry", "how-are-you", "bye", "back"];
    private static readonly char[] s_ends = ['.', ',', '!', ';', '\n'];

    /// <summary>The reply. Where a language model is asked first, what it is asked.</summary>
    public static Decision Reply(Turn turn, string? intent)
    {
        // "Yes" to what the last reply offered first: more, a person, a visit, the check.
        if (intent == "yes" && !turn.LooksLikeQuestion && turn.State.Active == ActiveDialog.None && turn.State.Offered is [{ Action: ChoiceAction.More or ChoiceAction.Staff or ChoiceAction.Book or ChoiceAction.Screen } first, ..])
            return PickedActions.TryTake(turn with { Action = first.Action }) as Decision.Done ?? Manners.Reply(turn, intent)!;
        if (AboutLastAnswer.TryReply(turn, intent) is { } aboutLast)
            return aboutLast;
        if (Manners.Reply(turn, intent) is { } courtesy)
            return courtesy;
        if (intent == "more")
            return AnsweringReplies.More(turn.InLanguageOfTalk());
        var (inSpanish, translated) = SpanishQuestion.Of(turn);
        if (inSpanish is not null)
            return inSpanish;
        if (ChosenInWords(turn) is { } chosen)
            return AnsweringReplies.Answer(turn.InLanguageOfTalk(), chosen);
        if (SameQuestion.OfBoth(turn) is var (one, other))
            return AnsweringReplies.AnswerBoth(turn.InLanguageOfTalk(), one, other, default);
        var of = SameQuestion.Of(turn);
        turn = of is null ? turn : SameQuestion.InFull(turn, of);
        var found = of is null ? turn.Content.Answering.Find(turn.Text, turn.State.Frame) : SameQuestion.Find(turn, of);
        if (found is AnswerResult.Nothing or AnswerResult.Requested { Kind: not "advice" } && AfterCourtesy(turn) is { } asked)
            (turn, found) = (turn with { Text = asked }, turn.Content.Answering.Find(asked, turn.State.Frame));
        var (request, result, notes) = Refining.Of(turn, found);
        if (request is not null)
            return new Decision.NeedsModel(request);
        (turn, result) = SameQuestion.UnderLastLimit(turn, result);
        var decision = Considering(result, ResultReplies.Say(turn, intent, result));
        if (of is not null && decision is Decision.Done { Turn: var answered } && SameQuestion.MentionOf(turn) is { } mention)
            decision = new Decision.Done(answered.Opening(mention));
        return decision.Noting([.. translated, .. notes]);
    }

    /// <summary>Of the articles just offered, the one on the treatment that is all a message names: "the injection"; else null.</summary>
    private static Article? ChosenInWords(Turn turn)
    {
        // What to ask next is offered too, but asks nothing: only after "which of these?" a name alone is a choice.
        if (turn.State.Active != ActiveDialog.None || !turn.State.Offered.Contains(turn.Choice(Speaking.NoneOfThese)) || turn.Content.Answering.OnlyNamed(turn.Text) is not { } treatment)
            return null;
        var offered = turn.State.Offered.Where(choice => ChoiceAction.Verb(choice.Action) == ChoiceAction.ArticleVerb)
            .Select(choice => turn.Content.Knowledge.Find(ChoiceAction.Target(choice.Action))).OfType<Article>().ToArray();
        return offered.Length > 1 && offered.Where(article => turn.Content.Answering.TreatmentOf(article) == treatment).ToArray() is [var only] ? only : null;
    }

    /// <summary>"OK, forget it. Is fibrin safe?": what is asked after a courtesy; null where nothing is.</summary>
    private static string? AfterCourtesy(Turn turn) =>
        turn.Text.IndexOfAny(s_ends) is var end and > 0 && s_courtesies.Contains(turn.Content.Intents.Of(turn.Text[..end]) ?? "") && turn.Text[(end + 1)..].Trim() is { Length: > 0 } rest && turn.Content.Answering.Concerns(rest) ? rest : null;

    /// <summary>What was considered is kept for staff where something else decided: a limit of advice, the table that compares.</summary>
    private static Decision Considering(AnswerResult result, Decision decision) =>
        decision is Decision.Done { Turn: { Why.Considered.IsEmpty: true } turn } ? new Decision.Done(turn with { Why = turn.Why with { Considered = result.Considered } }) : decision;

    /// <summary>A choice is a question as well; the answer to "which one do you mean?" is to the question that was asked.</summary>
    public static Turn Having(Turn turn, Article article) =>
        turn.State.Offered.Contains(turn.Choice(Speaking.NoneOfThese)) ? turn : turn with { State = turn.State with { AskedLast = AskedLast.Of(article.Title, [], null, turn.State.Frame?.Article) } };
}
