using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Understanding;

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

    /// <summary>Probability of <see cref="Request"/>.</summary>
    public double RequestProbability { get; init; }

    /// <summary>The best article of the topic that most of what speaks for any article speaks for, or null.</summary>
    public Article? Nearest { get; init; }

    /// <summary>Whether an answer is probable enough, and one article clearly the most probable.</summary>
    public bool IsAnswered => Request is null && Inside >= Judge.Enough && Probability >= Judge.Clear * Inside;
}

/// <summary>Weighs what a question may be about, and decides whether to answer, to ask back or to decline.</summary>
internal sealed class Judge
{
    /// <summary>From this share of the best topic on among all topics, that topic is meant. Below it, it is asked which.</summary>
    internal const double Clear = 0.42;

    /// <summary>From this probability on that an article answers, one is said. Chosen on the tuned split of <c>tests/evaluation</c>.</summary>
    internal const double Enough = 0.6;

    private const double EnoughTogether = 0.65, WorthAsking = 0.15, Mentioned = 0.01, EnoughForRequest = 0.5, PlainRequest = 0.85, EnoughToDecline = 0.2, NearMiss = 0.15, Nearer = 0.4;
    private const int MostConsidered = 5, MostChoices = 3, MostRepeated = 400;

    // The weight of a message put right beside the message as typed: chosen on the tuned and opened splits, as they are and with letters made wrong.
    private const float PutRight = 0.6f;

    private readonly Classifier _model;
    private readonly Confidence _confidence;
    private readonly ImmutableArray<Target.Answer> _answers;
    private readonly ImmutableArray<(Article Article, int Place)> _articles;
    private readonly ImmutableArray<(DeclinedArticle Article, int Place)> _declined;
    private readonly ImmutableArray<(string Kind, int Place)> _requests;
    private readonly FrozenDictionary<string, Lazy<string?>> _treatments;

    /// <param name="targets">What can be meant.</param>
    /// <param name="lessons">All that is written for them.</param>
    /// <param name="model">What was learned of it; what is new is learned here.</param>
    /// <param name="confidence">How what it tells is turned into probabilities.</param>
    /// <param name="reader">Takes a text apart.</param>
    public Judge(ImmutableArray<Target> targets, IReadOnlyList<Lesson> lessons, Classifier model, Confidence confidence, Func<string, Question> reader)
    {
        // Weights that could not be read are a defect, and nothing is served with it: learning all messages anew would only put off the word of it by a minute.
        _model = model.Classes.IsEmpty ? model : model.With(lessons, MostRepeated, MessageEncoder.Shared.Encode);
        _confidence = confidence;
        _answers = [.. targets.OfType<Target.Answer>()];
        _articles = [.. _answers.Select(answer => (answer.Article, PlaceOf(answer)))];
        _declined = [.. targets.OfType<Target.Decline>().Select(decline => (decline.Article, PlaceOf(decline)))];
        _requests = [.. targets.OfType<Target.Request>().Select(request => (request.Id, PlaceOf(request)))];
        _treatments = _answers.ToFrozenDictionary(answer => answer.Id, answer => new Lazy<string?>(() => TreatmentOf(answer, reader)));
    }

    /// <summary>The one treatment that an article is about, or null.</summary>
    public string? TreatmentOf(Article article) => _treatments.GetValueOrDefault(article.Id)?.Value;

