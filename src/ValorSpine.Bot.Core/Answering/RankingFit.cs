using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A choice of which it is known what is right.</summary>
/// <param name="Options">What speaks for each option.</param>
/// <param name="Right">Places of the options that are right, at least one.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record Lesson(ImmutableArray<float[]> Options, ImmutableArray<int> Right, double Weight);

/// <summary>
/// Finds the weights under which the lessons are most likely (maximum likelihood with a little shrinkage, by Adam). The signs say nothing of single articles, so the
/// weights hold for articles that are written later.
/// </summary>
internal static class RankingFit
{
    private const int Rounds = 300, Chunk = 500;
    private const double Step = 0.1, Shrinkage = 0.0003, Momentum = 0.9, Memory = 0.999;

    /// <summary>The fitted weights, one a sign.</summary>
    public static ImmutableArray<double> Fit(IReadOnlyList<Lesson> lessons, int signs)
    {
        var weights = new double[signs];
        var mean = new double[signs];
        var square = new double[signs];
        var total = lessons.Sum(lesson => lesson.Weight);
        for (var round = 1; round <= Rounds; round++)
        {
            var slope = new double[signs];
            foreach (var part in lessons.Chunk(Chunk).AsParallel().AsOrdered().Select(chunk => SlopeOf(chunk, weights)))
            {
                for (var at = 0; at < signs; at++)
                    slope[at] += part[at];
            }

            var step = Step * (1 - (0.9 * round / Rounds));
            for (var at = 0; at < signs; at++)
            {
                var change = (slope[at] / total) - (Shrinkage * weights[at]);
                mean[at] = (Momentum * mean[at]) + ((1 - Momentum) * change);
                square[at] = (Memory * square[at]) + ((1 - Memory) * change * change);
                weights[at] += step * (mean[at] / (1 - Math.Pow(Momentum, round))) / (Math.Sqrt(square[at] / (1 - Math.Pow(Memory, round))) + 1e-8);
            }
        }

        return [.. weights];
    }

    private static double[] SlopeOf(Lesson[] lessons, double[] weights)
    {
        var slope = new double[weights.Length];
        foreach (var (options, rights, weight) in lessons)
        {
            var likely = Ranking.Shares([.. options.Select(option => Ranking.Sum(weights, option))]);
            var right = Math.Max(rights.Sum(at => likely[at]), 1e-12);
            for (var at = 0; at < likely.Length; at++)
            {
                var pull = weight * ((rights.Contains(at) ? likely[at] / right : 0) - likely[at]);
                if (Math.Abs(pull) < 1e-6)
                    continue;
                for (var sign = 0; sign < slope.Length; sign++)
                    slope[sign] += pull * options[at][sign];
            }
        }

        return slope;
    }
}
