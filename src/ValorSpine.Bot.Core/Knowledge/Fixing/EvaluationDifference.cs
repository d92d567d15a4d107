using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>What the bot did with one of the team's questions.</summary>
/// <param name="Key">Names the question across runs.</param>
/// <param name="Text">The question.</param>
/// <param name="Got">Outcome and topics.</param>
/// <param name="Right">Whether that is right.</param>
public sealed record Verdict(string Key, string Text, string Got, bool Right);

/// <summary>A question that is treated otherwise than before.</summary>
public sealed record VerdictChange(string Text, string Before, string After);

/// <summary>Two runs of the same questions side by side.</summary>
/// <param name="Questions">How many were put in both.</param>
/// <param name="RightBefore">How many of them were right.</param>
/// <param name="RightAfter">How many are.</param>
/// <param name="Gains">Wrong before, right now.</param>
/// <param name="Regressions">Right before, wrong now.</param>
/// <param name="Others">As right or wrong as before, in another way.</param>
public sealed record EvaluationDifference(
    int Questions, int RightBefore, int RightAfter, ImmutableArray<VerdictChange> Gains, ImmutableArray<VerdictChange> Regressions, ImmutableArray<VerdictChange> Others)
{
    /// <summary>Compares by key, in the order of the later run; a question of one run alone is left out, and one that was put twice counts once.</summary>
    public static EvaluationDifference Of(IEnumerable<Verdict> before, IEnumerable<Verdict> after)
    {
        var earlier = before.DistinctBy(verdict => verdict.Key).ToDictionary(verdict => verdict.Key, StringComparer.Ordinal);
        var pairs = after.DistinctBy(verdict => verdict.Key).Where(verdict => earlier.ContainsKey(verdict.Key)).Select(verdict => (Before: earlier[verdict.Key], After: verdict)).ToArray();
        return new(
            pairs.Length, pairs.Count(pair => pair.Before.Right), pairs.Count(pair => pair.After.Right),
            Changes(pair => !pair.Before.Right && pair.After.Right), Changes(pair => pair.Before.Right && !pair.After.Right),
            Changes(pair => pair.Before.Right == pair.After.Right && pair.Before.Got != pair.After.Got));

        ImmutableArray<VerdictChange> Changes(Func<(Verdict Before, Verdict After), bool> wanted) =>
            [.. pairs.Where(wanted).Select(pair => new VerdictChange(pair.After.Text, pair.Before.Got, pair.After.Got))];
    }
}
