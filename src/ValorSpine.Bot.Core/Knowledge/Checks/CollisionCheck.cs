using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>
/// No two articles are asked for in nearly the same words: the search could not tell them apart. Phrasings are compared as the search reads them, spelling put right and
/// "the glue shot" read as fibrin, by the weighted Dice coefficient: twice what both say, over what the one and the other say, rare terms counting more than common ones.
/// </summary>
internal sealed class CollisionCheck
{
    /// <summary>
    /// From this score on two phrasings collide. Of the 14,000 phrasings that it was chosen on, pairs above it were the same question with other small words ("weight limit on / of the
    /// traction table"); below 0.88 most pairs asked different things ("pacemaker", "pacemaker and decompression").
    /// </summary>
    internal const double Bound = 0.9;

    // The words between the terms count a little: "who is the doctor" and "is the doctor old" have their terms in common.
    private const double WordShare = 0.3, AspectShare = 0.7, TurnWeight = 0.5;

    private readonly ImmutableArray<Phrasing> _phrasings;
    private readonly Question[] _questions;

    // Of each phrasing its features by number, rarest first, and what they weigh together.
    private readonly int[][] _features;
    private readonly double[] _total;
    private readonly double[] _weights;

    private CollisionCheck(ImmutableArray<Phrasing> phrasings, Func<string, Question> read)
    {
        _phrasings = phrasings;
        _questions = [.. phrasings.AsParallel().AsOrdered().Select(phrasing => read(phrasing.Text))];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        _features = [.. _questions.Zip(phrasings, (question, phrasing) => FeaturesOf(question, phrasing).Select(NumberOf).ToArray())];
        _weights = WeightsOf(numbers);
        foreach (var features in _features)
            Array.Sort(features, (one, other) => _weights[one] == _weights[other] ? one - other : _weights[other].CompareTo(_weights[one]));
        _total = Array.ConvertAll(_features, features => features.Sum(feature => _weights[feature]));

        int NumberOf(string feature)
        {
            numbers.TryAdd(feature, numbers.Count);
            return numbers[feature];
        }
    }

    public static void Run(KnowledgeBase knowledge, ImmutableArray<Phrasing> phrasings, ICollection<ContentProblem> problems)
    {
        var reader = new QuestionReader(knowledge.Concepts);
        var spelling = Answerer.SpellingOf(knowledge, reader);
        var check = new CollisionCheck(phrasings, text => reader.Read(text, spelling));
        var named = new HashSet<int>();
        // Each phrasing is named once, with the one that it is nearest to: what is left after a repair is named then.
        foreach (var (first, second, score) in check.Pairs().OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Second).ThenBy(pair => pair.First))
        {
            if (!named.Contains(first) && !named.Contains(second))
            {
                named.UnionWith([first, second]);
                check.Report(first, second, score, problems);
            }
        }
    }

    private void Report(int first, int second, double score, ICollection<ContentProblem> problems)
    {
        var (one, other) = (_phrasings[first], _phrasings[second]);
        problems.Add(new(
            other.Path, other.Line, string.Create(CultureInfo.InvariantCulture, $"'{other.Text}' is nearly '{one.Text}' in {one.Path}:{one.Line} (score {score:0.00})."),
            "Keep the one that stands where it is answered best, and delete the other or say in it what sets it apart."));
    }

    /// <summary>
    /// Every colliding pair. Two phrasings can only reach the bound where they share one of their rarest features: a phrasing of weight w needs at least
    /// w · bound / (2 - bound) in common, so of its features in order only those before the rest falls below that are looked up.
    /// </summary>
    private IEnumerable<(int First, int Second, double Score)> Pairs()
    {
        var byFeature = new List<int>?[_weights.Length];
        var seenFor = new int[_phrasings.Length];
        var usedBy = new int[_weights.Length];
        for (var second = 0; second < _phrasings.Length; second++)
        {
            foreach (var feature in _features[second])
                usedBy[feature] = second;
            var spare = _total[second] * (1 - (Bound / (2 - Bound)));
            foreach (var feature in _features[second])
            {
                if (spare < 0)
                    break;
                spare -= _weights[feature];
                var others = byFeature[feature] ??= [];
                foreach (var first in others)
                {
                    if (seenFor[first] == second)
                        continue;
                    seenFor[first] = second;
                    if (ScoreOf(first, second, usedBy) is >= Bound and var score && CanCollide(first, second))
                        yield return (first, second, score);
                }

                others.Add(second);
            }
        }
    }

    /// <summary>Whether it matters which of the two is meant. What is said of one treatment is no question on the other; and the same words twice are reported as such.</summary>
    private bool CanCollide(int first, int second)
    {
        var (one, other) = (_phrasings[first], _phrasings[second]);
        return one.Owner != other.Owner
            && (one.Kind == PhrasingKind.Answered || other.Kind == PhrasingKind.Answered || (one.Kind, other.Kind) == (PhrasingKind.Declined, PhrasingKind.Declined))
            && one.Plain != other.Plain
            && _questions[first].Subjects.ToHashSet().SetEquals(_questions[second].Subjects);
    }

    private double ScoreOf(int first, int second, int[] usedBy)
    {
        var shared = 0.0;
        foreach (var feature in _features[first])
            shared += usedBy[feature] == second ? _weights[feature] : 0;
        return 2 * shared / (_total[first] + _total[second]);
    }

    /// <summary>Features that few articles use weigh more than those of many, as in the search.</summary>
    private double[] WeightsOf(Dictionary<string, int> numbers)
    {
        var owners = _phrasings.Zip(_features).GroupBy(pair => pair.First.Owner).ToArray();
        var uses = new int[numbers.Count];
        foreach (var owner in owners)
        {
            foreach (var feature in owner.SelectMany(pair => pair.Second).ToHashSet())
                uses[feature]++;
        }

        var weights = new double[numbers.Count];
        foreach (var (feature, number) in numbers)
        {
            var rarity = Math.Log(1 + ((double)owners.Length / uses[number]));
            weights[number] = feature[..Math.Min(2, feature.Length)] switch
            {
                "w:" => WordShare * rarity,
                "a:" => AspectShare * rarity,
                "t:" => TurnWeight,
                _ => rarity,
            };
        }

        return weights;
    }

    private static IEnumerable<string> FeaturesOf(Question question, Phrasing phrasing) =>
        question.Terms.IsEmpty ? [] : question.Terms.Concat(Words.Split(phrasing.Text).Distinct().Select(word => $"w:{word}"));
}
