using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Evaluation;

/// <summary>A share of a count, with the 95 % interval of Wilson.</summary>
/// <param name="Hits">How many.</param>
/// <param name="Of">Of how many.</param>
internal readonly record struct Share(int Hits, int Of)
{
    private const double Z = 1.959964;

    /// <summary>The share itself; 0 of none.</summary>
    public double Value => Of == 0 ? 0 : (double)Hits / Of;

    /// <summary>Lower and upper bound.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Of == 0)
                return (0, 1);
            var middle = (Value + (Z * Z / (2 * Of))) / (1 + (Z * Z / Of));
            var reach = Z * Math.Sqrt((Value * (1 - Value) / Of) + (Z * Z / (4.0 * Of * Of))) / (1 + (Z * Z / Of));
            return (middle - reach, middle + reach);
        }
    }

    /// <summary>Counts.</summary>
    public static Share Count<T>(IReadOnlyCollection<T> all, Func<T, bool> isHit) => new(all.Count(isHit), all.Count);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.000} ({Interval.Low:0.000}-{Interval.High:0.000}; {Hits} of {Of})");
}

/// <summary>One figure of a run.</summary>
/// <param name="Name">As in <c>tests/evaluation/bounds.yml</c>.</param>
/// <param name="What">In words.</param>
/// <param name="Value">The figure.</param>
/// <param name="Shown">With its interval where it has one.</param>
internal sealed record Figure(string Name, string What, double Value, string Shown);

/// <summary>The figures of one split.</summary>
internal static class Figures
{
    private const int Bins = 10;

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static ImmutableArray<Figure> Of(IReadOnlyCollection<Judged> judged)
    {
        var single = judged.Where(one => one.Alone && one.Expected.Group is null).ToArray();
        var answerable = single.Where(one => one.HasAnswer).ToArray();
        var unanswerable = single.Where(one => one.HasNone).ToArray();
        var one = answerable.Where(message => !message.Expected.Both).ToArray();
        return
        [
            Of("top-1", "the most probable topic is right", Share.Count(one, message => message.Ranked is [var first, ..] && message.Expected.Topics.Contains(first.Topic))),
            Of("top-3", "a right topic is among the three most probable", Share.Count(one, message => message.Ranked.Take(3).Any(topic => message.Expected.Topics.Contains(topic.Topic)))),
            Of("answered", "answered, of what has an answer", Share.Count(answerable, message => message.Outcome == "answer")),
            Of("answered-right", "answered from the right topic, of what has an answer", Share.Count(answerable, message => message.Right)),
            Of("declined", "declined, of what has no answer", Share.Count(unanswerable, message => message.Outcome != "answer")),
            Of("outcome", "the outcome is right, of all messages", Share.Count(single, message => message.OutcomeRight)),
            Of("typo-sms", "outcome and topic are right, of misspelled and SMS messages", Share.Count([.. single.Where(IsTyped)], message => message.Right)),
            Of("other-styles", "outcome and topic are right, of all other messages", Share.Count([.. single.Where(message => !IsTyped(message))], message => message.Right)),
            Of("both", "both questions answered, of messages with two", Share.Count([.. answerable.Where(message => message.Expected.Both)], message => message.Right)),
            CalibrationError([.. single.Where(message => (message.HasAnswer && !message.Expected.Both) || message.HasNone)]),
            Of("paraphrases", "paraphrases of one question that get the outcome that most of them get", Agreement([.. judged.Where(message => message.Expected.Group is not null)])),
            Of("threads", "turns of whole conversations that are right", Share.Count([.. judged.Where(message => !message.Alone)], message => message.Right)),
        ];
    }

    private static bool IsTyped(Judged message) => message.Expected.Style is "typo" or "sms";

    private static Figure Of(string name, string what, Share share) => new(name, what, share.Value, share.ToString());

    private static Share Agreement(IReadOnlyCollection<Judged> paraphrases)
    {
        var groups = paraphrases.GroupBy(message => message.Expected.Group).ToArray();
        return new(groups.Sum(group => group.CountBy(message => message.Outcome).Max(pair => pair.Value)), paraphrases.Count);
    }

    /// <summary>How far stated probabilities are from what is true, as a mean over ten bins of stated probability.</summary>
    private static Figure CalibrationError(Judged[] messages)
    {
        var stated = messages.Where(message => message.Ranked.Length > 0)
            .Select(message => (message.Ranked[0].Probability, IsRight: message.HasAnswer && message.Expected.Topics.Contains(message.Ranked[0].Topic)))
            .GroupBy(pair => Math.Min(Bins - 1, (int)(pair.Probability * Bins))).ToArray();
        var error = stated.Sum(bin => Math.Abs(bin.Sum(pair => pair.Probability) - bin.Count(pair => pair.IsRight))) / Math.Max(1, stated.Sum(bin => bin.Count()));
        return new("calibration-error", "stated probability against truth, mean over ten bins", error, error.ToString("0.000", CultureInfo.InvariantCulture));
    }
}
