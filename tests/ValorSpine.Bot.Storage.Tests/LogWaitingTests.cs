using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class LogWaitingTests(StoreKind kind) : IAsyncLifetime
{
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Waiting => _store.Get<LogSignals>().Count;

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Waiting_ends_at_once_when_there_is_more()
    {
        await _store.ConversationAsync("c1");
        await _store.SayAsync("c1", "hello");

        Assert.True(_store.Log.WaitAsync("c1", 1, Cancel).AsTask().IsCompletedSuccessfully);
        Assert.Equal(0, Waiting);
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_turn_of_that_conversation_and_no_other()
    {
        await _store.ConversationAsync("c1");
        await _store.ConversationAsync("c2");
        var waits = Enumerable.Range(0, 3).Select(_ => _store.Log.WaitAsync("c1", 0, Cancel).AsTask()).ToList();

        await _store.SayAsync("c2", "hello");
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        await _store.SayAsync("c1", "hello");

        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(0, Waiting);
    }

    [Fact]
    public async Task Waiting_for_later_entries_goes_on_until_they_come()
    {
        await _store.ConversationAsync("c1");
        var wait = _store.Log.WaitAsync("c1", 2, Cancel).AsTask();

        await _store.SayAsync("c1", "one");
        Assert.False(wait.IsCompleted);
        await _store.SayAsync("c1", "two");

        await wait.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_nothing_behind()
    {
        await _store.ConversationAsync("c1");
        using var stop = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 100).Select(i => _store.Log.WaitAsync("c" + (i % 2), 0, stop.Token).AsTask()).ToList();
        Assert.Equal(2, Waiting);

        await stop.CancelAsync();

        foreach (var wait in waits)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, Waiting);
    }

    [Fact]
    public async Task A_reader_who_waits_and_reads_sees_every_entry_once()
    {
        await _store.ConversationAsync("c1");
        var seen = new List<long>();
        var reader = Task.Run(
            async () =>
            {
                while (seen.Count < 100)
                {
                    await _store.Log.WaitAsync("c1", seen.Count, Cancel);
                    seen.AddRange((await _store.Log.ReadAsync("c1", seen.Count, Cancel)).Select(entry => entry.Sequence));
                }
            },
            Cancel);

        for (var i = 0; i < 50; i++)
            await _store.SayAsync("c1", "hello");

        await reader.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), seen);
    }
}

public sealed class LogWaitingOnSqliteTests() : LogWaitingTests(StoreKind.Sqlite);

public sealed class LogWaitingOnPostgreSqlTests() : LogWaitingTests(StoreKind.PostgreSql);
