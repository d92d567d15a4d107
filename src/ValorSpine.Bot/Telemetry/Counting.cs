using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Telemetry;

/// <summary>Begins to count right after the start, beside it; and where metrics are sent, counts what waits in the store as often as they are.</summary>
internal sealed partial class Counting(TelemetrySettings settings, MetricsPage page, ServiceGauges gauges, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Counting> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var begin = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        page.Begin();
        if (!settings.Sends)
            return;
        using var timer = new PeriodicTimer(s_every, time);
        do
            await TryRefreshAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryRefreshAsync(CancellationToken cancel)
    {
        try
        {
            await gauges.RefreshAsync(cancel);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            NotCounted(error, s_every);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "What waits in the store could not be counted for the metrics; this is tried again in {Delay}.")]
    private partial void NotCounted(Exception error, TimeSpan delay);
}
