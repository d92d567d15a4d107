using Npgsql;
using ValorSpine.Bot.Storage.Tests.PostgreSql;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class KilledMoveTests
{
    private const string Database = "clinic", Waits = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE relation = 'log'::regclass AND NOT granted)", Made = "SELECT to_regclass('log') IS NOT NULL";

    [Fact]
    public async Task A_move_that_was_killed_is_finished_and_verified_when_it_is_run_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new ScratchFolder();
        string resume;
        await using (var bot = await BotProcess.StartAsync(data.Path))
        {
            using var http = new HttpClient { BaseAddress = bot.Address };
            var patient = await DirectLinePatient.OpenAsync(http);
            await patient.AskAsync("what is fibrin");
            resume = patient.Resume;
            await bot.StopAsync();
        }

        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Database}");
        string[] move =
        [
            "storage", "move", "--to", server.ConnectionString(Database), "--contentRoot", BotProcess.Repository,
        ];
        (string, string)[] environment = [("Storage__ConnectionString", $"Data Source={Path.Combine(data.Path, "bot.db")}")];
        NpgsqlConnection? held = null;
        try
        {
            // It waits where it writes the table in the middle: killed there, it has copied one half and not the other.
            var wasRunning = await BotProcess.RunUntilAsync(
                async () =>
                {
                    if (held is null && await server.ScalarAsync(Database, Made) is true)
                        held = await HoldAsync(server.ConnectionString(Database), cancel);
                    return held is not null && await server.ScalarAsync(Database, Waits) is true;
                },
                environment,
                move);
            Assert.True(wasRunning, "The move was over before it could be killed.");
        }
        finally
        {
            if (held is not null)
                await held.DisposeAsync();
        }

        var (status, output, errors) = await BotProcess.RunToEndAsync(move, environment: environment);

        Assert.True(status == 0, errors);
        Assert.Contains("All of it is there and the same", output, StringComparison.Ordinal);
        await using var moved = await BotProcess.StartAsync(data.Path, "--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={server.ConnectionString(Database)}", $"--Storage:KeyFile={Path.Combine(data.Path, "bot.key")}");
        using var there = new HttpClient { BaseAddress = moved.Address };
        var returned = await DirectLinePatient.OpenAsync(there, resume);
        Assert.Contains(await returned.ReadAsync(), activity => activity.TryGetProperty("text", out var text) && text.GetString() == "what is fibrin");
    }

    private static async Task<NpgsqlConnection> HoldAsync(string database, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE log IN EXCLUSIVE MODE", connection);
        await hold.ExecuteNonQueryAsync(cancel);
        return connection;
    }
}