    /// <summary>What a question is probably about.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="question">The same, taken apart.</param>
    public Judgement Of(string text, Question question)
    {
        if (!question.HasTopic)
            return new([], 0, null, null, NoAnswer.NoTopic, []);
        var told = Tell(text);
        // What is misspelled is read as it stands and as it was probably meant: either reading alone errs more often.
        if (question.Spelled is { } spelled)
            Weigh(told, Tell(spelled));

        var (kind, likely) = _requests.Select(request => (request.Kind, Likely: told[request.Place])).DefaultIfEmpty().MaxBy(request => request.Likely);
        var all = _articles.Sum(article => (double)told[article.Place]);
        var inside = _confidence.IsInside(all);
        (Article Article, double Probability)[] answers = [.. _articles.Select(article => (article.Article, inside * told[article.Place] / Math.Max(all, double.Epsilon)))];
        (Article Article, double Probability)[] ofTopics = [.. answers.GroupBy(pair => pair.Article.Topic).Select(topic => (topic.MaxBy(pair => pair.Probability).Article, topic.Sum(pair => pair.Probability)))];
        var topics = ofTopics.Where(topic => topic.Probability >= Mentioned)
            .OrderByDescending(topic => topic.Probability).ThenBy(topic => topic.Article.Id, StringComparer.Ordinal).ToImmutableArray();
        var nearestTopic = ofTopics.DefaultIfEmpty().MaxBy(topic => topic.Probability);
        var said = $" {string.Join(' ', Words.Split(text))} ";
        var nearest = _declined.Where(article => IsNamed(article.Article, said)).Select(article => (article.Article, Likely: told[article.Place])).DefaultIfEmpty().MaxBy(article => article.Likely);
        var declined = nearest.Likely >= EnoughToDecline ? nearest.Article : null;
        return new(
            topics, inside, declined, likely >= EnoughForRequest ? kind : null,
            declined is not null ? NoAnswer.DeliberatelyNotAnswered : inside >= NearMiss || ToldOf(told, TargetModel.NearMisses) >= NearMiss ? NoAnswer.TooLittleCovered : NoAnswer.NoTopic,
            [
                .. answers.Where(pair => pair.Probability >= Mentioned).OrderByDescending(pair => pair.Probability).Take(MostConsidered)
                    .Select(pair => new Candidate(pair.Article.Id, pair.Article.Topic, Math.Round(pair.Probability, 3))),
            ])
        {
            RequestProbability = likely,
            Nearest = nearestTopic.Probability >= Nearer * inside ? nearestTopic.Article : null,
        };
    }

    /// <summary>Answers, asks back or declines.</summary>
    public static AnswerResult Decide(Judgement judged) => Decided(judged) with { Nearest = judged.Nearest };

    private static AnswerResult Decided(Judgement judged)
    {
        if (judged.Request is { } kind)
            return new AnswerResult.Requested(kind, judged.Seen) { IsPlain = judged.RequestProbability >= PlainRequest };
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
    public static AnswerResult.FoundBoth Both(Judgement first, Judgement second) =>
        new(first.Best!, second.Best!, [.. first.Seen.Concat(second.Seen).OrderByDescending(candidate => candidate.Confidence).DistinctBy(candidate => candidate.Article).Take(MostConsidered)]);

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

    /// <summary>Of "which one works better" the choice is asked for, of "which is safer" the safety, of "how much is a session" the cost.</summary>
    internal static string Narrowest(ImmutableArray<string> aspects) =>
        aspects.Contains("cost") ? "cost" : aspects.LastOrDefault(aspect => aspect is not ("what" or "how" or "choice")) ?? (aspects.Contains("choice") ? "choice" : aspects[^1]);

    /// <summary>Adds to what is told of a message as typed what is told of it put right.</summary>
    internal static void Weigh(float[] typed, float[] putRight)
    {
        TensorPrimitives.Multiply<float>(typed, 1 - PutRight, typed);
        TensorPrimitives.MultiplyAdd<float>(putRight, PutRight, typed, typed);
    }

    private static bool IsNamed(DeclinedArticle article, string said) => article.Named.IsEmpty || article.Named.Any(words => said.Contains($" {words} ", StringComparison.Ordinal));

    private float[] Tell(string text) => _model.Tell(MessageEncoder.Shared.Encode(text), (float)_confidence.Temperature);

    private int PlaceOf(Target target) => _model.PlaceOf(TargetModel.ClassOf(target));

    private float ToldOf(float[] told, string name) => _model.PlaceOf(name) is >= 0 and var place ? told[place] : 0;

    /// <summary>The treatment of the topic, or the one that most phrasings name.</summary>
    private static string? TreatmentOf(Target.Answer answer, Func<string, Question> reader)
    {
        const double most = 0.7;
        if (answer.Topic?.Subject is "fibrin" or "decompression" or "other")
            return answer.Topic.Subject;
        var (named, count) = answer.Phrasings.Select(reader).Select(question => question.Subjects is ["fibrin" or "decompression"] ? question.Subjects[0] : "")
            .CountBy(subject => subject).Where(pair => pair.Key.Length > 0).DefaultIfEmpty().MaxBy(pair => pair.Value);
        return count > answer.Phrasings.Length * most ? named : null;
    }
}
