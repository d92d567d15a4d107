using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What is said about an article, about several that could be meant, and when there is none.</summary>
public static class AnsweringReplies
{
    internal const string AboutAssistant = "about-assistant";

    private const string Clinic = "clinic";
    private const int MostFollowUps = 2;

    /// <summary>The short answer with its source, "tell me more" and what to ask next.</summary>
    public static Decision.Done Answer(Turn turn, Article article, ImmutableArray<Candidate> considered = default) =>
        article.Topic == "compare-overview" && article.Id == article.Topic && SpanishReplies.TextOf(turn, article.Id) is null
            ? Compare(turn)
            : Say(turn, article, article.ShortAnswer, sectionsSaid: 1, considered).Told(turn);

    /// <summary>The section that was said last once more, in the language of the turn.</summary>
    public static Decision.Done Again(Turn turn, Article article, int sectionsSaid) =>
        sectionsSaid > 1 && article.Sections.ElementAtOrDefault(sectionsSaid - 1) is { } section ? Say(turn, article, section, sectionsSaid, default).Told(turn) : Answer(turn, article);

    /// <summary>The next section of the last answer; says so when there is no more, or when nothing was answered yet.</summary>
    public static Decision.Done More(Turn turn)
    {
        if (turn.State.Frame is not { } frame || turn.Content.Knowledge.Find(frame.Article) is not { } article)
            return Plain(turn, "answering.more-of-what", Outcome.Clarify, "nothing answered yet", turn.StandardChoices());
        return article.Sections.Skip(frame.SectionsSaid).FirstOrDefault() is { } section
            ? Say(turn, article, section, frame.SectionsSaid + 1, default).Told(turn)
            : Plain(turn, "answering.no-more", Outcome.Answer, "all said", [.. FollowUps(turn, article), turn.Choice(ChoiceAction.Staff)], article);
    }

    /// <summary>Asks which of a few was meant.</summary>
    public static Decision.Done Clarify(Turn turn, ImmutableArray<Article> articles, ImmutableArray<Candidate> considered)
    {
        ImmutableArray<Choice> choices =
        [
            .. articles.Select(article => new Choice(LabelOf(turn, article), ChoiceAction.Article(article.Id))).DistinctBy(choice => choice.Label),
            turn.Choice(Speaking.NoneOfThese),
        ];
        return new(new TurnResult
        {
            State = turn.State.Counting("answering.which"),
            Replies = [Said(turn, "answering.which", choices)],
            Outcome = Outcome.Clarify,
            Why = new() { DecidedBy = "answering", Note = "ambiguous", NoAnswer = NoAnswer.Ambiguous, Topics = [.. articles.Select(article => article.Topic).Distinct()], Considered = considered },
        });
    }

    /// <summary>Answers two questions, each under the title of its article.</summary>
    public static Decision.Done AnswerBoth(Turn turn, Article first, Article second, ImmutableArray<Candidate> considered)
    {
        // One language is enough in one reply.
        var sections = SpanishReplies.TextOf(turn, first.Id) is null || SpanishReplies.TextOf(turn, second.Id) is null ? turn with { InSpanish = false } : turn;
        var one = SpanishReplies.SectionOf(sections, first, first.ShortAnswer);
        var two = SpanishReplies.SectionOf(sections, second, second.ShortAnswer);
        var before = Say(turn, first, first.ShortAnswer, sectionsSaid: 1, considered).Turn;
        var both = Say(turn with { State = before.State }, second, second.ShortAnswer, sectionsSaid: 1, considered).Turn;
        return new Decision.Done(both with
        {
            Replies =
            [
                both.Replies[0] with
                {
                    Text = $"{one.Citations[0].Title}\n\n{one.Text}\n\n{two.Citations[0].Title}\n\n{two.Text}",
                    Language = two.Language,
                    Citations = [.. one.Citations, .. two.Citations],
                },
            ],
            Why = both.Why with { Note = "two questions", Topics = [.. new[] { first.Topic, second.Topic }.Distinct()] },
        }).Told(turn);
    }

    /// <summary>The answer, and what is said of the other question of the same message, which is deliberately not answered.</summary>
    public static Decision.Done AnswerAndDecline(Turn turn, Article article, DeclinedArticle declined, ImmutableArray<Candidate> considered)
    {
        var answer = Answer(turn, article, considered).Turn;
        return answer.Replies[0].Language is null
            ? new(answer.Closing(turn.Content.Clinic.Fill(declined.Says.Text)) with { Replies = [answer.Closing(turn.Content.Clinic.Fill(declined.Says.Text)).Replies[0] with { Choices = [.. answer.Replies[0].Choices, turn.Choice(ChoiceAction.Staff)] }] })
            : new(answer);
    }

