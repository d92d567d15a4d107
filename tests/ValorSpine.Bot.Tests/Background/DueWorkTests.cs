using System.Threading.Channels;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Tests.Background;

public sealed class DueWorkTests : IAsyncLifetime, IDisposable
{
    private readonly SetClock _clock = new();
    private readonly WakeSignal _signal = new();
    private readonly Work _work;

    public DueWorkTests() => _work = new(_signal, _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_looks_at_the_start_when_it_is_woken_and_when_the_next_is_due()
    {
        _clock.Ring();
        Assert.Equal(Timeout.InfiniteTimeSpan, await AfterLookAsync(() => Timeout.InfiniteTimeSpan));

        _signal.Wake();
        Assert.Equal(TimeSpan.FromMinutes(3), await AfterLookAsync(() => TimeSpan.FromMinutes(3)));

        _clock.Ring();
        Assert.Equal(Timeout.InfiniteTimeSpan, await AfterLookAsync(() => Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task A_look_that_fails_is_told_and_is_not_the_last()
    {
        _clock.Ring();
        Assert.Equal(TimeSpan.FromSeconds(10), await AfterLookAsync(() => throw new OperationCanceledException("It ended for another reason than that the service stops.")));
        Assert.IsType<OperationCanceledException>(Assert.Single(_work.Failures));

        _clock.Ring();
        Assert.Equal(Timeout.InfiniteTimeSpan, await AfterLookAsync(() => Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task After_a_failure_it_does_not_look_just_in_case_but_for_news()
    {
        _clock.Ring();
        Assert.Equal(TimeSpan.FromSeconds(10), await AfterLookAsync(() => throw new InvalidOperationException("It failed.")));

        _clock.Pass(TimeSpan.FromSeconds(9));
        _signal.LookHere();
        while (_signal.Woken.Count > 0)
            await Task.Yield();
        _signal.Wake();
        Assert.Equal(TimeSpan.FromSeconds(10), await AfterLookAsync(() => throw new InvalidOperationException("It failed again.")));

        _clock.Pass(TimeSpan.FromSeconds(10));
        _signal.LookHere();
        Assert.Equal(Timeout.InfiniteTimeSpan, await AfterLookAsync(() => Timeout.InfiniteTimeSpan));
        Assert.Equal(3, _work.Looks);
    }

    [Fact]
    public async Task What_is_due_in_many_weeks_is_looked_at_again_within_a_day()
    {
        _clock.Ring();
        Assert.Equal(TimeSpan.FromDays(1), await AfterLookAsync(() => TimeSpan.FromDays(100)));
    }

    [Fact]
    public async Task What_comes_due_while_it_looks_is_not_put_off()
    {
        _clock.Ring();
        Assert.Equal(TimeSpan.Zero, await AfterLookAsync(() =>
        {
            _clock.Pass(TimeSpan.FromHours(1.1));
            return TimeSpan.FromHours(1);
        }));

        _clock.Ring();
        Assert.Equal(TimeSpan.FromMinutes(4), await AfterLookAsync(() =>
        {
            _clock.Pass(TimeSpan.FromMinutes(1));
            return TimeSpan.FromMinutes(5);
        }));
    }

    public async ValueTask InitializeAsync()
    {
        await _work.StartAsync(Cancel);
        Assert.Equal(TimeSpan.Zero, await _clock.SetAsync());
    }

    public async ValueTask DisposeAsync() => await _work.StopAsync(CancellationToken.None);

    public void Dispose() => _work.Dispose();

    /// <summary>Says how the next look ends; gives what the clock is set to then.</summary>
    private async Task<TimeSpan> AfterLookAsync(Func<TimeSpan> outcome)
    {
        await _work.Outcomes.Writer.WriteAsync(outcome, Cancel);
        return await _clock.SetAsync();
    }

    private sealed class Work(WakeSignal signal, TimeProvider time) : DueWork(signal, time)
    {
        public Channel<Func<TimeSpan>> Outcomes { get; } = Channel.CreateUnbounded<Func<TimeSpan>>();

        public List<Exception> Failures { get; } = [];

        public int Looks { get; private set; }

        internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
        {
            Looks++;
            return (await Outcomes.Reader.ReadAsync(cancel))();
        }

        protected override void LookFailed(Exception error) => Failures.Add(error);
    }

    /// <summary>A clock with one timer that rings when the test says so.</summary>
    private sealed class SetClock : TimeProvider, ITimer
    {
        private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();
        private TimerCallback? _ring;
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

        public void Ring() => _ring!(null);

        public async Task<TimeSpan> SetAsync() => await _set.Reader.ReadAsync(Cancel);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = callback;
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _set.Writer.TryWrite(dueTime);

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
