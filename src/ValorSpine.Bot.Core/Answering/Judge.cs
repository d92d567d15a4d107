using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What a question is probably about.</summary>
/// <param name="Articles">The best article of each topic with the probability of its topic, most probable first.</param>
/// <param name="Inside">Probability that an article answers it.</param>
/// <param name="Declined">What is deliberately not answered and most probable, or null.</param>
/// <param name="Request">What else it asks for, or null.</param>
/// <param name="Reason">Why it gets no answer, should it get none.</param>
/// <param name="Seen">For staff: most probable first.</param>
internal sealed record Judgement(ImmutableArray<(Article Article, double Probability)> Articles, double Inside, DeclinedArticle? Declined, string? Request, NoAnswer Reason, ImmutableArray<Candidate> Seen)
{
    /// <summary>The most probable article, or null.</summary>
    public Article? Best => Articles.IsEmpty ? null : Articles[0].Article;

    /// <summary>Probability of the most probable topic.</summary>
    public double Probability => Articles.IsEmpty ? 0 : Articles[0].Probability;

    /// <summary>Whether an answer is probable enough, and one article clearly the most probable.</summary>
    public bool IsAnswered => Request is null && Inside >= Judge.Enough && Probability >= Judge.Clear * Inside;
}

/// <summary>Weighs what a question may be about, and decides whether to answer, to ask back or to decline.</summary>
internal sealed class Judge
{
    /// <summary>From this share of the best topic on among all topics, that topic is meant. Below it, it is asked which.</summary>
    internal const double Clear = 0.42;

    /// <summary>From this probability on that an article answers, one is said. Chosen on the tuned split of <c>tests/evaluation</c>.</summary>
    internal const double Enough = 0.7;

    private const double EnoughTogether = 0.65, WorthAsking = 0.15, Mentioned = 0.01, EnoughForRequest = 0.6;
    private const float HalfCovered = 0.5f;
    private const int MostConsidered = 5, MostChoices = 3;
    private readonly ImmutableArray<Target> _targets;
    private readonly TargetIndex _index;
    private readonly TopicModel _model;
    private readonly Ranking _ranking;
    private readonly FrozenDictionary<string, int> _places;
    private readonly ImmutableArray<Target.Answer> _answers;

    public Judge(ImmutableArray<Target> targets, TargetIndex index, TopicModel model, Ranking ranking)
    {
        (_targets, _index, _model, _ranking) = (targets, index, model, ranking);
        _answers = [.. targets.OfType<Target.Answer>()];
        _places = targets.Select((target, place) => (target, place)).Where(pair => pair.target is Target.Answer).ToFrozenDictionary(pair => pair.target.Id, pair => pair.place);
    }

    /// <summary>The one treatment that an article is about, or null.</summary>
    public string? TreatmentOf(Article article) => _places.TryGetValue(article.Id, out var place) ? _index.TreatmentOf(place) : null;

    /// <summary>What a question is probably about.</summary>
    public Judgement Of(Question question)
    {
        if (!question.HasTopic)
            return new([], 0, null, null, NoAnswer.NoTopic, []);
        var told = _model.Tell(question);
        var request = KnowledgeBase.RequestKinds.FirstOrDefault(kind => told.GetValueOrDefault(TopicModel.ClassOfRequest(kind)) >= EnoughForRequest);
        // "Should I see my cousin" asks for no advice that a clinic could give.
        if (request == "advice" && question.Subjects.IsEmpty && question.Aspects.IsEmpty && !question.Terms.Any(term => term.StartsWith("y:", StringComparison.Ordinal)))
            request = null;
        var evidence = _index.Weigh(question, told);
        if (evidence.Answers.Count == 0)
            return new([], 0, DeclinedOf(evidence), request, NoAnswer.NoTopic, []);
        var among = Among(evidence);
        var (_, clear) = BestOf(evidence, among);
        var inside = _ranking.IsInside(evidence.Inside(clear));
        var answers = evidence.Answers.Select((near, at) => (((Target.Answer)_targets[near.Target]).Article, Probability: among[at] * inside)).ToArray();
        var topics = answers.GroupBy(pair => pair.Article.Topic)
            .Select(topic => (topic.MaxBy(pair => pair.Probability).Article, Probability: topic.Sum(pair => pair.Probability)))
            .Where(topic => topic.Probability >= Mentioned)
            .OrderByDescending(topic => topic.Probability).ThenBy(topic => topic.Article.Id, StringComparer.Ordinal).ToImmutableArray();
        var declined = DeclinedOf(evidence);
        var covered = evidence.Answers.Select(near => near.Signs[(int)Sign.Covered]).DefaultIfEmpty().Max();
        return new(
            topics, inside, declined, request,
            declined is not null ? NoAnswer.DeliberatelyNotAnswered : covered < HalfCovered ? NoAnswer.NoTopic : NoAnswer.TooLittleCovered,
            [
                .. answers.Where(pair => pair.Probability >= Mentioned).OrderByDescending(pair => pair.Probability).Take(MostConsidered)
                    .Select(pair => new Candidate(pair.Article.Id, pair.Article.Topic, Math.Round(pair.Probability, 3))),
            ]);
    }

