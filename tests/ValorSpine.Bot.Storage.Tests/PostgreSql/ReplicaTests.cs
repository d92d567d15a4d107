using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Replicas;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests.PostgreSql;

/// <summary>Two processes on one database. Their clocks stand still, so that nobody finds by looking again what it was not told.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private OpenedStore _here = null!, _there = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _here = await OpenedStore.OpenAsync(StoreKind.PostgreSql);
        _there = _here.Beside();
        await _there.StartAsync();
        await _here.ConversationAsync("c1");
    }

    public async ValueTask DisposeAsync()
    {
        await _there.StopAsync();
        await _here.DisposeAsync();
    }

    [Fact]
    public async Task Who_waits_on_one_replica_is_woken_by_a_turn_that_another_took()
    {
        await HeardAsync();
        var waits = _here.Log.WaitAsync("c1", 0, Cancel).AsTask();

        await _there.SayAsync("c1", "hello");

        await waits.WaitAsync(s_patience, Cancel);
        Assert.Equal(2, (await _here.Log.ReadAsync("c1", 0, Cancel)).Length);
    }

    [Fact]
    public async Task Loops_are_woken_on_the_replica_that_runs_them()
    {
        await HeardAsync();
        while (_here.Outbox.Signal.Woken.TryRead(out _))
        {
        }

        await _there.SayAsync("c1", "it is numb", decide: decided => decided with { Alerts = [new("emergency", "RF-CES")] });

        await _here.Outbox.Signal.Woken.ReadAsync(Cancel).AsTask().WaitAsync(s_patience, Cancel);
        Assert.Equal("c1", _here.Outbox.Next()!.ConversationId);
    }

    [Fact]
    public async Task Who_has_a_page_open_is_known_on_every_replica()
    {
        await HeardAsync();
        var heard = new TaskCompletionSource<(string, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _here.Get<PresenceNews>().Heard += (account, conversation) => heard.TrySetResult((account, conversation));

        _there.Get<PresenceNews>().Tell("ann@clinic.example", "c1");

        Assert.Equal(("ann@clinic.example", "c1"), await heard.Task.WaitAsync(s_patience, Cancel));
    }

    [Fact]
    public async Task A_conversation_erased_on_one_replica_leaves_no_key_in_the_memory_of_another()
    {
        await HeardAsync();
        await _here.SayAsync("c1", "hello");
        Assert.Equal(1, _here.Get<StoredConversations>().Cache.Count);

        await _there.Get<StoredRecords>().EraseAsync("c1", new RecordAct("ann", "asked for it"), Cancel);

        await UntilAsync(() => _here.Get<StoredConversations>().Cache.Count == 0);
        Assert.Null(await _here.Store.LoadAsync("c1", Cancel));
    }

    [Fact]
    public async Task Turns_of_one_conversation_on_two_replicas_leave_no_gap_and_each_key_is_taken_once()
    {
        async Task TakeAsync(OpenedStore replica, int number)
        {
            while (await replica.SayAsync("c1", "hello", $"k{number}") is CommitResult.VersionChanged)
            {
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() => TakeAsync(number % 2 == 0 ? _here : _there, number / 3), Cancel)));

        var entries = await _here.Log.ReadAsync("c1", 0, Cancel);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task One_replica_leads_and_the_other_follows_when_it_ends()
    {
        var lost = await _here.Get<ILeadership>().LeadAsync(Cancel).AsTask().WaitAsync(s_patience, Cancel);
        var next = _there.Get<ILeadership>().LeadAsync(Cancel).AsTask();
        Assert.False(lost.IsCancellationRequested);
        Assert.False(next.IsCompleted);

        await _here.StopAsync();

        Assert.True(lost.IsCancellationRequested);
        await next.WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task A_leader_that_is_cut_off_knows_that_it_leads_no_longer()
    {
        var lost = await _here.Get<ILeadership>().LeadAsync(Cancel).AsTask().WaitAsync(s_patience, Cancel);

        await CutOffAsync();

        await UntilAsync(() => lost.IsCancellationRequested);
        await Task.WhenAny(_here.Get<ILeadership>().LeadAsync(Cancel).AsTask(), _there.Get<ILeadership>().LeadAsync(Cancel).AsTask()).WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task A_lock_is_held_by_one_replica_at_a_time()
    {
        var first = await _here.Get<ReplicaLocks>().TakeAsync(ReplicaLock.StaffAccounts, Cancel);
        var second = _there.Get<ReplicaLocks>().TakeAsync(ReplicaLock.StaffAccounts, Cancel).AsTask();
        await UntilAsync(() => _here.Get<DataStore>().Read(session => session.Query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", _ => true)));
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await using var taken = await second.WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task When_connections_are_cut_nobody_notices_who_did_not_commit_just_then()
    {
        await _here.SayAsync("c1", "one", "k1");

        await CutOffAsync();

        Assert.IsType<CommitResult.Committed>(await _here.SayAsync("c1", "two", "k2"));
        Assert.Equal(4, (await _here.Log.ReadAsync("c1", 0, Cancel)).Length);
        await HeardAsync();
        var waits = _here.Log.WaitAsync("c1", 4, Cancel).AsTask();
        await _there.SayAsync("c1", "three", "k3");
        await waits.WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task When_the_lock_to_write_cannot_be_had_all_who_wait_are_told_to_try_again()
    {
        using var ends = new ManualResetEventSlim();
        var holds = new TaskCompletionSource();
        var held = _there.Get<DataStore>().WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO Secrets (Name, Value) VALUES ('held', $1)", new byte[] { 1 });
                holds.SetResult();
                ends.Wait(Cancel);
                return true;
            },
            Cancel).AsTask();
        try
        {
            await holds.Task.WaitAsync(s_patience, Cancel);
            var refused = Enumerable.Range(0, 4).Select(number => _here.SayAsync("c1", "hello", $"k{number}")).ToArray();
            // As its time-out does: the first waits alone, the others together.
            while (!refused.All(one => one.IsCompleted))
                await _here.RunAsync("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

            foreach (var one in refused)
                Assert.Contains("busy", (await Assert.ThrowsAsync<StorageUnavailableException>(() => one)).Message, StringComparison.Ordinal);
        }
        finally
        {
            ends.Set();
        }

        Assert.True(await held);
        Assert.IsType<CommitResult.Committed>(await _here.SayAsync("c1", "hello", "k1"));
    }

    [Fact]
    public async Task A_first_statement_that_takes_too_long_is_told_to_its_own_and_to_none_who_wait_with_it()
    {
        using var ends = new ManualResetEventSlim();
        var store = _here.Get<DataStore>();
        var before = store.WriteAsync(
            session =>
            {
                ends.Wait(Cancel);
                return session.Execute("SET statement_timeout = '100ms'");
            },
            Cancel).AsTask();
        Task slow, other;
        try
        {
            // They wait together, and so go together.
            slow = store.WriteAsync(session => session.Query("SELECT 1 FROM pg_sleep(60)", _ => true), Cancel).AsTask();
            other = store.WriteAsync(session => session.Execute("INSERT INTO Secrets (Name, Value) VALUES ('other', $1)", new byte[] { 1 }), Cancel).AsTask();
        }
        finally
        {
            ends.Set();
        }

        await before;
        Assert.Contains("busy", (await Assert.ThrowsAsync<StorageUnavailableException>(() => slow)).Message, StringComparison.Ordinal);
        await other.WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task What_was_not_committed_when_its_connection_was_cut_is_run_again_once()
    {
        var runs = 0;

        var done = await _here.Get<DataStore>().WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO Secrets (Name, Value) VALUES ('counted', $1)", new byte[] { 1 });
                if (++runs == 1)
                    session.Query("SELECT pg_terminate_backend(pg_backend_pid())", row => row.GetBoolean(0));
                return runs;
            },
            Cancel);

        Assert.Equal(2, done);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _here.Get<DataStore>().WriteAsync(
            session => session.Query("SELECT pg_terminate_backend(pg_backend_pid())", row => row.GetBoolean(0)), Cancel));
    }

    [Fact]
    public async Task A_commit_whose_outcome_is_not_known_is_told_so_and_sending_again_takes_the_turn_once()
    {
        await _here.RunAsync(
            """
            CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON Screenings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut();
            """);
        Func<TurnResult, TurnResult> screened = decided => decided with { Screening = new("{}", "O-1", "summary") };

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => _here.SayAsync("c1", "hello", "k1", screened));
        await _here.RunAsync("DROP TRIGGER cut ON Screenings");

        Assert.Contains("is not known", error.Message, StringComparison.Ordinal);
        Assert.IsType<CommitResult.Committed>(await _here.SayAsync("c1", "hello", "k1", screened));
        Assert.IsType<CommitResult.AlreadyTaken>(await _here.SayAsync("c1", "hello", "k1", screened));
        Assert.Equal(2, (await _here.Log.ReadAsync("c1", 0, Cancel)).Length);
    }

    /// <summary>Ends every connection but the one that asks.</summary>
    private Task CutOffAsync() => _here.RunAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    /// <summary>Waits until both listen.</summary>
    private Task HeardAsync() => UntilAsync(() => _here.Get<DataStore>().Read(session => session.Query(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", row => row.GetInt64(0))) == 2);

    private static async Task UntilAsync(Func<bool> holds)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(until) < s_patience, "It did not come about.");
            await Task.Delay(20, Cancel);
        }
    }
}
