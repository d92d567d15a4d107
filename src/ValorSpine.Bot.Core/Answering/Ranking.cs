using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// How much each sign weighs. Turns evidence into the probability of each article, should one answer at all (a conditional logit), and into the probability that one
/// does (a logistic regression). Fitted by <see cref="RankingFit"/>.
/// </summary>
/// <param name="Signs">By <see cref="Sign"/>.</param>
/// <param name="Inside">By <see cref="InsideSign"/>.</param>
internal sealed record Ranking(ImmutableArray<double> Signs, ImmutableArray<double> Inside)
{
    /// <summary>Where the weights stand.</summary>
    public const string Path = "knowledge/ranking.json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Everything equally likely: what is there before the first fit.</summary>
    public static Ranking Blank { get; } = new([.. Enum.GetValues<Sign>().Select(_ => 0.0)], [.. Enum.GetValues<InsideSign>().Select(_ => 0.0)]);

    /// <summary>Reads the weights and reports what is wrong with them.</summary>
    public static Ranking Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        const string remedy = "Make the file anew: 'knowledge calibrate'.";
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", remedy));
            return Blank;
        }

        try
        {
            if (JsonSerializer.Deserialize<Written>(file.Text, s_json) is { Signs: { } signs, Inside: { } inside })
                return new([.. Read<Sign>(signs, "signs")], [.. Read<InsideSign>(inside, "inside")]);
            problems.Add(new(Path, 1, "'signs' or 'inside' is missing.", remedy));
        }
        catch (JsonException error)
        {
            problems.Add(new(Path, (int)(error.LineNumber ?? 0) + 1, "This is not the JSON that it should be.", remedy));
        }

        return Blank;

        IEnumerable<double> Read<TSign>(Dictionary<string, double> given, string group)
            where TSign : struct, Enum
        {
            foreach (var name in given.Keys.Where(name => !Enum.TryParse<TSign>(name, out _)))
                problems.Add(new(Path, 1, $"'{group}' knows no '{name}'.", remedy));
            foreach (var name in Enum.GetNames<TSign>())
            {
                if (!given.ContainsKey(name))
                    problems.Add(new(Path, 1, $"'{group}' has no '{name}'.", remedy));
                yield return given.GetValueOrDefault(name);
            }
        }
    }

    /// <summary>The file for these weights.</summary>
    public string Write() => JsonSerializer.Serialize(
        new Written(
            Enum.GetNames<Sign>().Zip(Signs).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 3)),
            Enum.GetNames<InsideSign>().Zip(Inside).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 3))),
        s_json) + "\n";

    /// <summary>The probability of each article among those considered, in their order, should one of them answer.</summary>
    public double[] Among(Evidence evidence) => Shares(evidence.Answers.Select(near => Sum(Signs, near.Signs)).ToArray());

    /// <summary>The probability that an article answers, by what speaks for that.</summary>
    public double IsInside(float[] signs) => 1 / (1 + Math.Exp(-Sum(Inside, signs)));

    /// <summary>Probabilities in proportion to the exponentials.</summary>
    internal static double[] Shares(double[] odds)
    {
        if (odds.Length == 0)
            return odds;
        var highest = odds.Max();
        var total = 0.0;
        for (var at = 0; at < odds.Length; at++)
            total += odds[at] = Math.Exp(odds[at] - highest);
        for (var at = 0; at < odds.Length; at++)
            odds[at] /= total;
        return odds;
    }

    internal static double Sum(IReadOnlyList<double> weights, float[] signs)
    {
        var sum = 0.0;
        for (var at = 0; at < signs.Length; at++)
            sum += weights[at] * signs[at];
        return sum;
    }

    private sealed record Written(Dictionary<string, double> Signs, Dictionary<string, double> Inside);
}
