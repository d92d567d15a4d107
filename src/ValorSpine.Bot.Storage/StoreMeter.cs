using System.Diagnostics.Metrics;

namespace ValorSpine.Bot.Storage;

/// <summary>What the store measures of itself. Nothing of it names a conversation.</summary>
public static class StoreMeter
{
    /// <summary>Of the meter, for who listens to it.</summary>
    public const string Name = "ValorSpine.Bot.Storage";

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "valorspine.commit.duration", "s", "How long one transaction of the writer took, flushing included.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5] });

    private static readonly Histogram<int> s_size = s_meter.CreateHistogram(
        "valorspine.commit.pieces", "{piece}", "How many pieces of work one transaction of the writer committed.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    /// <summary>A transaction of the writer ended.</summary>
    /// <param name="pieces">How many pieces of work it held.</param>
    /// <param name="took">From its begin to the end of its commit.</param>
    /// <param name="isDone">Whether it was committed, or rolled back.</param>
    internal static void Ended(int pieces, TimeSpan took, bool isDone)
    {
        if (!s_duration.Enabled)
            return;
        s_duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("result", isDone ? "committed" : "refused"));
        if (isDone)
            s_size.Record(pieces);
    }
}