    /// <summary>The further questions of a message as choices, after two were answered.</summary>
    public static Decision.Done Waiting(this Decision.Done done, Turn turn, ImmutableArray<Article> waiting)
    {
        if (waiting.IsEmpty)
            return done;
        var reply = done.Turn.Closing(turn.Say("answering.waiting")).Replies[0];
        return new(done.Turn with { Replies = [reply with { Choices = [.. waiting.Select(article => new Choice(LabelOf(turn, article), ChoiceAction.Article(article.Id))).Concat(reply.Choices).DistinctBy(choice => choice.Label)] }] });
    }

    /// <summary>What was just said is all that is written on it: it is not said again word for word to another question.</summary>
    public static Decision.Done AllSaid(Turn turn, Article article, ImmutableArray<Candidate> considered)
    {
        var hasMore = turn.State.Frame?.Article == article.Id && article.Sections.Skip(turn.State.Frame.SectionsSaid).Any();
        var done = Plain(
            turn, hasMore ? "answering.all-said-but-more" : "answering.all-said", Outcome.Answer, "said just before",
            [.. hasMore ? [turn.Choice(ChoiceAction.More)] : Array.Empty<Choice>(), .. FollowUps(turn, article), turn.Choice(ChoiceAction.Staff)], article);
        done = new(done.Turn with { Why = done.Turn.Why with { Considered = considered.IsDefault ? [] : considered } });
        // Who cannot see it above is reminded.
        return AboutLastAnswer.IsInLast(turn, article) ? done : new(done.Turn.Opening(AboutLastAnswer.FirstSentence(turn, article)));
    }

