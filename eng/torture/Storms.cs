using ValorSpine.Bot.EndToEnd.Tests.Torture;
using ValorSpine.Bot.Storage.Tests.PostgreSql;

namespace ValorSpine.Bot.Torture;

/// <summary>Replicas on a PostgreSQL of their own that is restarted, that throws out whoever is connected, and of which the network is cut, while replicas are killed.</summary>
internal static class Storms
{
    private const string Database = "clinic", Restart = "database restarted";

    /// <returns>1 where something was lost, doubled or out of order.</returns>
    public static async Task<int> RunAsync(int blows, int replicas, int seed, TimeSpan longest)
    {
        var data = Directory.CreateTempSubdirectory("valorspine-storms-");
        Console.WriteLine($"{blows} blows on {replicas} process(es), at most {longest.TotalMinutes} minutes, seed {seed}, data in {data.FullName}");
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Database}");
        await using var network = CutNetwork.To(server.SocketPath);
        string[] settings =
        [
            "--Storage:Provider=PostgreSql", $"--Storage:ConnectionString=Host=127.0.0.1;Port={network.Port};Username=bot;Database={Database};Timeout=5", $"--Storage:KeyFile={Path.Combine(data.FullName, "bot.key")}",
        ];
        var findings = await new Torment(blows, replicas, Patients: 16, settings)
        {
            Others = new Dictionary<string, Func<Task>>
            {
                [$"{Restart} (fast)"] = () => RestartAsync(server, "fast"),
                [$"{Restart} (immediate)"] = () => RestartAsync(server, "immediate"),
                ["sessions ended"] = () => server.ExecuteAsync("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Database}'"),
                ["connections cut"] = () =>
                {
                    network.Cut();
                    return Task.CompletedTask;
                },
            },
            Longest = longest,
            Tell = Console.WriteLine,
        }.RunAsync(data.FullName, new Random(seed), CancellationToken.None);
        Console.WriteLine(findings);
        if (findings.Wrong.Count > 0)
            return 1;

        // What went wrong is kept to be looked at.
        data.Delete(recursive: true);
        return 0;
    }

    private static async Task RestartAsync(PostgresServer server, string mode)
    {
        await server.StopAsync(mode);
        await server.StartAgainAsync();
    }
}
