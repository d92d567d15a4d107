using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>What the store does while something under it fails, and afterwards, without a restart.</summary>
public sealed class StormTests(StormTests.Stormy stormy) : IClassFixture<StormTests.Stormy>
{
    private const string Long = "This says more than one page of the data file holds. ";

    private readonly OpenedStore _store = stormy.Store;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DataStore Sqlite => _store.Get<DataStore>();

    private StoreStatus Status => _store.Get<StoreStatus>();

    private StoreCheck Check => _store.Get<StoreCheck>();

    [Fact]
    public async Task A_full_disk_refuses_turns_whole_and_they_are_taken_once_there_is_space()
    {
        await _store.ConversationAsync("disk1");
        await _store.SayAsync("disk1", "hello", "k1");
        await Sqlite.WriteAsync(session => session.Query("PRAGMA max_page_count = 1", row => row.GetInt64(0)), Cancel);

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _store.SayAsync("disk1", string.Concat(Enumerable.Repeat(Long, 500)), "k2"));

        Assert.Equal($"The disk with the data file '{_store.DataFile}' is full. Free some space.", refused.Message);
        Assert.Equal(refused.Message, Status.WriteProblem);
        Assert.Equal(2, (await _store.Log.ReadAsync("disk1", 0, Cancel)).Length);
        await Sqlite.WriteAsync(session => session.Query("PRAGMA max_page_count = 1000000", row => row.GetInt64(0)), Cancel);
        await _store.SayAsync("disk1", string.Concat(Enumerable.Repeat(Long, 500)), "k2");
        Assert.Equal([1L, 2L, 3L, 4L], (await _store.Log.ReadAsync("disk1", 0, Cancel)).Select(entry => entry.Sequence));
        Assert.Null(Status.WriteProblem);
    }

    [Theory]
    [InlineData(SqliteCodes.Full, "is full")]
    [InlineData(SqliteCodes.ReadOnly, "cannot be opened for writing")]
    [InlineData(SqliteCodes.InputOutput, "reports read or write errors")]
    [InlineData(SqliteCodes.Busy, "is locked by another process")]
    public async Task Whatever_keeps_it_from_writing_is_told_until_it_is_over(int code, string told)
    {
        await _store.ConversationAsync("cannot1");
        _store.Time.Advance(TimeSpan.FromSeconds(6));
        stormy.Fails = sql => sql == "COMMIT" ? new SqliteException("", code) : null;

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _store.SayAsync("cannot1", "hello", told));
        Assert.Contains(told, await Check.ProblemAsync(Cancel), StringComparison.Ordinal);

        stormy.Fails = _ => null;
        _store.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await Check.ProblemAsync(Cancel));
        Assert.IsType<CommitResult.Committed>(await _store.SayAsync("cannot1", "hello", told));
    }

    [Fact]
    public async Task A_transaction_that_could_not_even_be_undone_does_not_stand_in_the_way_of_the_next()
    {
        await _store.ConversationAsync("undone1");
        stormy.Fails = sql => sql is "COMMIT" or "ROLLBACK" ? new SqliteException("", SqliteCodes.InputOutput) : null;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _store.SayAsync("undone1", "lost", "k1"));

        stormy.Fails = _ => null;
        await _store.SayAsync("undone1", "hello", "k2");

        Assert.Equal("hello", (await _store.Log.ReadAsync("undone1", 0, Cancel))[0].Text);
    }

    [Fact]
    public async Task A_write_that_hangs_is_told_and_is_joined_by_no_other_of_its_kind()
    {
        stormy.Free.Reset();
        try
        {
            Assert.Contains("is too slow", await ProblemOnceNothingWasWrittenLatelyAsync(), StringComparison.Ordinal);
        }
        finally
        {
            stormy.Free.Set();
        }

        while (await Check.ProblemAsync(Cancel) is not null)
            _store.Time.Advance(TimeSpan.FromSeconds(6));
    }

    // Work of the store's own that was about to commit still counts as a write of late, so the first looks may be content.
    private async Task<string?> ProblemOnceNothingWasWrittenLatelyAsync()
    {
        for (var looks = 0; looks < 20; looks++)
        {
            var asked = Check.ProblemAsync(Cancel).AsTask();
            while (!asked.IsCompleted)
            {
                _store.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            if (await asked is { } problem)
                return problem;
            _store.Time.Advance(TimeSpan.FromSeconds(6));
        }

        return null;
    }

    [Fact]
    public async Task Damage_in_one_part_of_the_file_is_told_and_leaves_the_others_at_work()
    {
        // A file of its own: what is damaged here is not what the other tests are about.
        await using var store = OpenedStore.Closed(StoreKind.Sqlite);
        await store.StartAsync();
        var check = store.Get<StoreCheck>();
        await store.ConversationAsync("damage1");
        var (pages, size) = store.Get<DataStore>().Read(session => (
            session.List("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'Notices' AND rootpage > 0", row => row.GetInt64(0)), session.Query("PRAGMA page_size", row => row.GetInt64(0))));
        using (var session = SqliteSession.Open(store.Get<StorageSettings>().ConnectionString, readOnly: false))
            session.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0));
        await using (var file = new FileStream(store.DataFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (var page in pages)
            {
                file.Position = (page - 1) * size;
                await file.WriteAsync(new byte[size], Cancel);
            }
        }

        var error = Assert.Throws<StorageUnavailableException>(() => store.Get<NoticeOutbox>().Next(NoticeWay.Email));
        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Null(await check.ProblemAsync(Cancel));
        Assert.Contains("are damaged", Assert.Single(check.Warnings(), warning => warning.StartsWith("Parts", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.IsType<CommitResult.Committed>(await store.SayAsync("damage1", "hello", "k1"));
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_is_gone_for_its_patient_and_no_other_is()
    {
        await _store.ConversationAsync("gone1");
        await _store.ConversationAsync("gone2");
        await SpoilAsync("UPDATE Conversations SET State = zeroblob(80) WHERE Id = 'gone1'");

        Assert.Null(await _store.Log.FindAsync("gone1", Cancel));
        Assert.Equal("gone1-2", await _store.Get<IChannelConversations>().CurrentAsync("gone1", Cancel));
        await _store.ConversationAsync("gone1-2");
        Assert.Equal("gone1-2", await _store.Get<IChannelConversations>().CurrentAsync("gone1", Cancel));
        Assert.NotNull(await _store.Log.FindAsync("gone2", Cancel));
        Assert.Contains(Check.Warnings(), warning => warning.StartsWith("Of the conversations, ", StringComparison.Ordinal) && warning.Contains("cannot be read. The others are not held up.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_says_so_in_its_place()
    {
        await _store.ConversationAsync("line1");
        await _store.SayAsync("line1", "one");
        await _store.SayAsync("line1", "two");
        await SpoilAsync("UPDATE Log SET Body = zeroblob(80) WHERE ConversationId = 'line1' AND Sequence IN (1, 2)");

        var read = await _store.Log.ReadAsync("line1", 0, Cancel);

        Assert.Equal([1L, 2L, 3L, 4L], read.Select(entry => entry.Sequence));
        Assert.Equal([true, true, false, false], read.Select(entry => entry.IsLost));
        Assert.Equal(["(This message can no longer be read.)", "", "two", ""], read.Select(entry => entry.Text));
        Assert.Equal("(This message can no longer be read.)", read[1].Reply!.Text);
        Assert.Contains(Check.Warnings(), warning => warning.StartsWith("Of the messages, ", StringComparison.Ordinal) && warning.Contains("cannot be read. The others are not held up.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reply_that_cannot_be_read_is_given_up_and_the_next_is_sent()
    {
        await _store.ConversationAsync("reply1");
        await _store.Get<IChannelConversations>().KeepAsync("reply1", new(IsAuthenticated: true, "{}"), Cancel);
        await _store.SayAsync("reply1", "one");
        await _store.SayAsync("reply1", "two");
        await SpoilAsync("UPDATE Log SET Body = zeroblob(80) WHERE ConversationId = 'reply1' AND Sequence = 2");
        var outbox = _store.Get<DeliveryOutbox>();

        Assert.Throws<UnreadableException>(() => outbox.Next("reply1"));
        await outbox.GiveUpUnreadableAsync("reply1", Cancel);

        Assert.Equal("About two", outbox.Next("reply1")!.Entry.Reply!.Text);
        Assert.Equal("its record cannot be read", Assert.Single((await _store.Get<IUndelivered>().ListAsync(DateTimeOffset.UnixEpoch, 10, Cancel)).Rows).Problem);
    }

    [Fact]
    public async Task An_address_that_cannot_be_read_is_written_anew_with_the_next_message()
    {
        var addresses = _store.Get<IChannelConversations>();
        await _store.ConversationAsync("address1");
        await addresses.KeepAsync("address1", new(IsAuthenticated: true, "{}"), Cancel);
        await SpoilAsync("UPDATE ReplyAddresses SET Body = zeroblob(80) WHERE ConversationId = 'address1'");

        await addresses.KeepAsync("address1", new(IsAuthenticated: true, "{}"), Cancel);
        await _store.SayAsync("address1", "one");

        Assert.Equal("{}", _store.Get<DeliveryOutbox>().Next("address1")!.Address.Reference);
    }

    [Fact]
    public async Task A_note_of_the_trail_that_cannot_be_read_hides_nothing_and_is_found()
    {
        var trail = _store.Get<IAuditTrail>();
        await trail.RecordAsync("ann", "transcript.open", "note1", null, Cancel);
        await trail.RecordAsync("ann", "record.hold", "note1", "a lawyer asked", Cancel);
        var trigger = Sqlite.Read(session => session.Query("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%never changed%'", row => row.GetString(0)));
        await SpoilAsync($"DROP TRIGGER \"{trigger}\"", "UPDATE AuditEntries SET Note = zeroblob(80) WHERE Note IS NOT NULL");

        await trail.RecordAsync("bob", "transcript.open", "note1", null, Cancel);
        var listed = await trail.ListAsync(new(), before: null, 10, Cancel);

        Assert.Equal(["bob", "ann", "ann"], listed.Take(3).Select(entry => entry.Actor));
        Assert.Equal("(This note can no longer be read.)", listed[1].Note);
        Assert.NotNull((await trail.VerifyAsync(Cancel)).Broken);
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_does_not_keep_older_ones_out_of_the_queue()
    {
        await _store.ConversationAsync("queue1");
        await _store.ConversationAsync("queue2");
        await SpoilAsync("UPDATE Conversations SET State = zeroblob(80) WHERE Id = 'queue1'");

        var piece = await _store.Get<ReviewBackfill>().TakeUpAsync(100, Cancel);

        Assert.True(piece.IsEnded && piece.TakenUp > 1);
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_keeps_no_other_out_of_an_export()
    {
        await _store.ConversationAsync("export1");
        await _store.ConversationAsync("export2");
        await SpoilAsync("UPDATE Conversations SET State = zeroblob(80) WHERE Id = 'export1'");
        var (read, unreadable) = (new List<string>(), new List<string>());

        await foreach (var transcript in _store.Get<ExportSource>().ReadAsync(new(ExportFormat.JsonLines, "ann"), unreadable.Add, Cancel))
            read.Add(transcript.Row.Id);

        Assert.Contains("export1", unreadable);
        Assert.Contains("export2", read);
        Assert.Empty(read.Intersect(unreadable));
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_is_found_by_its_words_without_showing_them()
    {
        await _store.ConversationAsync("words1");
        await _store.ConversationAsync("words2");
        await _store.SayAsync("words1", "hemlock");
        await _store.SayAsync("words2", "hemlock");
        await SpoilAsync("UPDATE Conversations SET State = zeroblob(80) WHERE Id = 'words1'");

        var found = await _store.Get<IReviews>().ListAsync(ReviewQueryReader.Read("hemlock", "ann").Query, after: null, 10, "ann", Cancel);

        Assert.Equal([("words1", null), ("words2", "hemlock")], found.Rows.Select(row => (row.Conversation.Id, row.Snippet?.Text)).Order());
    }

    [Fact]
    public async Task A_conversation_is_opened_without_what_it_continues_where_that_cannot_be_read()
    {
        await _store.ConversationAsync("linked1");
        await _store.ConversationAsync("linked2");
        await _store.SayAsync("linked1", "maria lopez", decide: decided => decided with { State = decided.State with { Names = ["Maria Lopez"] } });
        await _store.SayAsync("linked2", "i go on here");
        await SpoilAsync("UPDATE Reviews SET ContinuesFrom = 'linked1' WHERE ConversationId = 'linked2'");
        var whole = await _store.Transcripts.OpenAsync("linked2", "ann", Cancel);

        await SpoilAsync("UPDATE Conversations SET State = zeroblob(80) WHERE Id = 'linked1'");
        var part = await _store.Transcripts.OpenAsync("linked2", "ann", Cancel);

        Assert.Equal(["Maria Lopez"], Assert.Single(whole!.Linked).State!.Names);
        Assert.Empty(part!.Linked);
    }

    [Fact]
    public async Task A_clock_that_goes_back_leaves_no_gap_and_no_disorder()
    {
        // A clock of its own: what the others measure by theirs does not go back with it.
        await using var store = OpenedStore.Closed(StoreKind.Sqlite);
        await store.StartAsync();
        await store.ConversationAsync("clock1");
        await store.SayAsync("clock1", "one");
        store.Time.AdjustTime(store.Time.GetUtcNow().AddDays(-2));

        await store.SayAsync("clock1", "two");

        var read = await store.Log.ReadAsync("clock1", 0, Cancel);
        Assert.Equal([1L, 2L, 3L, 4L], read.Select(entry => entry.Sequence));
        Assert.Equal(read.Select(entry => entry.At).Order().Distinct(), read.Select(entry => entry.At));
    }

    [Fact]
    public async Task Without_space_to_write_the_file_anew_the_store_opens_and_says_so()
    {
        var log = await UntidyAsync("space1");

        FreePages.Overwrite(_store.Get<StorageSettings>(), log, free: 1000);

        Assert.Contains("and 1 MB are left", Assert.Single(log.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
        Assert.Equal(0, Version());
    }

    [Fact]
    public async Task Without_time_to_write_the_file_anew_the_store_opens_says_so_and_tries_again()
    {
        var log = await UntidyAsync("time1");

        FreePages.Overwrite(_store.Get<StorageSettings>(), log, patience: TimeSpan.Zero);

        Assert.Contains("it would have taken too long", Assert.Single(log.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
        Assert.Equal(0, Version());
        FreePages.Overwrite(_store.Get<StorageSettings>(), log);
        Assert.Equal(1, Version());
        Assert.Equal(2, (await _store.Log.ReadAsync("time1", 0, Cancel)).Length);
    }

    private async Task<FakeLogger> UntidyAsync(string conversation)
    {
        await _store.ConversationAsync(conversation);
        // Enough for several looks at the time.
        await _store.SayAsync(conversation, string.Concat(Enumerable.Repeat(Long, 2000)));
        await SpoilAsync("PRAGMA user_version = 0");
        return new();
    }

    private long Version() => Sqlite.Read(session => session.Query("PRAGMA user_version", row => row.GetInt64(0)));

    /// <summary>Changes what is stored behind the store's back.</summary>
    private async Task SpoilAsync(params string[] statements)
    {
        await Sqlite.WriteAsync(session => statements.Sum(sql => session.Execute(sql)), Cancel);
        foreach (var id in _store.Get<DataStore>().Read(session => session.List("SELECT Id FROM Conversations", row => row.GetString(0))))
            _store.Get<StoredConversations>().Cache.Drop(id, long.MaxValue);
    }

    /// <summary>A store whose writer fails or hangs as a test says.</summary>
    public sealed class Stormy : IAsyncLifetime
    {
        internal OpenedStore Store { get; } = OpenedStore.Closed(StoreKind.Sqlite);

        /// <summary>What a statement of the writer fails with, or null.</summary>
        internal Func<string, Exception?> Fails { get; set; } = _ => null;

        /// <summary>Unset, the writer hangs.</summary>
        internal ManualResetEventSlim Free { get; } = new(initialState: true);

        public async ValueTask InitializeAsync()
        {
            Store.Adds = services => services.AddSingleton<StatementProbe>(BeforeStatement);
            await Store.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Free.Set();
            await Store.DisposeAsync();
            Free.Dispose();
        }

        // Runs on the writer's thread alone.
        private void BeforeStatement(string sql)
        {
            Free.Wait();
            if (Fails(sql) is { } failure)
                throw failure;
        }
    }
}
