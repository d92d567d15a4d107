using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ValorSpine.Bot.Loadgen.Servers;

/// <summary>The limit: a server that decides nothing and commits one row per turn. Turns that wait are committed together, and each is answered once its row is on disk.</summary>
internal static class BareServer
{
    private const int Batch = 256;

    public static async Task<int> RunAsync(string url, string store, string place)
    {
        var turns = Channel.CreateUnbounded<Turn>(new() { SingleReader = true });
        var write = store == "sqlite" ? await SqliteAsync(place) : await PostgresAsync(place);
        // Flushing to disk blocks, and would keep a thread of the pool from serving.
        new Thread(() => Commit(turns.Reader, write)) { IsBackground = true }.Start();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        app.MapGet("/health/live", () => "live");
        app.MapPost("/turn", async (HttpContext http) =>
        {
            using var read = new MemoryStream();
            await http.Request.Body.CopyToAsync(read);
            using (JsonDocument.Parse(read.GetBuffer().AsMemory(0, (int)read.Length)))
            {
                var turn = new Turn(read.ToArray());
                turns.Writer.TryWrite(turn);
                await turn.Committed.Task;
                return Results.Bytes(turn.Body, "application/json");
            }
        });
        await app.RunAsync();
        return 0;
    }

    private static void Commit(ChannelReader<Turn> turns, Action<List<byte[]>> write)
    {
        var batch = new List<Turn>(Batch);
        while (turns.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < Batch && turns.TryRead(out var turn))
                batch.Add(turn);
            write(batch.ConvertAll(turn => turn.Body));
            batch.ForEach(turn => turn.Committed.SetResult());
            batch.Clear();
        }
    }

    private static async Task<Action<List<byte[]>>> SqliteAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        using (var prepare = new SqliteCommand("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Turns (Id INTEGER PRIMARY KEY, Body BLOB)", connection))
            await prepare.ExecuteNonQueryAsync();
        var insert = new SqliteCommand("INSERT INTO Turns (Body) VALUES ($1)", connection);
        var body = insert.Parameters.Add("$1", SqliteType.Blob);
        insert.Prepare();
        return bodies =>
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var one in bodies)
            {
                body.Value = one;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        };
    }

    private static async Task<Action<List<byte[]>>> PostgresAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using (var prepare = new NpgsqlCommand("CREATE TABLE Turns (Id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, Body bytea)", connection))
            await prepare.ExecuteNonQueryAsync();
        var insert = new NpgsqlCommand("INSERT INTO Turns (Body) SELECT unnest($1)", connection);
        var rows = insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        rows.Value = Array.Empty<byte[]>();
        await insert.PrepareAsync();
        return bodies =>
        {
            rows.Value = bodies.ToArray();
            insert.ExecuteNonQuery();
        };
    }

    private sealed record Turn(byte[] Body)
    {
        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
