using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What the bot made of one message about when.</summary>
/// <param name="Case">The message.</param>
/// <param name="Understood">What it was taken for.</param>
internal sealed record TimeJudged(TimeCase Case, TimeReading Understood)
{
    /// <summary>Whether one of the readings was meant: the very days, the very times of day.</summary>
    public bool Right => Case.Readings.Any(Understood.Means);

    /// <summary>Whether it would offer, without asking, a day that no reading accepts.</summary>
    public bool WrongDay => Understood.Kind == TimeReadingKind.Wish && Understood.Days.Any(day => !Case.Readings.Any(reading => reading.Days.Contains(day)));

    /// <summary>What came of it, in words.</summary>
    public string Outcome => this switch
    {
        { Right: true } => "right",
        { WrongDay: true } => "a day that no reading accepts",
        { Understood.Kind: TimeReadingKind.Wish } => "too few days, or another time of day",
        { Understood.Kind: TimeReadingKind.Ask } => "asked about though it is clear",
        _ => "not taken for a wish",
    };
}

/// <summary>Reads every message of the suite and writes what came of it.</summary>
internal static class TimeRun
{
    private static readonly ImmutableArray<(string What, Func<TimeCase, bool> Is)> s_kinds =
    [
        ("one day", one => Wishes(one) && one.Readings[0].Days.Count == 1),
        ("several days", one => Wishes(one) && one.Readings[0].Days.Count is > 1 and <= 35),
        ("open end", one => Wishes(one) && one.Readings[0].Days.Count > 35),
        ("a time of day as a span", one => Wishes(one) && (one.Readings[0].After ?? one.Readings[0].Before) is not null),
        ("a time to the minute", one => Wishes(one) && one.Readings[0].At is not null),
        ("must be asked about", one => one.Readings[0].Kind == TimeReadingKind.Ask),
        ("not about when", one => one.Readings[0].Kind == TimeReadingKind.NotATime),
        ("more than ten words", one => one.Says.Split(' ').Length > 10),
        ("said at another moment", one => one.Now.Month != 3 || one.Now.Day != 11 || one.Now.Hour != 10),
    ];

    /// <summary>What was understood, in the order of the suite, as where a time was asked for.</summary>
    public static ImmutableArray<TimeJudged> Read(IEnumerable<TimeCase> cases) =>
        [.. cases.Select(one => new TimeJudged(one, TimeReading.Of(WhenWanted.Parse(one.Says, one.Now, asked: true), DateOnly.FromDateTime(one.Now.DateTime))))];

    /// <summary>The figures that have bounds.</summary>
    public static ImmutableArray<Figure> Figures(IReadOnlyCollection<TimeJudged> judged)
    {
        return
        [
            Of("right", "understood as one of the readings, to the day and the minute", Share.Count(judged, one => one.Right)),
            Of("wrong-day-error", "would offer, without asking, a day that no reading accepts", Share.Count(judged, one => one.WrongDay)),
        ];

        static Figure Of(string name, string what, Share share) => new(name, what, share.Value, share.ToString());
    }

    /// <summary>The figures of one split as Markdown.</summary>
    public static string Report(string split, IReadOnlyCollection<TimeJudged> judged, IReadOnlyDictionary<string, Bound> bounds)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {split}: {judged.Count} messages\n\n| figure | value (95 % interval) | aim |\n| --- | --- | --- |");
        foreach (var figure in Figures(judged))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.Shown} | {(bounds.TryGetValue(figure.Name, out var bound) ? bound.Aim.ToString("0.00", CultureInfo.InvariantCulture) : "")} |");
        text.AppendLine("\n| what came of it | messages |\n| --- | --- |");
        foreach (var outcome in judged.CountBy(one => one.Outcome).OrderByDescending(pair => pair.Value))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {outcome.Key} | {outcome.Value} |");
        text.AppendLine("\n| kind of message | right (95 % interval) |\n| --- | --- |");
        foreach (var (what, isKind) in s_kinds)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {Share.Count([.. judged.Where(one => isKind(one.Case))], one => one.Right)} |");
        return text.AppendLine().ToString();
    }

    private static bool Wishes(TimeCase one) => one.Readings[0].Kind == TimeReadingKind.Wish;
}
