using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>One message of which it is known what it is about.</summary>
/// <param name="Evidence">What speaks for what.</param>
/// <param name="Right">Places in the evidence that are right; the last place is none of them.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record Lesson(Evidence Evidence, ImmutableArray<int> Right, double Weight);

/// <summary>
/// Finds the weights under which the lessons are most likely (maximum likelihood with a little shrinkage, by Adam). The signs say nothing of single articles, so the
/// weights hold for articles that are written later.
/// </summary>
internal static class RankingFit
{
    private const int Rounds = 400;
    private const double Step = 0.1, Shrinkage = 0.0004, Momentum = 0.9, Memory = 0.999;

    /// <summary>The fitted weights.</summary>
    public static Ranking Fit(IReadOnlyList<Lesson> lessons)
    {
        var signs = Enum.GetValues<Sign>().Length;
        var weights = new double[signs + Enum.GetValues<NoneSign>().Length];
        var mean = new double[weights.Length];
        var square = new double[weights.Length];
        var total = lessons.Sum(lesson => lesson.Weight);
        for (var round = 1; round <= Rounds; round++)
        {
            var ranking = Of(weights, signs);
            var slope = new double[weights.Length];
            foreach (var lesson in lessons)
                AddSlope(slope, lesson, ranking, signs);
            var step = Step * (1 - (0.8 * round / Rounds));
            for (var at = 0; at < weights.Length; at++)
            {
                var change = (slope[at] / total) - (Shrinkage * weights[at]);
                mean[at] = (Momentum * mean[at]) + ((1 - Momentum) * change);
                square[at] = (Memory * square[at]) + ((1 - Memory) * change * change);
                weights[at] += step * (mean[at] / (1 - Math.Pow(Momentum, round))) / (Math.Sqrt(square[at] / (1 - Math.Pow(Memory, round))) + 1e-8);
            }
        }

        return Of(weights, signs);
    }

    private static void AddSlope(double[] slope, Lesson lesson, Ranking ranking, int signs)
    {
        if (lesson.Right.IsEmpty)
            return;
        var likely = ranking.Probabilities(lesson.Evidence);
        var right = lesson.Right.Sum(at => likely[at]);
        for (var at = 0; at < likely.Length; at++)
        {
            var pull = lesson.Weight * ((lesson.Right.Contains(at) ? likely[at] / Math.Max(right, 1e-12) : 0) - likely[at]);
            if (Math.Abs(pull) < 1e-6)
                continue;
            var last = at == likely.Length - 1;
            var values = last ? lesson.Evidence.None : lesson.Evidence.Targets[at].Signs;
            for (var sign = 0; sign < values.Length; sign++)
                slope[(last ? signs : 0) + sign] += pull * values[sign];
        }
    }

    private static Ranking Of(double[] weights, int signs) => new([.. weights[..signs]], [.. weights[signs..]]);
}
