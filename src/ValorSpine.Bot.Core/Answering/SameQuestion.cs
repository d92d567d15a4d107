using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// A message that says only of what it asks: "and for the shot?", "even fibrin?", "of both". The question is the one that was asked last; it is asked again in full, so that what it
/// was about (a journey, a pregnancy) is not lost.
/// </summary>
internal static class SameQuestion
{
    private const string Advice = "advice";
    private const int MostWords = 40;

    /// <summary>What the last question is asked of now, or null where the message asks something of its own.</summary>
    public static Named? Of(Turn turn)
    {
        if (turn.State.AskedLast is not { } last || Words.Split(last.Question).Count > MostWords)
            return null;
        var names = turn.Content.Answering.Names;
        return names.Only(turn.Text, last.Question, turn.State.Offered.Contains(turn.Choice(Speaking.NoneOfThese)), turn.State.Frame?.Subject)
            ?? (SideOfBoth(turn.State.Frame) is { } side && names.Only(turn.Text, last.Question, choosing: true) is { } one && turn.Content.Answering.SideOf(one.Subject, side) is not null ? one : null);
    }

    /// <summary>The turn as if the patient had asked the last question in full. A limit of advice that it runs into holds as well.</summary>
    public static Turn InFull(Turn turn, Named of) => Asking(turn, turn.Content.Answering.Names.Asking(turn.State.AskedLast!.Question, of));

    /// <summary>The answer to the question in full, if it is about what was named; else what is written on the same aspect of it, or that there is nothing.</summary>
    public static AnswerResult Find(Turn turn, Named of)
    {
        var answering = turn.Content.Answering;
        switch (answering.Find(turn.Text, null))
        {
            case AnswerResult.Found { Article: var article } found when answering.IsOf(article, of):
                return found;
            case AnswerResult.FoundBoth both when answering.IsOf(both.First, of) && answering.IsOf(both.Second, of):
                return both;
            case AnswerResult.Ambiguous which when which.Articles.Where(article => answering.TreatmentOf(article) == of.Subject).ToArray() is [var only]:
                return new AnswerResult.Found(only, which.Considered);
            case AnswerResult.Declined declined:
                return declined;
            case AnswerResult.Requested { Kind: Advice } advice:
                return advice;
            case var other when turn.State.AskedLast?.Limit is not null:
                return new AnswerResult.Requested(Advice, other.Considered);
            case var other:
                return (AnswerResult?)answering.OfAspect(turn.Text, of, turn.State.Frame) ?? new AnswerResult.Nothing(NoAnswer.TooLittleCovered, other.Considered) { About = of.Name, Nearest = answering.MainOf(of) };
        }
    }

    /// <summary>The two articles for "both", after a choice of which one is meant or after an answer on one of them; or null.</summary>
    public static (Article First, Article Second)? OfBoth(Turn turn)
    {
        if (turn.State.AskedLast is not { } last || !turn.Content.Answering.Names.Both(turn.Text))
            return null;
        if (turn.State.Offered.Contains(turn.Choice(Speaking.NoneOfThese)))
            return Offered(turn) is [var first, var second, ..] ? (first, second) : null;
        var answers = NameReader.TheTwo.Select(of => Find(InFull(turn, of), of)).OfType<AnswerResult.Found>().Select(found => found.Article).ToArray();
        return answers is [var one, var other] && one != other && last.Limit is null ? (one, other) : null;
    }

    /// <summary>A short message after advice was declined: "how do I stop" after a medicine was named is about that medicine. Both are heard as if they had been said at once, and the limit holds.</summary>
    public static (Turn Turn, AnswerResult Result) UnderLastLimit(Turn turn, AnswerResult result)
    {
        if (MedicineMeant(turn) is { } medicine)
            return (medicine, new AnswerResult.Requested(Advice, result.Considered));
        if (turn.State.AskedLast is not { Limit: not null } last || turn.Safety.Advice is not null || result is not (AnswerResult.Nothing or AnswerResult.Ambiguous) || !turn.Content.Answering.Names.LeavesOpenOfWhat(turn.Text))
            return (turn, result);
        var whole = Asking(turn, $"{last.Question.TrimEnd('.', '!', '?', ' ')} {turn.Text}");
        return (whole, new AnswerResult.Requested(Advice, result.Considered));
    }

    /// <summary>What is to be told to a clinician before any treatment is said again where the question is asked again.</summary>
    public static string? MentionOf(Turn turn) => SafetyReplies.MentionLine(turn with { Safety = turn.Content.Safety.ByRules(turn.Text, turn.Facts.Now) });

    // "Should I stop them" after blood thinners were named: whoever asks is told not to stop them on their own.
    private static Turn? MedicineMeant(Turn turn) =>
        turn.State.AskedLast is { } last && turn.Safety.Advice is null
        && turn.Content.Answering.Names.OfTheMedicine(turn.Text, last.Question) is { } full && Asking(turn, full) is { Safety.Advice: not null } asked ? asked : null;

    // After an answer about both treatments on one side of them, a bare "fibrin" asks for its half.
    private static string? SideOfBoth(Frame? frame) => frame is { Subject: "compare", Aspect: not (null or "what" or "choice") and var side, Compared: null } ? side : null;

    private static Turn Asking(Turn turn, string question) =>
        turn with { Text = question, Safety = turn.Safety with { Advice = turn.Safety.Advice ?? turn.Content.Safety.ByRules(question, turn.Facts.Now).Advice } };

    private static Article[] Offered(Turn turn) =>
        [.. turn.State.Offered.Where(choice => ChoiceAction.Verb(choice.Action) == ChoiceAction.ArticleVerb).Select(choice => turn.Content.Knowledge.Find(ChoiceAction.Target(choice.Action))).OfType<Article>()];
}

/// <summary>What a message names and asks nothing else of.</summary>
/// <param name="Subject">Id of the subject.</param>
/// <param name="Name">In words, as the question can be asked with it.</param>
internal sealed record Named(string Subject, string Name);
