using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>How much each sign weighs: turns evidence into the probability of each target, and of none of them (a conditional logit). Fitted by <see cref="RankingFit"/>.</summary>
/// <param name="Signs">By <see cref="Sign"/>.</param>
/// <param name="None">By <see cref="NoneSign"/>.</param>
internal sealed record Ranking(ImmutableArray<double> Signs, ImmutableArray<double> None)
{
    /// <summary>Where the weights stand.</summary>
    public const string Path = "knowledge/ranking.json";

    /// <summary>Everything equally likely: what is there before the first fit.</summary>
    public static Ranking Blank { get; } = new([.. Enum.GetValues<Sign>().Select(_ => 0.0)], [.. Enum.GetValues<NoneSign>().Select(_ => 0.0)]);

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
            var weights = JsonSerializer.Deserialize<Written>(file.Text, s_json);
            if (weights is { Signs: { } signs, None: { } none })
                return new([.. Read<Sign>(signs, "signs")], [.. Read<NoneSign>(none, "none")]);
            problems.Add(new(Path, 1, "'signs' or 'none' is missing.", remedy));
        }
        catch (JsonException error)
        {
            problems.Add(new(Path, (int)(error.LineNumber ?? 0) + 1, "This is not the JSON that it should be.", remedy));
        }

        return Blank;

        IEnumerable<double> Read<TSign>(Dictionary<string, double> given, string group)
            where TSign : struct, Enum
        {
            foreach (var name in Enum.GetNames<TSign>())
            {
                if (!given.ContainsKey(name))
                    problems.Add(new(Path, 1, $"'{group}' has no '{name}'.", remedy));
                yield return given.GetValueOrDefault(name);
            }

            foreach (var name in given.Keys.Where(name => !Enum.TryParse<TSign>(name, out _)))
                problems.Add(new(Path, 1, $"'{group}' knows no '{name}'.", remedy));
        }
    }

    /// <summary>The file for these weights.</summary>
    public string Write() => JsonSerializer.Serialize(
        new Written(
            Enum.GetNames<Sign>().Zip(Signs).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 3)),
            Enum.GetNames<NoneSign>().Zip(None).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 3))),
        s_json) + "\n";

    /// <summary>The probability of each target of the evidence, in its order, and last that of none.</summary>
    public double[] Probabilities(Evidence evidence)
    {
        var odds = new double[evidence.Targets.Count + 1];
        for (var at = 0; at < evidence.Targets.Count; at++)
            odds[at] = Sum(Signs, evidence.Targets[at].Signs);
        odds[^1] = Sum(None, evidence.None);
        var highest = odds.Max();
        var total = 0.0;
        for (var at = 0; at < odds.Length; at++)
            total += odds[at] = Math.Exp(odds[at] - highest);
        for (var at = 0; at < odds.Length; at++)
            odds[at] /= total;
        return odds;
    }

    private static double Sum(ImmutableArray<double> weights, float[] signs)
    {
        var sum = 0.0;
        for (var at = 0; at < signs.Length; at++)
            sum += weights[at] * signs[at];
        return sum;
    }

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private sealed record Written(Dictionary<string, double> Signs, Dictionary<string, double> None);
}
