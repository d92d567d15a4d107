using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Background;

/// <summary>
/// Base of what does work when it is due, as long as the service runs: it looks at the start, whenever it is woken, and when the next thing is due. After a look that fails it looks again.
/// </summary>
internal abstract class DueWork(WakeSignal signal, TimeProvider time) : BackgroundService
{
    // Timers of the platform hold no more than some weeks; waking once without need costs nothing.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private long _restsFrom;
    private TimeSpan _rest;

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>What wakes it.</summary>
    protected WakeSignal Signal { get; } = signal;

    /// <summary>How long after a look that failed it looks again.</summary>
    protected virtual TimeSpan AfterDefect => TimeSpan.FromSeconds(10);

    /// <summary>Has it look now, as what is due may have changed by more than what was done here.</summary>
    internal void Wake() => Signal.Wake();

    /// <summary>Does what is due; gives how long nothing is due then.</summary>
    internal abstract Task<TimeSpan> DoDueAsync(CancellationToken cancel);

    /// <summary>Gives how long is waited after a failure, or before something dear is done again: until then it looks for news and not just in case.</summary>
    protected TimeSpan Rest(TimeSpan delay)
    {
        (_restsFrom, _rest) = (Time.GetTimestamp(), delay);
        return delay;
    }

    /// <summary>Logs that a look failed; whatever it was, a store that cannot be read now for example, the next one is taken.</summary>
    protected abstract void LookFailed(Exception error);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var clock = Time.CreateTimer(_ => Signal.WakeHere(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await foreach (var _ in Signal.Woken.ReadAllAsync(stoppingToken))
        {
            if (Signal.TakeNews() || Time.GetElapsedTime(_restsFrom) >= _rest)
                clock.Change(await TryDoDueAsync(stoppingToken), Timeout.InfiniteTimeSpan);
        }
    }

    private async Task<TimeSpan> TryDoDueAsync(CancellationToken cancel)
    {
        _rest = TimeSpan.Zero;
        try
        {
            var looked = Time.GetTimestamp();
            var wait = await DoDueAsync(cancel);
            return wait == Timeout.InfiniteTimeSpan ? wait : Left(wait < s_longest ? wait : s_longest, Time.GetElapsedTime(looked));
        }
        catch (Exception error) when (error is not OutOfMemoryException && !(error is OperationCanceledException && cancel.IsCancellationRequested))
        {
            LookFailed(error);
            return Rest(AfterDefect);
        }
    }

    // A wait counts from within the look: a clock that leaps before the timer is set, as that of a machine that was asleep, must not put off what is due.
    private static TimeSpan Left(TimeSpan wait, TimeSpan passed) => passed < wait ? wait - passed : TimeSpan.Zero;
}
