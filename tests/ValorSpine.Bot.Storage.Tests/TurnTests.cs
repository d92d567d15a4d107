using System.Collections.Immutable;
using System.Data.Common;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class TurnTests(StoreKind kind) : IAsyncLifetime
{
    private protected OpenedStore _store = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_turn_is_read_back_as_it_was_committed()
    {
        var loaded = await _store.ConversationAsync("c1");
        var turn = OpenedStore.Turn(loaded, "is fibrin safe?", "k1", decided => decided with
        {
            State = decided.State with { Offered = [new("Yes", "yes")], Said = decided.State.Said.SetItem("greeting.hello", 2) },
            Replies =
            [
                new Reply { Text = "One", Citations = [new("fibrin-safety", "short-answer", "fibrin.safety", "Safety", ["EV-51"])] },
                new Reply { Text = "Two", Card = new Card.Comparison("Side by side", ["A", "B"], [new("How", ["x", "y"])], "Note") },
            ],
            Why = new() { DecidedBy = "answering", Considered = [new("fibrin-safety", "fibrin.safety", 0.75)] },
        });

        var committed = Assert.IsType<CommitResult.Committed>(await _store.Store.CommitAsync(turn, Cancel));

        Assert.False(committed.Turn.Repeated);
        Assert.Equal([1L, 2L, 3L], committed.Turn.Entries.Select(entry => entry.Sequence));
        Assert.Equal([false, true, true], committed.Turn.Entries.Select(entry => entry.FromBot));
        Assert.Equal([null, 1L, 1L], committed.Turn.Entries.Select(entry => entry.ReplyTo));
        var read = await _store.Log.ReadAsync("c1", 0, Cancel);
        AssertSame(committed.Turn.Entries, read);
        Assert.Equal(2, (await _store.Log.ReadAsync("c1", 1, Cancel)).Length);
        Assert.Equal("""{"text":"is fibrin safe?"}""", read[0].ActivityJson);
        Assert.Equal("v1", read[1].KnowledgeVersion);
        await _store.RestartAsync();
        AssertSame(committed.Turn.Entries, await _store.Log.ReadAsync("c1", 0, Cancel));
        var after = (await _store.Store.LoadAsync("c1", Cancel))!;
        Assert.Equal(committed.After.LastAt, after.LastAt);
        Assert.Equal((1, 3), (after.Version, after.LastSequence));
        Assert.Equal(2, after.State.Said["greeting.hello"]);
        Assert.Equal(new Choice("Yes", "yes"), Assert.Single(after.State.Offered));
        Assert.Equal(new("c1", "webchat", "patient-c1", "en-US"), after.Conversation);
    }

    [Fact]
    public async Task The_opening_writes_no_entry_for_the_patient_and_happens_once()
    {
        var loaded = await _store.ConversationAsync("c1");
        var opening = OpenedStore.Turn(loaded, "", "start", decided => decided with { Replies = [new Reply { Text = "Hello" }, new Reply { Text = "What can I do?" }] });
        opening = opening with { Message = new("c1", "start", new Input.Started(), null) };

        var first = Assert.IsType<CommitResult.Committed>(await _store.Store.CommitAsync(opening, Cancel));
        await _store.SayAsync("c1", "hi", "k1");
        var again = Assert.IsType<CommitResult.AlreadyTaken>(await _store.Store.CommitAsync(opening, Cancel));

        Assert.All(first.Turn.Entries, entry => Assert.True(entry is { FromBot: true, ReplyTo: null }));
        Assert.True(again.Turn.Repeated);
        AssertSame(first.Turn.Entries, again.Turn.Entries);
        AssertSame(first.Turn.Entries, (await _store.Store.FindByKeyAsync("c1", "start", Cancel))!.Entries);
        Assert.Null(await _store.Store.FindByKeyAsync("c1", "other", Cancel));
    }

    [Fact]
    public async Task The_same_message_from_fifty_tasks_at_once_is_one_turn()
    {
        var loaded = await _store.ConversationAsync("c1");

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await _store.Store.CommitAsync(OpenedStore.Turn(loaded, "hello", "k1"), Cancel))));

        var committed = Assert.Single(results.OfType<CommitResult.Committed>());
        var taken = results.OfType<CommitResult.AlreadyTaken>().ToList();
        Assert.Equal(49, taken.Count);
        Assert.All(taken, result => AssertSame(committed.Turn.Entries, result.Turn.Entries));
        Assert.Equal(2, (await _store.Log.ReadAsync("c1", 0, Cancel)).Length);
    }

    [Fact]
    public async Task Two_turns_decided_on_the_same_version_do_not_both_commit()
    {
        var loaded = await _store.ConversationAsync("c1");

        Assert.IsType<CommitResult.Committed>(await _store.Store.CommitAsync(OpenedStore.Turn(loaded, "first"), Cancel));
        Assert.IsType<CommitResult.VersionChanged>(await _store.Store.CommitAsync(OpenedStore.Turn(loaded, "second"), Cancel));

        Assert.Equal(2, (await _store.Log.ReadAsync("c1", 0, Cancel)).Length);
        Assert.Equal(1, (await _store.Store.LoadAsync("c1", Cancel))!.Version);
    }

    [Fact]
    public async Task Turns_that_decide_again_on_a_changed_version_all_commit_without_gaps_and_in_order_of_time()
    {
        await _store.ConversationAsync("c1");

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            while (await _store.SayAsync("c1", "message " + i, "k" + i) is CommitResult.VersionChanged)
            {
            }
        })));

        var log = await _store.Log.ReadAsync("c1", 0, Cancel);
        Assert.Equal(Enumerable.Range(1, 80).Select(i => (long)i), log.Select(entry => entry.Sequence));
        Assert.All(log.Zip(log.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
        Assert.Equal(40, (await _store.Store.LoadAsync("c1", Cancel))!.State.Misunderstood);
    }

    [Fact]
    public async Task Time_goes_on_within_a_conversation_when_the_clock_does_not()
    {
        await _store.ConversationAsync("c1");
        for (var i = 0; i < 3; i++)
            await _store.SayAsync("c1", "hello");

        var times = (await _store.Log.ReadAsync("c1", 0, Cancel)).Select(entry => entry.At).ToList();

        Assert.Equal(times.Distinct().Order(), times);
    }

    [Fact]
    public async Task A_failing_piece_of_work_fails_alone_and_leaves_nothing_behind()
    {
        var writer = _store.Get<DataStore>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => _store.ConversationAsync("c" + i)));

        var turns = Enumerable.Range(0, 30).Select(i => _store.SayAsync("c" + i, "hello")).ToList();
        var bad = writer.WriteAsync<int>(
            session =>
            {
                session.Execute("UPDATE Conversations SET Entries = 99");
                throw new InvalidOperationException("bad");
            },
            Cancel).AsTask();
        turns.AddRange(Enumerable.Range(0, 30).Select(i => _store.ConversationAsync("d" + i).ContinueWith(_ => _store.SayAsync("d" + i, "hello"), TaskScheduler.Default).Unwrap()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.All(await Task.WhenAll(turns), result => Assert.IsType<CommitResult.Committed>(result));
        Assert.Equal(60, writer.Read(session => session.Query("SELECT count(*) FROM Conversations WHERE Entries = 2", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task When_one_part_of_a_turn_cannot_be_written_no_part_is()
    {
        var loaded = await _store.ConversationAsync("c1");
        await _store.Get<DataStore>().WriteAsync(
            session => session.Execute("ALTER TABLE Screenings RENAME TO Elsewhere"), Cancel);

        await Assert.ThrowsAnyAsync<DbException>(async () => await _store.Store.CommitAsync(
            OpenedStore.Turn(loaded, "hello", "k1", decided => decided with { Alerts = [new("emergency", "RF-CES")], Screening = new("{}", "O-1", "summary") }), Cancel));

        Assert.Empty(await _store.Log.ReadAsync("c1", 0, Cancel));
        Assert.Null(await _store.Store.FindByKeyAsync("c1", "k1", Cancel));
        Assert.Equal(0, (await _store.Store.LoadAsync("c1", Cancel))!.Version);
        Assert.Empty((await _store.Transcripts.ListAsync(null, "any", 0, 10, Cancel)).Rows);
    }

    [Fact]
    public async Task A_turn_that_is_cancelled_while_it_waits_changes_nothing()
    {
        var loaded = await _store.ConversationAsync("c1");
        using var stop = new CancellationTokenSource();
        using var busy = new ManualResetEventSlim();
        var before = _store.Get<DataStore>().WriteAsync(_ => busy.Wait(TimeSpan.FromSeconds(10), Cancel), Cancel).AsTask();
        var turn = _store.Store.CommitAsync(OpenedStore.Turn(loaded, "hello", "k1"), stop.Token).AsTask();

        await stop.CancelAsync();
        busy.Set();

        Assert.True(await before);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.Null(await _store.Store.FindByKeyAsync("c1", "k1", Cancel));
        Assert.IsType<CommitResult.Committed>(await _store.SayAsync("c1", "hello", "k1"));
    }

    [Fact]
    public async Task Opening_a_conversation_again_changes_nothing()
    {
        await _store.ConversationAsync("c1");
        await _store.SayAsync("c1", "hello");

        await _store.Store.OpenAsync(new("c1", "directline", "somebody-else", null), Cancel);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _store.ConversationAsync("c2")));

        Assert.Equal(new("c1", "webchat", "patient-c1", "en-US"), await _store.Log.FindAsync("c1", Cancel));
        Assert.Equal(2, (await _store.Store.LoadAsync("c1", Cancel))!.LastSequence);
        Assert.Null(await _store.Log.FindAsync("unknown", Cancel));
        Assert.Null(await _store.Store.LoadAsync("unknown", Cancel));
        Assert.Empty(await _store.Log.ReadAsync("unknown", 0, Cancel));
    }

    [Fact]
    public async Task Everything_committed_is_there_after_a_restart_in_the_middle_of_the_load()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _store.ConversationAsync("c" + i)));
        var turns = Enumerable.Range(0, 20).Select(i => _store.SayAsync("c" + i, "hello", "k" + i)).ToList();
        await _store.StopAsync();
        var results = await Task.WhenAll(turns);
        await _store.StartAsync();

        Assert.All(results, result => Assert.IsType<CommitResult.Committed>(result));
        for (var i = 0; i < 20; i++)
            Assert.Equal(2, (await _store.Store.FindByKeyAsync("c" + i, "k" + i, Cancel))!.Entries.Length);
    }

    [Fact]
    public void A_state_written_before_a_property_existed_reads_with_its_default()
    {
        var state = StoredJson.Read<ConversationState>("""{"schema":1,"greeted":true,"retired":"?"}"""u8.ToArray());

        Assert.True(state.Greeted);
        Assert.Empty(state.Offered);
        Assert.Empty(state.Said);
    }

    [Fact]
    public async Task The_cache_of_conversations_is_bounded_and_a_conversation_outside_it_is_read_again()
    {
        for (var batch = 0; batch < 3; batch++)
            await Task.WhenAll(Enumerable.Range(batch * 250, 250).Select(async i =>
            {
                await _store.ConversationAsync("c" + i);
                await _store.SayAsync("c" + i, "hello");
            }));

        Assert.Equal(512, _store.Get<StoredConversations>().Cache.Count);
        Assert.IsType<CommitResult.Committed>(await _store.SayAsync("c0", "hello again"));
        Assert.Equal(4, (await _store.Store.LoadAsync("c0", Cancel))!.LastSequence);
    }

    [Fact]
    public async Task A_long_last_turn_is_not_kept_in_memory_and_is_read_as_it_was_said()
    {
        await _store.ConversationAsync("c1");
        var story = new string('x', 90_000);

        await _store.SayAsync("c1", story);

        Assert.True(_store.Get<StoredConversations>().Cache.TryGet("c1", out var cached));
        Assert.Empty(cached.LastTurn);
        Assert.Equal(story, (await _store.Log.ReadAsync("c1", 0, Cancel))[0].Text);
    }

    private static void AssertSame(ImmutableArray<LogEntry> expected, ImmutableArray<LogEntry> actual) =>
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(expected), System.Text.Json.JsonSerializer.Serialize(actual));
}

