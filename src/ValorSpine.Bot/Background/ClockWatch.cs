using System.Globalization;

namespace ValorSpine.Bot.Background;

/// <summary>
/// Sees when the clock of the machine is set, or stood still while the machine slept: time has passed on it otherwise than on a stopwatch. What waits for a moment waits on a stopwatch too, so it is all woken to look again
/// at what is due now.
/// </summary>
internal sealed partial class ClockWatch(IServiceProvider services, TimeProvider time, ILogger<ClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(15), s_jump = TimeSpan.FromSeconds(30), s_toldFor = TimeSpan.FromHours(12);
    private readonly Lock _lock = new();
    private (DateTimeOffset Clock, long Stopwatch) _last = (time.GetUtcNow(), time.GetTimestamp());
    private (TimeSpan By, long At)? _jump;

    /// <summary>How far the clock jumped within the last twelve hours, the last time; null where it did not. Looks itself, so that whoever asks first knows.</summary>
    public TimeSpan? LastJump()
    {
        Look();
        lock (_lock)
            return _jump is var (by, at) && time.GetElapsedTime(at) < s_toldFor ? by : null;
    }

    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem() => LastJump() is { } jump
        ? string.Create(CultureInfo.InvariantCulture, $"The clock of this machine jumped {(jump > TimeSpan.Zero ? "forwards" : "back")} by {TimeSpan.FromSeconds(Math.Round(jump.Duration().TotalSeconds)):d\\.hh\\:mm\\:ss} in the last 12 hours. See that it is right: reminders, holds and sessions go by it. Nothing is erased for its age meanwhile.")
        : null;

    /// <summary>Compares once; gives whether there was a jump since the last time.</summary>
    internal bool Look()
    {
        TimeSpan off;
        lock (_lock)
        {
            var (clock, stopwatch) = (time.GetUtcNow(), time.GetTimestamp());
            off = clock - _last.Clock - time.GetElapsedTime(_last.Stopwatch, stopwatch);
            _last = (clock, stopwatch);
            if (off.Duration() < s_jump)
                return false;
            _jump = (off, stopwatch);
        }

        Jumped(off);
        // Asked for here and not in the constructor: this is one of them.
        foreach (var work in services.GetServices<IHostedService>().Select(hosted => hosted is OnOneReplica one ? one.Work : hosted).OfType<DueWork>())
            work.Wake();
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Look();
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The clock of this machine jumped by {Jump}. All that waits for a moment looks again at what is due.")]
    private partial void Jumped(TimeSpan jump);
}
