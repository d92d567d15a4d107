using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>Something that the service told its operator.</summary>
/// <param name="Place">Where, for a person who looks for the leak.</param>
/// <param name="Text">All of it.</param>
/// <param name="IsRequestLine">Whether the framework itself tells of requests there, addresses included; the shipped settings keep that off.</param>
internal sealed record Told(string Place, string Text, bool IsRequestLine);

/// <summary>Keeps every log entry, measurement and trace of the process.</summary>
internal sealed class Capture : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private readonly ConcurrentDictionary<Told, bool> _metrics = new();
    private readonly ConcurrentQueue<Told> _traces = [];

    public Capture()
    {
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        Measure<byte>();
        Measure<short>();
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        Measure<decimal>();
        _meters.Start();
        _activities = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _traces.Enqueue(new(activity.Source.Name, Describe(activity), IsRequestLine: true)),
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>Takes the service's log entries.</summary>
    public FakeLogCollector Log { get; } = new();

    /// <summary>Instruments with the tags of their measurements.</summary>
    public IEnumerable<Told> Metrics
    {
        get
        {
            _meters.RecordObservableInstruments();
            return _metrics.Keys;
        }
    }

    /// <summary>Finished spans.</summary>
    public IEnumerable<Told> Traces => _traces;

    /// <summary>Log entries: message, values, error; and what surrounds them.</summary>
    public IEnumerable<Told> Logs => Log.GetSnapshot().SelectMany(Describe);

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private static IEnumerable<Told> Describe(FakeLogRecord entry)
    {
        var place = $"{entry.Category} ({entry.Level}, event {entry.Id})";
        var byFramework = entry.Category?.StartsWith("Microsoft.", StringComparison.Ordinal) == true && entry.Level < LogLevel.Warning;
        yield return new(place, $"{entry.Message}\n{Describe(entry.StructuredState)}\n{entry.Exception}", byFramework);
        foreach (var scope in entry.Scopes.Where(scope => scope is not null))
            yield return new($"a scope of {place}", $"{scope}\n{Describe(scope as IEnumerable<KeyValuePair<string, object?>>)}", IsRequestLine: true);
    }

    private static string Describe(Activity activity) => string.Join('\n', [
        activity.DisplayName,
        activity.OperationName,
        activity.StatusDescription,
        activity.TraceStateString,
        Describe(activity.TagObjects),
        Describe(activity.Baggage),
        .. activity.Events.Select(happened => $"{happened.Name}\n{Describe(happened.Tags)}"),
        .. activity.Links.Select(link => Describe(link.Tags))]);

    private static string Describe<T>(IEnumerable<KeyValuePair<string, T>>? values) => string.Join('\n', (values ?? []).Select(value => $"{value.Key}={value.Value}"));

    private void Measure<T>()
        where T : struct => _meters.SetMeasurementEventCallback<T>((instrument, _, tags, _) =>
            _metrics.TryAdd(new(instrument.Name, $"{instrument.Meter.Name}\n{instrument.Description}\n{Describe(tags.ToArray())}", IsRequestLine: false), true));
}