public sealed class TurnOnSqliteTests() : TurnTests(StoreKind.Sqlite)
{
    [Fact]
    public async Task When_the_disk_is_full_everybody_is_told_and_the_store_goes_on_once_there_is_room()
    {
        var writer = _store.Get<DataStore>();
        await _store.ConversationAsync("c1");
        await _store.ConversationAsync("c2");
        var pages = await writer.WriteAsync(session => session.Query("PRAGMA page_count", row => row.GetInt64(0)), Cancel);
        await writer.WriteAsync(session => session.Query($"PRAGMA max_page_count = {pages}", row => row.GetInt64(0)), Cancel);

        var large = new string('x', 200_000);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _store.SayAsync("c1", large, "k1"));
        await writer.WriteAsync(session => session.Query("PRAGMA max_page_count = 1000000", row => row.GetInt64(0)), Cancel);

        Assert.IsType<CommitResult.Committed>(await _store.SayAsync("c1", large, "k1"));
        Assert.IsType<CommitResult.Committed>(await _store.SayAsync("c2", "hello"));
    }

    [Fact]
    public async Task A_commit_waits_for_the_disk()
    {
        var settings = await _store.Get<DataStore>().WriteAsync(
            session => (session.Query("PRAGMA journal_mode", row => row.GetString(0)), session.Query("PRAGMA synchronous", row => row.GetInt64(0))), Cancel);

        Assert.Equal(("wal", 2L), settings);
    }
}

public sealed class TurnOnPostgreSqlTests() : TurnTests(StoreKind.PostgreSql);
