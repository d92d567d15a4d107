using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// Turns what the model tells into probabilities that hold for messages of people who had no part in what it learned. Fitted on the tuned split of
/// <c>tests/evaluation</c> by <see cref="Calibration"/>.
/// </summary>
/// <param name="Temperature">Above 1 evens the probabilities of targets out.</param>
/// <param name="Slope">How much the log odds of "an article answers this" count.</param>
/// <param name="Start">What is added to them.</param>
internal sealed record Confidence(double Temperature, double Slope, double Start)
{
    /// <summary>Where the numbers stand.</summary>
    public const string Path = "knowledge/confidence.json";

    private const double Least = 1e-6;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Takes what is told as it is.</summary>
    public static Confidence Plain { get; } = new(1, 1, 0);

    /// <summary>Reads the numbers; with a problem where they cannot be read.</summary>
    public static Confidence Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        const string remedy = "Make the file anew: 'knowledge calibrate'.";
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", remedy));
            return Plain;
        }

        try
        {
            if (JsonSerializer.Deserialize<Confidence>(file.Text, s_json) is { Temperature: > 0, Slope: > 0 } read)
                return read;
            problems.Add(new(Path, 1, "'temperature' and 'slope' must be above 0.", remedy));
        }
        catch (JsonException error)
        {
            problems.Add(new(Path, (int)(error.LineNumber ?? 0) + 1, "This is not the JSON that it should be.", remedy));
        }

        return Plain;
    }

    /// <summary>The file for these numbers.</summary>
    public string Write() => JsonSerializer.Serialize(new Confidence(Math.Round(Temperature, 3), Math.Round(Slope, 3), Math.Round(Start, 3)), s_json) + "\n";

    /// <summary>The probability that an article answers, by what the model tells of all articles together.</summary>
    public double IsInside(double told) => 1 / (1 + Math.Exp(-Odds(told)));

    private double Odds(double told) => (Slope * Math.Log((told + Least) / (1 - told + Least))) + Start;

    /// <summary>The numbers under which the outcomes are likeliest, by Newton's method on slope and start.</summary>
    /// <param name="temperature">Under which they were told.</param>
    /// <param name="told">What was told of all articles together, and whether one answers.</param>
    public static Confidence Fit(double temperature, ImmutableArray<(double Told, bool Answers)> told)
    {
        const int rounds = 40;
        const double damping = 0.5, ridge = 1e-3;
        var fitted = new Confidence(temperature, 1, 0);
        for (var round = 0; round < rounds; round++)
        {
            double slopeA = 0, slopeB = 0, bendAA = ridge, bendAB = 0, bendBB = ridge;
            foreach (var (share, answers) in told)
            {
                var odds = Math.Log((share + Least) / (1 - share + Least));
                var likely = fitted.IsInside(share);
                var off = (answers ? 1 : 0) - likely;
                var bend = likely * (1 - likely);
                slopeA += off * odds;
                slopeB += off;
                bendAA += bend * odds * odds;
                bendAB += bend * odds;
                bendBB += bend;
            }

            var area = (bendAA * bendBB) - (bendAB * bendAB);
            fitted = fitted with
            {
                Slope = Math.Max(0.05, fitted.Slope + (damping * ((slopeA * bendBB) - (slopeB * bendAB)) / area)),
                Start = fitted.Start + (damping * ((slopeB * bendAA) - (slopeA * bendAB)) / area),
            };
        }

        return fitted;
    }
}