    /// <summary>The probability of each article, should one answer.</summary>
    public double[] Among(Evidence evidence) => _ranking.Among(evidence);

    /// <summary>The best article of the best topic, and the probability of that topic should one answer.</summary>
    public (int Best, double Clear) BestOf(Evidence evidence, double[] among)
    {
        var byTopic = new Dictionary<string, double>();
        for (var at = 0; at < among.Length; at++)
            byTopic[TopicOf(at)] = byTopic.GetValueOrDefault(TopicOf(at)) + among[at];
        var best = Enumerable.Range(0, among.Length).MaxBy(at => (byTopic[TopicOf(at)], among[at]));
        return (best, byTopic[TopicOf(best)]);

        string TopicOf(int at) => ((Target.Answer)_targets[evidence.Answers[at].Target]).Article.Topic;
    }

    /// <summary>What is deliberately not answered, if that is the nearest of all that is not.</summary>
    private DeclinedArticle? DeclinedOf(Evidence evidence) =>
        (evidence.Outside.OrderByDescending(near => near.Signs[(int)Sign.LogTold] + near.Signs[(int)Sign.NearestThree]).Select(near => _targets[near.Target]).FirstOrDefault() as Target.Decline)?.Article;

    /// <summary>Answers, asks back or declines.</summary>
    public static AnswerResult Decide(Judgement judged)
    {
        if (judged.Request is { } kind)
            return new AnswerResult.Requested(kind, judged.Seen);
        if (judged.IsAnswered)
            return new AnswerResult.Found(judged.Best!, judged.Seen);
        var choices = judged.Articles.Where(choice => choice.Probability >= WorthAsking).Take(MostChoices).ToArray();
        if (judged.Inside >= Enough && choices.Length >= 2)
            return new AnswerResult.Ambiguous([.. choices.Select(choice => choice.Article)], judged.Seen);
        if (judged.Inside >= Enough && judged.Best is { } likeliest)
            return new AnswerResult.Found(likeliest, judged.Seen);
        return judged.Declined is { } declined ? new AnswerResult.Declined(declined, judged.Seen) : new AnswerResult.Nothing(judged.Reason, judged.Seen);
    }

    /// <summary>Two questions in one message.</summary>
    public static AnswerResult Both(Judgement first, Judgement second) =>
        new AnswerResult.FoundBoth(first.Best!, second.Best!, [.. first.Seen.Concat(second.Seen).OrderByDescending(candidate => candidate.Confidence).DistinctBy(candidate => candidate.Article).Take(MostConsidered)]);

    /// <summary>What is said where a message is a phrasing to the word.</summary>
    public static AnswerResult Sure(Target target) => target switch
    {
        Target.Answer { Article: var article } => new AnswerResult.Found(article, [new(article.Id, article.Topic, 1)]),
        Target.Decline { Article: var article } => new AnswerResult.Declined(article, [new(article.Id, "", 1)]),
        Target.Request { Id: var kind } => new AnswerResult.Requested(kind, []),
        _ => new AnswerResult.Nothing(NoAnswer.NoTopic, []),
    };

    /// <summary>"Is it permanent?" of nothing named: what is said about both treatments, or else which of the two is meant; null where neither is written about.</summary>
    public Judgement? OfAspect(Question asked)
    {
        var aspect = Narrowest(asked.Aspects);
        var general = _answers.Where(answer => answer.IsGeneral && answer.Topic?.Aspect == aspect).ToArray();
        if (general.FirstOrDefault(answer => answer.Topic?.Subject == "compare" || general.Length == 1) is { } both)
            return new([(both.Article, 1)], 1, null, null, NoAnswer.Ambiguous, [new(both.Id, both.Article.Topic, 1)]);
        var treatments = general.Where(answer => answer.Topic?.Subject is "fibrin" or "decompression").ToArray();
        return treatments.Length == 2
            ? new([.. treatments.Select(answer => (answer.Article, EnoughTogether / 2))], 1, null, null, NoAnswer.Ambiguous, [.. treatments.Select(answer => new Candidate(answer.Id, answer.Article.Topic, EnoughTogether / 2))])
            : null;
    }

    /// <summary>Of "which one works better" the choice is asked for, of "which is safer" the safety.</summary>
    private static string Narrowest(ImmutableArray<string> aspects) =>
        aspects.LastOrDefault(aspect => aspect is not ("what" or "how" or "choice")) ?? (aspects.Contains("choice") ? "choice" : aspects[^1]);
}