    /// <summary>Says what is deliberately not answered, and offers staff.</summary>
    public static Decision.Done Decline(Turn turn, DeclinedArticle article, ImmutableArray<Candidate> considered)
    {
        var spanish = SpanishReplies.TextOf(turn, article.Id);
        return new Decision.Done(new TurnResult
        {
            State = turn.State with { Misunderstood = turn.State.Misunderstood + 1 },
            Replies =
            [
                new Reply
                {
                    Text = spanish is null ? turn.Content.Clinic.Fill(article.Says.Text) : turn.Content.Clinic.Fill(spanish.ShortAnswer.Text, SpanishText.Language),
                    Language = spanish is null ? null : SpanishText.Language,
                    Choices = [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Book)],
                },
            ],
            Outcome = Outcome.Abstain,
            Why = new() { DecidedBy = "answering", Note = $"left to {article.GoesTo}: {article.Id}", NoAnswer = NoAnswer.DeliberatelyNotAnswered, Considered = considered },
        }).Told(turn);
    }

    /// <summary>Says that there is no reviewed answer, and offers staff.</summary>
    public static Decision.Done Nothing(Turn turn, NoAnswer reason, ImmutableArray<Candidate> considered) =>
        Nothing(turn, "answering.nothing", turn.Say("answering.nothing"), reason, considered);

    /// <summary>Says that what is written on something does not cover the question, and offers what is written.</summary>
    public static Decision.Done NothingOn(Turn turn, string about, Article? main, NoAnswer reason, ImmutableArray<Candidate> considered)
    {
        var done = Nothing(turn with { InSpanish = false }, "answering.nothing-on", turn.Say("answering.nothing-on", ("about", about)), reason, considered);
        return main is null ? done : Offering(turn, done, main);
    }

    /// <summary>Says that there is no reviewed answer, and offers the article that may yet be meant.</summary>
    public static Decision.Done NothingBut(Turn turn, Article nearest, NoAnswer reason, ImmutableArray<Candidate> considered) => Offering(turn, Nothing(turn, reason, considered), nearest);

    private static Decision.Done Offering(Turn turn, Decision.Done done, Article article) =>
        new(done.Turn with { Replies = [done.Turn.Replies[0] with { Choices = [new(LabelOf(turn, article), ChoiceAction.Article(article.Id)), .. done.Turn.Replies[0].Choices] }] });

    /// <summary>Says that this is left to somebody else as well, where the same was just said of another question.</summary>
    public static Decision.Done DeclineToo(Turn turn, DeclinedArticle article, ImmutableArray<Candidate> considered)
    {
        var done = Nothing(turn with { InSpanish = false }, "answering.nothing-either", turn.Say("answering.nothing-either"), NoAnswer.DeliberatelyNotAnswered, considered);
        return new(done.Turn with { Why = done.Turn.Why with { Note = $"left to {article.GoesTo}: {article.Id}" } });
    }

    private static Decision.Done Nothing(Turn turn, string key, string text, NoAnswer reason, ImmutableArray<Candidate> considered) => new(new TurnResult
    {
        State = turn.State.Counting(key) with { Misunderstood = turn.State.Misunderstood + 1 },
        Replies = [Said(turn, key, [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Book)]) with { Text = text }],
        Outcome = Outcome.Abstain,
        Why = new() { DecidedBy = "answering", Note = reason == NoAnswer.NoTopic ? "no topic" : "too little covered", NoAnswer = reason, Considered = considered },
    });

    /// <summary>Two treatments side by side, the two of this service where no others are asked for.</summary>
    public static Decision.Done Compare(Turn turn, ComparisonTable? asked = null)
    {
        var table = asked ?? turn.Content.Knowledge.SideBySide.OfTheTwo()!;
        return ComparisonReplies.WasShown(turn, table) ? ComparisonReplies.AskPart(turn, table) : ComparisonReplies.Compare(turn, table);
    }

    /// <summary>The button that asks for the article nearest to a message that gets no answer; null where none is nearer than the others, or where it is about the clinic or this assistant and so teaches nothing of the matter.</summary>
    public static Choice? NearestOf(Turn turn, AnswerResult result) =>
        result.Nearest is { } article && article.Topic != AboutAssistant && turn.Content.Knowledge.Topics.GetValueOrDefault(article.Topic)?.Subject != Clinic ? new(LabelOf(turn, article), ChoiceAction.Article(article.Id)) : null;

    /// <summary>The button that asks for a topic, or null where no article has it.</summary>
    public static Choice? TopicChoice(Turn turn, string topicId) =>
        turn.Content.Knowledge.FindTopic(topicId) is { } article && turn.Content.Knowledge.Topics.TryGetValue(topicId, out var topic)
            ? new(SpanishReplies.TextOf(turn, article.Id)?.Title ?? topic.Question, ChoiceAction.Article(article.Id))
            : null;

    private static Decision.Done Say(Turn turn, Article article, Section section, int sectionsSaid, ImmutableArray<Candidate> considered)
    {
        var topic = turn.Content.Knowledge.Topics.GetValueOrDefault(article.Topic);
        var hasMore = article.Sections.Skip(sectionsSaid).Any();
        ImmutableArray<Choice> choices = [.. hasMore ? [turn.Choice(ChoiceAction.More)] : Array.Empty<Choice>(), .. FollowUps(turn, article), turn.Choice(ChoiceAction.Book)];
        return new(new TurnResult
        {
            State = turn.State with { Frame = new(SubjectAfter(turn, article, topic?.Subject), topic?.Aspect, article.Id, sectionsSaid) },
            Replies = [SpanishReplies.SectionOf(turn, article, section) with { Choices = choices }],
            Outcome = Outcome.Answer,
            Why = new()
            {
                DecidedBy = "answering",
                Note = section.Id,
                NoAnswer = article.GoesTo is null ? null : NoAnswer.DeliberatelyNotAnswered,
                Topics = [article.Topic],
                Considered = considered.IsDefault ? [] : considered,
            },
        });
    }

    /// <summary>What "it" means from now on: the treatment of the article; a word on cost, scans or visits in between changes nothing.</summary>
    private static string? SubjectAfter(Turn turn, Article article, string? subject) =>
        turn.Content.Answering.TreatmentOf(article)
        ?? (subject is null or "clinic" or "pain" && turn.State.Frame?.Subject is "fibrin" or "decompression" ? turn.State.Frame!.Subject : subject);

    private static IEnumerable<Choice> FollowUps(Turn turn, Article article) =>
        article.FollowUps.Select(topic => TopicChoice(turn, topic)).OfType<Choice>().Where(choice => choice.Action != ChoiceAction.Article(article.Id)).DistinctBy(choice => choice.Label).Take(MostFollowUps);

    private static string LabelOf(Turn turn, Article article) =>
        SpanishReplies.TextOf(turn, article.Id) is { } text ? text.Title
        : article.Id == article.Topic && turn.Content.Knowledge.Topics.TryGetValue(article.Topic, out var topic) ? topic.Question : article.Title;

    private static Decision.Done Plain(Turn turn, string key, Outcome outcome, string note, ImmutableArray<Choice> choices, Article? article = null) => new(new TurnResult
    {
        State = turn.State.Counting(key),
        Replies = [Said(turn, key, choices) with { Citations = article is null ? [] : [SpanishReplies.SectionOf(turn, article, article.ShortAnswer).Citations[0] with { References = [] }] }],
        Outcome = outcome,
        Why = new() { DecidedBy = "answering", Note = note, Topics = article is null ? [] : [article.Topic] },
    });

    private static Reply Said(Turn turn, string key, ImmutableArray<Choice> choices) =>
        new() { Text = turn.Say(key), Choices = choices, Language = turn.InSpanish && turn.Words.Spanish!.Has(key) ? SpanishText.Language : null };
}
