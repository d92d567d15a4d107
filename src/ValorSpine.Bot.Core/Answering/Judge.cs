using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What a question is probably about.</summary>
/// <param name="Articles">The best article of each topic with the probability of its topic, most probable first.</param>
/// <param name="Outside">Probability that no article answers it.</param>
/// <param name="Declined">What is deliberately not answered and most probable, or null.</param>
/// <param name="Reason">Why it gets no answer, should it get none.</param>
/// <param name="Seen">For staff: most probable first.</param>
internal sealed record Judgement(ImmutableArray<(Article Article, double Probability)> Articles, double Outside, DeclinedArticle? Declined, NoAnswer Reason, ImmutableArray<Candidate> Seen)
{
    /// <summary>The most probable article, or null.</summary>
    public Article? Best => Articles.IsEmpty ? null : Articles[0].Article;

    /// <summary>Probability of the most probable topic.</summary>
    public double Probability => Articles.IsEmpty ? 0 : Articles[0].Probability;

    /// <summary>Whether it is probable enough to answer.</summary>
    public bool IsAnswered => Probability >= Judge.Enough;
}

/// <summary>Weighs what a question may be about, and decides whether to answer, to ask back or to decline.</summary>
internal sealed class Judge
{
    /// <summary>From this probability of its topic on an article answers. Chosen on the tuned split of <c>tests/evaluation</c>.</summary>
    internal const double Enough = 0.5;

    private const double EnoughTogether = 0.65, WorthAsking = 0.15, ShareOfOutside = 0.3, Mentioned = 0.01;
    private const int MostConsidered = 5, MostChoices = 3;
    private readonly ImmutableArray<Target> _targets;
    private readonly TargetIndex _index;
    private readonly Ranking _ranking;
    private readonly FrozenDictionary<string, int> _places;
    private readonly ImmutableArray<Target.Answer> _answers;

    public Judge(ImmutableArray<Target> targets, TargetIndex index, Ranking ranking)
    {
        (_targets, _index, _ranking) = (targets, index, ranking);
        _answers = [.. targets.OfType<Target.Answer>()];
        _places = targets.Select((target, place) => (target, place)).Where(pair => pair.target is Target.Answer).ToFrozenDictionary(pair => pair.target.Id, pair => pair.place);
    }

    /// <summary>The one treatment that an article is about, or null.</summary>
    public string? TreatmentOf(Article article) => _places.TryGetValue(article.Id, out var place) ? _index.TreatmentOf(place) : null;

    /// <summary>What a question is probably about.</summary>
    public Judgement Of(Question question)
    {
        if (!question.HasTopic)
            return new([], 1, null, NoAnswer.NoTopic, []);
        var evidence = _index.Weigh(question);
        var likely = _ranking.Probabilities(evidence);
        var answers = new List<(Article Article, double Probability)>();
        var declined = new List<(DeclinedArticle Article, double Probability)>();
        var covered = 0f;
        var seen = new List<Candidate>();
        for (var at = 0; at < evidence.Targets.Count; at++)
        {
            switch (_targets[evidence.Targets[at].Target])
            {
                case Target.Answer { Article: var article }:
                    answers.Add((article, likely[at]));
                    covered = Math.Max(covered, evidence.Targets[at].Signs[(int)Sign.Covered]);
                    seen.Add(new(article.Id, article.Topic, Math.Round(likely[at], 3)));
                    break;
                case Target.Decline { Article: var article }:
                    declined.Add((article, likely[at]));
                    seen.Add(new(article.Id, "", Math.Round(likely[at], 3)));
                    break;
            }
        }

        var topics = answers.GroupBy(pair => pair.Article.Topic)
            .Select(topic => (topic.MaxBy(pair => pair.Probability).Article, Probability: topic.Sum(pair => pair.Probability)))
            .Where(topic => topic.Probability >= Mentioned)
            .OrderByDescending(topic => topic.Probability).ThenBy(topic => topic.Article.Id, StringComparer.Ordinal).ToImmutableArray();
        var outside = 1 - answers.Sum(pair => pair.Probability);
        var left = declined.OrderByDescending(pair => pair.Probability).FirstOrDefault();
        var isDeclined = left.Article is not null && left.Probability >= ShareOfOutside * outside && left.Probability > Mentioned;
        return new(
            topics, outside, isDeclined ? left.Article : null,
            isDeclined ? NoAnswer.DeliberatelyNotAnswered : covered < 0.5 ? NoAnswer.NoTopic : NoAnswer.TooLittleCovered,
            [.. seen.Where(candidate => candidate.Confidence >= Mentioned).OrderByDescending(candidate => candidate.Confidence).Take(MostConsidered)]);
    }

    /// <summary>Answers, asks back or declines.</summary>
    public static AnswerResult Decide(Judgement judged)
    {
        if (judged.IsAnswered)
            return new AnswerResult.Found(judged.Best!, judged.Seen);
        var choices = judged.Articles.Where(choice => choice.Probability >= WorthAsking).Take(MostChoices).ToArray();
        if (choices.Length >= 2 && choices.Sum(choice => choice.Probability) >= EnoughTogether)
            return new AnswerResult.Ambiguous([.. choices.Select(choice => choice.Article)], judged.Seen);
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
        _ => new AnswerResult.Nothing(NoAnswer.NoTopic, []),
    };

    /// <summary>"Is it permanent?" of nothing named: what is said about both treatments, or else which of the two is meant; null where neither is written about.</summary>
    public Judgement? OfAspect(Question asked)
    {
        var aspect = Narrowest(asked.Aspects);
        var general = _answers.Where(answer => answer.IsGeneral && answer.Topic?.Aspect == aspect).ToArray();
        if (general.FirstOrDefault(answer => answer.Topic?.Subject == "compare" || general.Length == 1) is { } both)
            return new([(both.Article, 1)], 0, null, NoAnswer.Ambiguous, [new(both.Id, both.Article.Topic, 1)]);
        var treatments = general.Where(answer => answer.Topic?.Subject is "fibrin" or "decompression").ToArray();
        return treatments.Length == 2
            ? new([.. treatments.Select(answer => (answer.Article, EnoughTogether / 2))], 0, null, NoAnswer.Ambiguous, [.. treatments.Select(answer => new Candidate(answer.Id, answer.Article.Topic, EnoughTogether / 2))])
            : null;
    }

    /// <summary>Of "which one works better" the choice is asked for, of "which is safer" the safety.</summary>
    private static string Narrowest(ImmutableArray<string> aspects) =>
        aspects.LastOrDefault(aspect => aspect is not ("what" or "how" or "choice")) ?? (aspects.Contains("choice") ? "choice" : aspects[^1]);
}
