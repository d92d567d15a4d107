using System.Diagnostics.Metrics;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Storage.Figures;

namespace ValorSpine.Bot.Telemetry;

/// <summary>What stands now: what waits, who is connected, what is served. What is counted in the store is read at most every few seconds, and only where somebody looks.</summary>
internal sealed class ServiceGauges
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(5);

    private readonly OperatingCounts _counts;
    private readonly TimeProvider _time;
    private volatile Counted? _last;

    public ServiceGauges(IMeterFactory meters, OperatingCounts counts, LiveContent content, IOpenStreams streams, TimeProvider time, ModelCalls? model = null)
    {
        (_counts, _time) = (counts, time);
        var meter = meters.Create(TurnTelemetry.Name);
        meter.CreateObservableGauge("valorspine.deliveries.waiting", () => Value(count => count.DeliveriesWaiting), "{reply}", "Replies on their way to a channel that is called.");
        meter.CreateObservableGauge("valorspine.deliveries.given_up", () => Value(count => count.DeliveriesGivenUp), "{reply}", "Replies that were given up within a day.");
        meter.CreateObservableGauge("valorspine.alert_mails.waiting", () => Value(count => count.AlertMailsWaiting), "{mail}", "Mails to staff about alerts that no mail server has taken.");
        meter.CreateObservableGauge("valorspine.alerts.open", () => Value(count => count.AlertsOpen), "{alert}", "Alerts that nobody has seen.");
        meter.CreateObservableGauge("valorspine.alerts.unreached", () => Value(count => count.AlertsUnreached), "{alert}", "Unresolved alerts of patients whom guidance did not reach.");
        meter.CreateObservableGauge("valorspine.handoffs.waiting", () => Value(count => count.HandOffsWaiting), "{patient}", "Patients who wait for a person.");
        meter.CreateObservableGauge("valorspine.notices.waiting", () => Value(count => count.NoticesWaiting), "{notice}", "Notices to patients that are not due or not taken yet.");
        meter.CreateObservableGauge("valorspine.notices.given_up", () => Value(count => count.NoticesGivenUp), "{notice}", "Notices to patients that are left to staff.");
        meter.CreateObservableGauge("valorspine.schedule.unanswered", () => Value(count => count.RequestsUnanswered), "{request}", "Requests that a schedule elsewhere has not answered.");
        meter.CreateObservableGauge("valorspine.web_sockets.open", () => streams.Count, "{socket}", "Web sockets of chats in this process.");
        meter.CreateObservableGauge("valorspine.knowledge.info", () => Knowledge(content.Status), "{version}", "Always 1; its version is what is served, its state says whether the files could be taken as they are.");
        meter.CreateObservableGauge("valorspine.model.tokens.left", () => model is null ? Array.Empty<Measurement<long>>() : [new(model.BudgetToday.TokensLeft)], "{token}", "What is left of the language model's budget for today, of all processes together.");
    }

    /// <summary>Counts anew where that was a while ago.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancel)
    {
        if (_last is null || _time.GetElapsedTime(_last.At) >= s_fresh)
            _last = new(await _counts.CountAsync(cancel), _time.GetTimestamp());
    }

    private IEnumerable<Measurement<long>> Value(Func<OperatingCount, long> of) => _last is { } last ? [new(of(last.Count))] : [];

    private static Measurement<int> Knowledge(ContentStatus status) =>
        new(1, new KeyValuePair<string, object?>("version", status.Serving.Version), new("state", status.Rejected is null ? "served" : "degraded"));

    private sealed record Counted(OperatingCount Count, long At);
}
