using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Records;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Tests.Background;

public sealed class ClockWatchTests : IAsyncDisposable
{
    private readonly SetClock _time = new();
    private readonly Work _work;
    private readonly ServiceProvider _services;

    public ClockWatchTests()
    {
        _work = new(_time);
        var services = new ServiceCollection().AddSingleton(provider => new ClockWatch(provider, _time, NullLogger<ClockWatch>.Instance));
        // As the service registers all that waits for a moment.
        services.AddOnOneReplica(_ => _work);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ClockWatch Watch => _services.GetRequiredService<ClockWatch>();

    public async ValueTask DisposeAsync()
    {
        await _work.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData(5 * 60, "jumped forwards by 0.05:00:00 in the last 12 hours")]
    [InlineData(-26 * 60, "jumped back by 1.02:00:00 in the last 12 hours")]
    public async Task A_clock_that_jumps_is_told_and_has_all_that_waits_look_again(int minutes, string told)
    {
        Assert.False(Watch.Look());
        await _work.StartAsync(Cancel);
        await _work.Looks.Reader.ReadAsync(Cancel);

        _time.Off += TimeSpan.FromMinutes(minutes);

        Assert.Contains(told, Watch.Problem(), StringComparison.Ordinal);
        await _work.Looks.Reader.ReadAsync(Cancel);
        Assert.False(Watch.Look());
    }

    [Fact]
    public void A_clock_that_goes_evenly_or_is_set_by_a_little_is_not_told()
    {
        Assert.False(Watch.Look());
        _time.Off += TimeSpan.FromSeconds(20);
        Assert.False(Watch.Look());

        Assert.Null(Watch.Problem());
    }

    [Fact]
    public async Task After_a_jump_forwards_nothing_is_erased_for_its_age_until_there_was_time_to_set_it_right()
    {
        Assert.False(Watch.Look());
        _time.Off += TimeSpan.FromDays(4000);
        // Without records there is nothing that it could erase from.
        using var keeper = new RetentionKeeper(records: null!, list: null!, new ClinicFacts(), _time, NullLogger<RetentionKeeper>.Instance, Watch);

        Assert.Equal(TimeSpan.FromHours(12), await keeper.DoDueAsync(Cancel));
    }

    private sealed class Work(TimeProvider time) : DueWork(new WakeSignal(), time)
    {
        public Channel<bool> Looks { get; } = Channel.CreateUnbounded<bool>();

        internal override Task<TimeSpan> DoDueAsync(CancellationToken cancel)
        {
            Looks.Writer.TryWrite(true);
            return Task.FromResult(Timeout.InfiniteTimeSpan);
        }

        protected override void LookFailed(Exception error)
        {
        }
    }

    /// <summary>The machine's clock, set off by the test; its stopwatch and timers go as ever.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;
    }
}
