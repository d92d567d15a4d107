using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Bench;

/// <summary>What a server costs that decides nothing and commits one row per turn: WAL, synchronous=FULL.</summary>
internal static class BareServer
{
    public static async Task<int> RunAsync(string url, string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Turns (Id INTEGER PRIMARY KEY, Body BLOB)");
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Turns (Body) VALUES ($1)";
        var body = insert.Parameters.Add("$1", SqliteType.Blob);
        await insert.PrepareAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        var one = new SemaphoreSlim(1);
        app.MapGet("/health/live", () => "live");
        app.MapPost("/turn", async (HttpContext http) =>
        {
            using var read = new MemoryStream();
            await http.Request.Body.CopyToAsync(read);
            await one.WaitAsync();
            try
            {
                body.Value = read.ToArray();
                insert.ExecuteNonQuery();
            }
            finally
            {
                one.Release();
            }

            return Results.Bytes(read.ToArray(), "application/json");
        });
        await app.RunAsync();
        return 0;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
