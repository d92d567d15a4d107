using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class ErasureTests(StoreKind kind) : IAsyncDisposable
{
    private protected static readonly RecordAct s_act = new("ann", "The patient asked for it.");
    private protected OpenedStore _store = OpenedStore.Closed(kind);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected StoredRecords Records => _store.Get<StoredRecords>();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Only_the_trail_and_the_empty_row_that_its_channel_goes_on_from_are_left()
    {
        await _store.StartAsync();
        await FillAsync("c1");

        await Records.EraseAsync("c1", s_act, Cancel);

        Assert.Equal(["AuditEntries", "Conversations"], Left("c1"), StringComparer.OrdinalIgnoreCase);
        Assert.Equal("c1-2", await _store.Get<IChannelConversations>().CurrentAsync("c1", Cancel));
        var entry = (await _store.Get<AuditTrail>().ListAsync(new() { ConversationId = "c1", Action = "record.erase" }, null, 5, Cancel))[0];
        Assert.Equal(("ann", s_act.Reason), (entry.Actor, entry.Note));
        Assert.IsType<Erasure.Unknown>(await Records.EraseAsync("c1", s_act, Cancel));
    }

    [Fact]
    public async Task Who_opens_an_erased_conversation_is_told_that_there_is_none()
    {
        await _store.StartAsync();
        await SayAsync("c1");
        Assert.NotNull(await _store.Transcripts.OpenAsync("c1", "ann", Cancel));

        await Records.EraseAsync("c1", s_act, Cancel);

        Assert.Null(await _store.Transcripts.OpenAsync("c1", "ann", Cancel));
        Assert.Null(await _store.Transcripts.RefreshAsync("c1", "ann", Cancel));
    }

    [Fact]
    public async Task A_conversation_on_hold_is_neither_erased_nor_purged_until_it_is_released()
    {
        _store = OpenedStore.Closed(kind, ("Retention:ConversationDays", "10"));
        await _store.StartAsync();
        await SayAsync("c1");
        Assert.True(await Records.HoldAsync("c1", new("ben", "A claim was filed."), Cancel));
        Assert.False(await Records.HoldAsync("c1", new("ben", "Again."), Cancel));
        _store.Time.Advance(TimeSpan.FromDays(20));

        Assert.Equal("A claim was filed.", Assert.IsType<Erasure.Held>(await Records.EraseAsync("c1", s_act, Cancel)).Hold.Reason);
        Assert.Empty((await Records.PurgeAsync(Cancel)).Proofs);
        Assert.True(await Records.ReleaseAsync("c1", new("ben", "It was settled."), Cancel));
        Assert.False(await Records.ReleaseAsync("c1", new("ben", "Again."), Cancel));
        Assert.Single((await Records.PurgeAsync(Cancel)).Proofs);
    }

    [Fact]
    public async Task A_conversation_with_a_visit_to_come_is_not_erased()
    {
        await _store.StartAsync();
        await _store.ConversationAsync("c1");
        var booked = await BookAsync("c1");

        var start = Assert.IsType<Erasure.VisitToCome>(await Records.EraseAsync("c1", s_act, Cancel)).Start;
        await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Cancel(booked.Reference), Cancel);

        Assert.Equal(booked.Slot.Start, start);
        Assert.IsType<Erasure.Done>(await Records.EraseAsync("c1", s_act, Cancel));
    }

    [Fact]
    public async Task Each_conversation_stays_as_long_as_the_longest_of_its_kinds_says()
    {
        _store = OpenedStore.Closed(kind, ("Retention:ConversationDays", "10"), ("Retention:AlertDays", "30"), ("Retention:ScreeningDays", "20"));
        await _store.StartAsync();
        await SayAsync("plain");
        await SayAsync("alert", decided => decided with { Alerts = [new("staff", "asked")] });
        await ResolveAsync("alert");
        await SayAsync("screened", decided => decided with { Screening = new("{}", "O-DIAGNOSIS", "summary") });
        await SayAsync("both", decided => decided with { Screening = new("{}", "O-DIAGNOSIS", "summary"), Alerts = [new("staff", "asked")] });
        await ResolveAsync("both");
        await SayAsync("open", decided => decided with { Alerts = [new("emergency", "RF-CES")] });
        await _store.ConversationAsync("booked");
        await BookAsync("booked");

        Assert.Equal(["plain"], await AfterAsync(11));
        Assert.Equal(["screened"], await AfterAsync(10));
        Assert.Equal(["alert", "both"], await AfterAsync(10));
        Assert.Empty(await AfterAsync(1000));

        async Task<IEnumerable<string>> AfterAsync(int days)
        {
            _store.Time.Advance(TimeSpan.FromDays(days));
            var planned = Records.Plan().Conversations.Select(conversation => conversation.Id).Order().ToArray();
            var purged = await Records.PurgeAsync(Cancel);
            Assert.Equal(planned.Length, purged.Proofs.Length);
            return planned;
        }
    }

    [Fact]
    public async Task Nothing_is_purged_without_a_setting()
    {
        await _store.StartAsync();
        await SayAsync("c1");
        _store.Time.Advance(TimeSpan.FromDays(10_000));

        Assert.Empty(Records.Plan().Conversations);
        Assert.Empty((await Records.PurgeAsync(Cancel)).Proofs);
    }

    [Fact]
    public async Task Old_entries_of_the_trail_go_and_it_stays_whole()
    {
        _store = OpenedStore.Closed(kind, ("Retention:AuditDays", "100"));
        await _store.StartAsync();
        await _store.Get<AuditTrail>().RecordAsync("ann", "transcript.open", "c1", null, Cancel);
        _store.Time.Advance(TimeSpan.FromDays(101));

        Assert.Equal(1, (await Records.PurgeAsync(Cancel)).AuditEntries);
        Assert.Equal(0, (await Records.PurgeAsync(Cancel)).AuditEntries);
        Assert.Null((await _store.Get<AuditTrail>().VerifyAsync(Cancel)).Broken);
    }

    private async Task SayAsync(string id, Func<TurnResult, TurnResult>? decide = null)
    {
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, "hello", decide: decide);
    }

    private async Task ResolveAsync(string id)
    {
        foreach (var incident in (await _store.Transcripts.OpenAsync(id, "ann", Cancel))!.Incidents)
        {
            var step = new IncidentStep(id, incident.Id, incident.Opening, "ann");
            await _store.Incidents.SeeAsync(step, Cancel);
            await _store.Incidents.ResolveAsync(step, "note", Cancel);
        }
    }

    private async Task<BookedAppointment> BookAsync(string id)
    {
        var slot = new Slot("evaluation", "dr-a", _store.Time.GetUtcNow().AddDays(1), 60);
        var held = (ScheduleResult.Held)await _store.Schedule.PerformAsync(id, new ScheduleRequest.Hold(slot), Cancel);
        return ((ScheduleResult.Booked)await _store.Schedule.PerformAsync(id, new ScheduleRequest.Confirm(held.HoldId, "Jo Doe", "312 555 0101", "jo@example.org", "pain", null), Cancel)).Appointment;
    }

    /// <summary>Something of everything that a conversation can have.</summary>
    private protected async Task FillAsync(string id)
    {
        await SayAsync(id, decided => decided with
        {
            Alerts = [new("emergency", "RF-CES")],
            Screening = new("{}", "O-DIAGNOSIS", "summary"),
            State = decided.State with { HandOff = new("handoff") },
        });
        await ResolveAsync(id);
        await _store.Get<IResumeCodes>().PerformAsync(id, new ResumeRequest.Give(), Cancel);
        await _store.Get<IChannelConversations>().KeepAsync(id, new(true, """{"user":"u"}"""), Cancel);
        await _store.Get<IChannelConversations>().KeepActivityAsync(id, "k", "event", """{"name":"e"}""", Cancel);
        await _store.SayAsync(id, "again");
        var booked = await BookAsync(id);
        await _store.Schedule.PerformAsync(id, new ScheduleRequest.Cancel(booked.Reference), Cancel);
    }

    /// <summary>Every encrypted piece of a conversation, its wrapped key among them.</summary>
    private protected List<byte[]> Blobs(string id) => _store.Get<DataStore>().Read(session =>
    {
        var blobs = new List<byte[]>();
        foreach (var table in session.TablesWith("ConversationId").Append("Conversations"))
        {
            session.Each($"SELECT * FROM {table} WHERE {(table == "Conversations" ? "Id" : "ConversationId")} = $1", row =>
            {
                for (var column = 0; column < row.FieldCount; column++)
                {
                    if (!table.Equals("AuditEntries", StringComparison.OrdinalIgnoreCase) && row.GetValue(column) is byte[] { Length: > 20 } blob)
                        blobs.Add(blob);
                }
            }, id);
        }

        return blobs;
    });

    private string[] Left(string id) => _store.Get<DataStore>().Read(session => session.TablesWith("ConversationId").Append("Conversations").Where(table =>
        session.Query($"SELECT 1 FROM {table} WHERE {(table == "Conversations" ? "Id" : "ConversationId")} = $1", _ => true, id)).Order(StringComparer.OrdinalIgnoreCase).ToArray());

    // Long ones are spread over pages: each is looked for by its first bytes, which hold the number that it was encrypted with.
    private protected async Task AssertNowhereAsync(List<byte[]> blobs, string when)
    {
        foreach (var file in await _store.FilesAsync())
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            foreach (var blob in blobs)
                Assert.True(bytes.AsSpan().IndexOf(blob.AsSpan(1, 16)) < 0, $"{Path.GetFileName(file)} {when}");
        }
    }
}

