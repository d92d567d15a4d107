using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Moving;
using ValorSpine.Bot.Storage.Reading;

namespace ValorSpine.Bot.Storage.Tests.PostgreSql;

public sealed class StoreMoveTests : IAsyncLifetime
{
    private readonly List<string> _told = [];
    private OpenedStore _file = null!, _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await OpenedStore.OpenAsync(StoreKind.Sqlite);
        _database = OpenedStore.Closed(StoreKind.PostgreSql);
        await _database.MakePlaceAsync();
        for (var i = 0; i < 3; i++)
        {
            await _file.ConversationAsync("c" + i);
            await _file.SayAsync("c" + i, "hello, it is numb", "k" + i, decided => decided with { Alerts = [new("emergency", "RF-CES")], Screening = new("{}", "O-1", "summary") });
            await _file.Get<AuditTrail>().RecordAsync("ann", "transcript.open", "c" + i, "because", Cancel);
        }

        await _file.RunAsync(
            """
            INSERT INTO AspNetUsers (Id, Roles, UserName, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount, LockoutEnd) VALUES ('u1', 'reader', 'ann', 1, 0, 1, 1, 2, 638000000000000000);
            INSERT INTO AspNetUserPasskeys (CredentialId, UserId, Data) VALUES (x'0102', 'u1', '{"Name":"key", "Aaguid":[1,2], "B":null}')
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _file.DisposeAsync();
    }

    [Fact]
    public async Task Everything_is_there_afterwards_and_the_service_goes_on_with_it()
    {
        await MoveAsync();

        Assert.Contains("log: 6 rows, the same on both sides", string.Join('\n', _told), StringComparison.Ordinal);
        await OpenDatabaseAsync();
        var transcript = (await _database.Transcripts.OpenAsync("c1", "ann", Cancel))!;
        Assert.Equal("hello, it is numb", transcript.Log[0].Text);
        Assert.Single(transcript.Screenings);
        Assert.Null((await _database.Get<IAuditTrail>().VerifyAsync(Cancel)).Broken);
        Assert.IsType<Conversations.CommitResult.Committed>(await _database.SayAsync("c1", "still numb", decide: decided => decided with { Alerts = [new("crisis", "CR-1")] }));
        await _database.ConversationAsync("new");
        await _database.SayAsync("new", "numb", decide: decided => decided with { Alerts = [new("emergency", "RF-CES")] });
        Assert.Equal(4, (await _database.Incidents.UnsettledAsync(10, Cancel)).Rows.Select(incident => incident.Id).Distinct().Count());
    }

    [Fact]
    public async Task Interrupted_it_goes_on_where_it_was_and_until_then_the_service_does_not_start_on_it()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MoveAsync(stop.Token, line =>
        {
            if (line.StartsWith("aspnetusers:", StringComparison.Ordinal))
                stop.Cancel();
        }));
        Assert.Contains("is not finished", (await Assert.ThrowsAsync<StorageUnavailableException>(OpenDatabaseAsync)).Message, StringComparison.Ordinal);
        await _database.StopAsync();
        // What changed in between is found out and copied anew.
        await _file.SayAsync("c0", "one more thing");
        _told.Clear();

        await MoveAsync();

        Assert.DoesNotContain(_told, line => line.StartsWith("aspnetusers:", StringComparison.Ordinal) && line.Contains(" of ", StringComparison.Ordinal));
        await OpenDatabaseAsync();
        Assert.Equal(4, (await _database.Log.ReadAsync("c0", 0, Cancel)).Length);
    }

    [Fact]
    public async Task A_database_that_holds_something_else_is_refused_and_left_as_it_is()
    {
        await _database.StartAsync();
        await _database.ConversationAsync("theirs");
        await _database.StopAsync();

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => MoveAsync());

        Assert.Contains("holds data already", refused.Message, StringComparison.Ordinal);
        await _database.StartAsync();
        Assert.NotNull(await _database.Store.LoadAsync("theirs", Cancel));
    }

    private Task MoveAsync(CancellationToken? cancel = null, Action<string>? told = null) => StoreMove.RunAsync(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionString", $"Data Source={_file.DataFile}")]).Build(), _file.Folder, _database.ConnectionString, line =>
        {
            _told.Add(line);
            told?.Invoke(line);
        }, cancel ?? Cancel);

    /// <summary>As an operator does: with the key file of the SQLite file.</summary>
    private async Task OpenDatabaseAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_database.KeyFile)!);
        File.Copy(_file.KeyFile, _database.KeyFile, overwrite: true);
        await _database.StartAsync();
    }
}
