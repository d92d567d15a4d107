using System.Diagnostics.Metrics;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;

namespace ValorSpine.Bot.Telemetry;

/// <summary>Counts and times what a language model is asked, whatever comes of it.</summary>
internal sealed class MeasuredModel : ILanguageModel
{
    private readonly ILanguageModel _inner;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;

    public MeasuredModel(ILanguageModel inner, IMeterFactory meters, TimeProvider time)
    {
        (_inner, _time) = (inner, time);
        _duration = meters.Create(TurnTelemetry.Name).CreateHistogram(
            "valorspine.model.call.duration", "s", "How long the language model was waited for, by use and by what came of it.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = TurnTelemetry.Seconds });
    }

    /// <inheritdoc/>
    public async ValueTask<ModelResult> PerformAsync(ModelRequest request, BotContent content, DateTimeOffset since, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        using var span = TurnTelemetry.Span("turn.model");
        var result = await _inner.PerformAsync(request, content, since, cancel);
        var (use, came) = (request.Use.ToString(), ResultOf(result));
        span?.SetTag("valorspine.model.use", use).SetTag("valorspine.model.result", came);
        _duration.Record(_time.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("use", use), new("result", came));
        return result;
    }

    // "status 503" and the like would make a value of each number.
    private static string ResultOf(ModelResult result) => result switch
    {
        ModelResult.Nothing { Why: var why } when why.StartsWith("status", StringComparison.Ordinal) => "status",
        ModelResult.Nothing { Why: var why } => why,
        _ => "told",
    };
}
