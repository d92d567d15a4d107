using System.Data.Common;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class AuditTrailTests(StoreKind kind) : IAsyncLifetime
{
    private OpenedStore _store = null!;

    private string WithoutTriggers => kind == StoreKind.Sqlite
        ? "DROP TRIGGER AuditEntries_Unchanged; DROP TRIGGER AuditEntries_Kept; "
        : "DROP TRIGGER AuditEntries_Kept ON AuditEntries; DROP TRIGGER AuditEntries_NotEmptied ON AuditEntries; ";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AuditTrail Trail => _store.Get<AuditTrail>();

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_is_left_out_takes_no_place_in_a_list()
    {
        for (var time = 0; time < 3; time++)
            await Trail.RecordAsync("ann", "audit.open", "c1", null, Cancel);
        await Trail.RecordAsync("ben", "transcript.open", "c1", null, Cancel);
        await Trail.RecordAsync("ann", "audit.open", "c1", null, Cancel);

        Assert.Equal(["ben"], (await Trail.ListAsync(new() { ConversationId = "c1", Except = "audit.open" }, null, 2, Cancel)).Select(entry => entry.Actor));
    }

    [Fact]
    public async Task A_trail_that_nobody_touched_is_whole_also_after_a_restart()
    {
        await RecordAsync(5);
        await _store.RestartAsync();
        await RecordAsync(5);

        var verified = await Trail.VerifyAsync(Cancel);

        Assert.Null(verified.Broken);
        Assert.Equal((10, 64), (verified.Entries, verified.Last.Length));
        Assert.Equal(_store.Time.GetUtcNow(), verified.Until);
    }

    [Fact]
    public async Task Of_what_a_language_model_was_to_be_asked_only_what_left_is_on_the_trail()
    {
        var turn = OpenedStore.Turn(await _store.ConversationAsync("c1"), "is it safe?");
        var (sent, kept) = (new ModelRequest.FullQuestion("is it safe?", "What is fibrin?"), new ModelRequest.Nearest("is it safe?"));

        await _store.Store.CommitAsync(turn with { Facts = turn.Facts with { Models = [new(sent, new ModelResult.Nothing("too slow")), new(kept, ModelResult.Nothing.Unsent("budget spent"))] } }, Cancel);

        var entry = Assert.Single(await Trail.ListAsync(new() { ConversationId = "c1" }, null, 20, Cancel));
        Assert.Equal((ModelTrail.Actor, ModelTrail.ActionOf(sent)), (entry.Actor, entry.Action));
    }

    [Fact]
    public async Task An_empty_trail_is_whole() => Assert.Equal((0, null), (await Verified()) is var verified ? (verified.Entries, verified.Broken) : default);

    [Theory]
    [InlineData("UPDATE AuditEntries SET Actor = 'eve' WHERE Id = 3", 3, AuditDefect.Changed)]
    [InlineData("UPDATE AuditEntries SET Note = NULL WHERE Id = 3", 3, AuditDefect.Changed)]
    [InlineData("UPDATE AuditEntries SET At = At + 1 WHERE Id = 1", 1, AuditDefect.Changed)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 3", 4, AuditDefect.NotAfterTheOneBefore)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 1", 2, AuditDefect.NotAfterTheOneBefore)]
    [InlineData("UPDATE AuditEntries SET Id = 99 WHERE Id = 2; UPDATE AuditEntries SET Id = 2 WHERE Id = 3; UPDATE AuditEntries SET Id = 3 WHERE Id = 99", 2, AuditDefect.Changed)]
    [InlineData("DELETE FROM AuditEntries WHERE Id > 4", 5, AuditDefect.EndMissing)]
    [InlineData("DELETE FROM AuditEntries", 1, AuditDefect.EndMissing)]
    [InlineData("INSERT INTO AuditEntries SELECT 7, At, 'eve', Action, ConversationId, Note, Previous, Hash FROM AuditEntries WHERE Id = 6", 7, AuditDefect.Added)]
    [InlineData("DELETE FROM AuditHeads", 6, AuditDefect.SealBroken)]
    [InlineData("UPDATE AuditHeads SET Number = 4, Hash = (SELECT Hash FROM AuditEntries WHERE Id = 4); DELETE FROM AuditEntries WHERE Id > 4", 4, AuditDefect.SealBroken)]
    [InlineData("UPDATE AuditHeads SET PurgedThrough = 3, PurgedHash = (SELECT Hash FROM AuditEntries WHERE Id = 3); DELETE FROM AuditEntries WHERE Id <= 3", 6, AuditDefect.SealBroken)]
    public async Task What_was_done_past_the_service_is_found(string sql, long number, AuditDefect defect)
    {
        await RecordAsync(6);

        await _store.RunAsync(WithoutTriggers + sql);

        Assert.Equal(new AuditBreak(number, defect), (await Verified()).Broken);
    }

    [Fact]
    public async Task A_trail_that_was_written_anew_with_right_hashes_is_found_by_its_seal()
    {
        await RecordAsync(6);
        var rows = _store.Get<DataStore>().Read(session => session.List($"SELECT {Audit.AuditRow.Columns} FROM AuditEntries ORDER BY Id", Audit.AuditRow.Read));

        var previous = new byte[32];
        await _store.RunAsync(WithoutTriggers);
        foreach (var row in rows)
        {
            var forged = row.Number == 2 ? row with { Actor = "eve" } : row;
            var hash = forged.HashAfter(previous);
            await WriteAsync("UPDATE AuditEntries SET Actor = $1, Previous = $2, Hash = $3 WHERE Id = $4", forged.Actor, previous, hash, row.Number);
            previous = hash;
        }

        Assert.Equal(new AuditBreak(6, AuditDefect.Changed), (await Verified()).Broken);

        // The head is made to fit, but its seal cannot be: what the service writes next must not seal it.
        await WriteAsync("UPDATE AuditHeads SET Hash = $1", previous);
        await RecordAsync(2);
        Assert.Equal(new AuditBreak(7, AuditDefect.SealBroken), (await Verified()).Broken);
    }

    [Fact]
    public async Task A_head_that_was_taken_away_stays_on_the_trail_after_a_restart()
    {
        await RecordAsync(3);
        await _store.RunAsync("DELETE FROM AuditHeads");

        await _store.RestartAsync();
        await RecordAsync(1);

        Assert.Equal(new AuditBreak(4, AuditDefect.SealBroken), (await Verified()).Broken);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Actor = 'eve' WHERE Id = 1")]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 1")]
    public async Task The_store_itself_refuses_to_change_or_remove_an_entry(string sql)
    {
        await RecordAsync(1);

        Assert.Contains("audit trail", (await Assert.ThrowsAnyAsync<DbException>(() => _store.RunAsync(sql))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_older_version_wrote_is_linked_in_at_the_start_and_the_trail_says_so()
    {
        await _store.RunAsync(WithoutTriggers + """
            DELETE FROM AuditHeads; DELETE FROM Secrets WHERE Name = 'audit-trail';
            INSERT INTO AuditEntries (Id, At, Actor, Action) VALUES (3, 1, 'ann', 'transcript.open'), (7, 2, 'ben', 'transcript.open')
            """);

        await _store.RestartAsync();

        Assert.Equal((3, null), ((await Verified()).Entries, (await Verified()).Broken));
        Assert.Equal("audit.begin", (await Trail.ListAsync(new(), null, 1, Cancel))[0].Action);
    }

    [Fact]
    public async Task Old_entries_go_when_their_time_is_over_and_the_rest_stays_whole()
    {
        await RecordAsync(3);
        _store.Time.Advance(TimeSpan.FromDays(10));
        var now = _store.Time.GetUtcNow().UtcTicks;
        await RecordAsync(2);

        var gone = await _store.Get<DataStore>().WriteAsync(session => Audit.AuditChain.Purge(session, now), Cancel);
        await RecordAsync(1);

        var verified = await Verified();
        Assert.Equal((3, 3, 3, null), (gone, verified.Entries, verified.PurgedThrough, verified.Broken));
        await _store.RunAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Id = 4");
        Assert.Equal(new AuditBreak(5, AuditDefect.NotAfterTheOneBefore), (await Verified()).Broken);
    }

    [Fact]
    public async Task Entries_are_found_by_account_action_conversation_and_time()
    {
        await _store.ConversationAsync("c1");
        await Trail.RecordAsync("ann", "transcript.open", "c1", null, Cancel);
        _store.Time.Advance(TimeSpan.FromHours(1));
        await Trail.RecordAsync("ben", "transcript.export", null, "12 conversations", Cancel);

        Assert.Equal("12 conversations", Assert.Single(await Trail.ListAsync(new() { Actor = "ben" }, null, 10, Cancel)).Note);
        Assert.Equal("ann", Assert.Single(await Trail.ListAsync(new() { ConversationId = "c1" }, null, 10, Cancel)).Actor);
        Assert.Equal(["ben", "ann"], (await Trail.ListAsync(new() { Action = "transcript" }, null, 10, Cancel)).Select(entry => entry.Actor));
        Assert.Equal("ann", Assert.Single(await Trail.ListAsync(new() { Until = _store.Time.GetUtcNow() }, null, 10, Cancel)).Actor);
        Assert.Equal("ann", Assert.Single(await Trail.ListAsync(new(), before: 2, 10, Cancel)).Actor);
        Assert.Empty(await Trail.ListAsync(new() { Action = "trans" }, null, 10, Cancel));
    }

    [Fact]
    public async Task A_stated_reason_is_not_in_the_data_file_in_the_clear()
    {
        await Trail.RecordAsync("ann", "break-glass.open", "c1", "PLAINTEXT-reason", Cancel);
        await _store.StopAsync();

        foreach (var file in await _store.FilesAsync())
            Assert.True((await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("PLAINTEXT"u8) < 0, file);
        await _store.StartAsync();
        Assert.Equal("PLAINTEXT-reason", (await Trail.ListAsync(new(), null, 1, Cancel))[0].Note);
    }

    private async Task<AuditVerification> Verified() => await Trail.VerifyAsync(Cancel);

    private async Task WriteAsync(string sql, params object?[] values) => await _store.Get<DataStore>().WriteAsync(session => session.Execute(sql, values), Cancel);

    private async Task RecordAsync(int entries)
    {
        for (var i = 0; i < entries; i++)
            await Trail.RecordAsync("ann", "transcript.open", $"c{i}", "because", Cancel);
    }

}

public sealed class AuditTrailOnSqliteTests() : AuditTrailTests(StoreKind.Sqlite);

public sealed class AuditTrailOnPostgreSqlTests() : AuditTrailTests(StoreKind.PostgreSql);
