using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A message with what answers it.</summary>
/// <param name="Text">As a patient wrote it.</param>
/// <param name="Topics">Topics that answer it; empty where none does.</param>
/// <param name="Weight">How much it counts beside others.</param>
public sealed record LabelledMessage(string Text, ImmutableArray<string> Topics, double Weight);

/// <summary>
/// Fits the weights of <c>knowledge/ranking.json</c>: on each phrasing as if it had not been written, on each sample of other things as if its group had not been
/// written, and on messages of people who had no part in either.
/// </summary>
public sealed class Calibration
{
    private const double OwnPhrasing = 0.5, Asked = 3, Other = 0.7, GroupKnown = 0.4, GroupUnknown = 0.6;
    private const int Folds = 4;
    private readonly ImmutableArray<Target> _targets;
    private readonly Answerer _reader;
    private readonly TargetIndex _index;
    private readonly KnowledgeBase _knowledge;

    /// <summary>Reads all phrasings.</summary>
    public Calibration(KnowledgeBase knowledge)
    {
        _knowledge = knowledge;
        _targets = Target.Of(knowledge);
        _reader = new(knowledge, TopicModel.Blank, Ranking.Blank);
        _index = new(_targets, _reader.Phrasings, _reader.Read);
    }

    /// <summary>The files with what was learned, by path.</summary>
    /// <param name="messages">The tuned split of the evaluation set.</param>
    public IReadOnlyDictionary<string, string> Fit(IEnumerable<LabelledMessage> messages)
    {
        var (model, ranking) = FitAll([.. messages], isHeldOut: _ => false);
        return new Dictionary<string, string> { [TopicModel.Path] = model.Write(), [Ranking.Path] = ranking.Write() };
    }

    /// <summary>
    /// What was learned. What the topic model says of a message that it has learned is no evidence of what it will say of others: weights are fitted on what models
    /// say that have not learned it.
    /// </summary>
    internal (TopicModel Model, Ranking Ranking) FitAll(ImmutableArray<LabelledMessage> messages, Func<int, bool> isHeldOut)
    {
        var own = Enumerable.Range(0, _index.Phrasings).Select(phrasing => (Example: ExampleOf(phrasing), Phrasing: phrasing, Message: (LabelledMessage?)null));
        var others = messages.Where((_, at) => !isHeldOut(at)).Select(message => (Example: ExampleOf(message), Phrasing: -1, Message: (LabelledMessage?)message));
        var all = own.Concat(others).ToArray();
        var models = Enumerable.Range(0, Folds + 1).AsParallel().AsOrdered()
            .Select(fold => TopicModel.Learn([.. all.Where((_, at) => fold == Folds || at % Folds != fold).Select(one => one.Example)])).ToArray();
        var samples = all.Select((one, at) => (one, at)).AsParallel().AsOrdered().SelectMany(pair => SamplesOf(pair.one.Example, pair.one.Phrasing, pair.one.Message, models[pair.at % Folds]))
            .Where(sample => sample.Evidence.Answers.Count > 0).ToArray();
        return (models[Folds], FitRanking(samples));
    }

    private Ranking FitRanking(Sample[] samples)
    {
        var among = samples.Where(sample => sample.Topics.Length > 0).Select(LessonAmong).OfType<Lesson>().ToArray();
        var ranking = Ranking.Blank with { Signs = RankingFit.Fit(among, Enum.GetValues<Sign>().Length) };
        var judge = new Judge(_targets, _index, TopicModel.Blank, ranking);
        var inside = samples.Select(sample => LessonInside(sample.Evidence, judge, sample.Topics.Length > 0, sample.Weight)).ToArray();
        return ranking with { Inside = RankingFit.Fit(inside, Enum.GetValues<InsideSign>().Length) };
    }

    private Example ExampleOf(int phrasing) =>
        new(_index.TextOf(phrasing), _reader.Read(_index.TextOf(phrasing)), TopicModel.ClassOf(_targets[_index.TargetOf(phrasing)]));

    private Example ExampleOf(LabelledMessage message) =>
        new(message.Text, _reader.Read(message.Text), message.Topics is [var topic, ..] ? topic : $"{TopicModel.Outside}near misses");

    private IEnumerable<Sample> SamplesOf(Example example, int phrasing, LabelledMessage? message, TopicModel model)
    {
        var question = example.Question;
        if (!question.HasTopic)
            yield break;
        var told = model.Tell(question);
        if (message is not null)
        {
            yield return new(_index.Weigh(question, told), message.Topics, null, message.Weight);
            yield break;
        }

        var target = _targets[_index.TargetOf(phrasing)];
        // What others asked is nearer to what is asked next than what the author of an article made up.
        var asked = _knowledge.Asked.GetValueOrDefault(target.Id, []).Contains(example.Text) || example.Class == $"{TopicModel.Outside}near misses";
        if (target is Target.Answer { Article: var article })
        {
            yield return new(_index.Weigh(question, told, phrasing), [article.Topic], asked ? null : article.Id, asked ? Asked : OwnPhrasing);
        }
        else
        {
            var weight = asked ? Asked : Other;
            yield return new(_index.Weigh(question, told, phrasing), [], null, weight * GroupKnown);
            yield return new(_index.Weigh(question, told, -1, _index.TargetOf(phrasing)), [], null, weight * GroupUnknown);
        }
    }

    private sealed record Sample(Evidence Evidence, ImmutableArray<string> Topics, string? Article, double Weight);

    private Lesson? LessonAmong(Sample sample)
    {
        ImmutableArray<int> right =
        [
            .. Enumerable.Range(0, sample.Evidence.Answers.Count).Where(at => ((Target.Answer)_targets[sample.Evidence.Answers[at].Target]).Article is var article
                && (sample.Article is { } only ? article.Id == only : sample.Topics.Contains(article.Topic))),
        ];
        return right.IsEmpty ? null : new([.. sample.Evidence.Answers.Select(near => near.Signs)], right, sample.Weight);
    }

    private static Lesson LessonInside(Evidence evidence, Judge judge, bool isAnswered, double weight)
    {
        var (_, clear) = judge.BestOf(evidence, judge.Among(evidence));
        return new([evidence.Inside(clear), new float[Enum.GetValues<InsideSign>().Length]], [isAnswered ? 0 : 1], weight);
    }
}
