using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests.Content;

public sealed class ContentWatcherTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ContentCopy _copy = new();
    private readonly LiveContent _live = new(ContentCopy.Original, TimeProvider.System, NullLogger<LiveContent>.Instance);

    [Fact]
    public async Task Changes_are_served_while_it_runs_even_after_a_folder_was_replaced_by_another()
    {
        using var watcher = Watcher(TimeProvider.System, NullLogger<ContentWatcher>.Instance);
        await watcher.StartAsync(TestContext.Current.CancellationToken);

        _copy.Change(ContentCopy.Article, "places fibrin", "puts fibrin");
        await ServedAsync("puts fibrin");

        using var replacement = new ContentCopy();
        replacement.Change(ContentCopy.Article, "places fibrin", "lays fibrin");
        Directory.Delete(_copy.PathOf("knowledge"), recursive: true);
        Directory.Move(replacement.PathOf("knowledge"), _copy.PathOf("knowledge"));
        await ServedAsync("lays fibrin");

        _copy.Change(ContentCopy.Article, "lays fibrin", "sets fibrin");
        await ServedAsync("sets fibrin");
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_look_that_fails_is_logged_and_is_not_the_last()
    {
        var log = new FakeLogger<ContentWatcher>();
        using var watcher = Watcher(new FailingOnce(), log);
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        await EventuallyAsync(() => log.Collector.Count > 0);
        Assert.Equal(LogLevel.Error, log.LatestRecord.Level);
        Assert.NotNull(log.LatestRecord.Exception);

        _copy.Change(ContentCopy.Article, "places fibrin", "puts fibrin");
        await ServedAsync("puts fibrin");
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _copy.Dispose();

    private ContentWatcher Watcher(TimeProvider time, ILogger<ContentWatcher> log) => new(_copy.Root, new(_copy.Root, _live, time), time, log);

    private Task ServedAsync(string words) => EventuallyAsync(() => _live.Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text.Contains(words, StringComparison.Ordinal));

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }

    /// <summary>A clock with a defect that shows at the first look.</summary>
    private sealed class FailingOnce : TimeProvider
    {
        private int _asked;

        public override long GetTimestamp() => Interlocked.Increment(ref _asked) == 1 ? throw new InvalidOperationException("No time.") : base.GetTimestamp();
    }
}