public sealed class ErasureOnSqliteTests() : ErasureTests(StoreKind.Sqlite)
{
    [Fact]
    public async Task Nothing_of_an_erased_conversation_can_be_read_any_more_with_the_master_key_and_the_files_as_they_are()
    {
        await _store.StartAsync();
        await FillAsync("c1");
        await FillAsync("c2");
        var before = Blobs("c1");

        var erased = Assert.IsType<Erasure.Done>(await Records.EraseAsync("c1", s_act, Cancel));

        Assert.True(erased.Proof.JournalCut);
        Assert.Contains("Log", erased.Proof.Rows.Keys);
        Assert.NotEmpty(before);
        await AssertNowhereAsync(before, "while the service runs");
        await _store.StopAsync();
        await AssertNowhereAsync(before, "after it ended");
        await _store.StartAsync();
        Assert.Null(await _store.Store.LoadAsync("c1", Cancel));
        Assert.Empty(await _store.Log.ReadAsync("c1", 0, Cancel));
        Assert.NotEmpty(await _store.Log.ReadAsync("c2", 0, Cancel));
        Assert.Equal("c2", Assert.Single((await _store.Transcripts.ListAsync(null, null, 0, 10, Cancel)).Rows).Id);
    }

    [Fact]
    public async Task A_key_that_an_earlier_turn_left_in_a_page_is_gone_too()
    {
        await _store.StartAsync();
        await _store.ConversationAsync("c1");
        var keys = new List<byte[]>();
        for (var turn = 0; turn < 30; turn++)
        {
            await _store.SayAsync("c1", new string('x', 40 * turn), decide: decided => decided with { State = decided.State with { HandOff = new(new string('y', 300 * turn)) } });
            keys.AddRange(Blobs("c1"));
        }

        await Records.EraseAsync("c1", s_act, Cancel);

        await AssertNowhereAsync(keys, "after thirty turns");
    }
}

public sealed class ErasureOnPostgreSqlTests() : ErasureTests(StoreKind.PostgreSql);
