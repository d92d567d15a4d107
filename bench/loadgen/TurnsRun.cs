using System.Globalization;
using ValorSpine.Bot.Loadgen.Patients;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Storage.Tests.PostgreSql;

namespace ValorSpine.Bot.Loadgen;

/// <summary>Durable turns a second, side by side with the limit: servers on both stores, and for each a bare one that commits a row per turn. Rounds of all of them take turns, and each figure is the median of its rounds.</summary>
internal sealed class TurnsRun(TimeSpan measured, int rounds, int[] conversations)
{
    private const string Mixed = "mixed";
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);
    private readonly Dictionary<(string Server, string Channel, int Conversations), List<Figures>> _figures = [];

    public async Task<int> RunAsync()
    {
        using var data = new ScratchFolder();
        await using var connector = await Connector.StartAsync();
        await using var database = await PostgresServer.StartAsync(isDurable: true);
        await Pinning.FreeAsync(database.ProcessId);
        foreach (var name in (string[])["bot", "bare"])
            await database.ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        await using var onSqlite = await ServerProcess.StartBotAsync(data.Path, Settings);
        await using var onPostgres = await ServerProcess.StartBotAsync(
            data.Path, [.. Settings, "--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={database.ConnectionString("bot")}", $"--Storage:KeyFile={Path.Combine(data.Path, "pg.key")}"]);
        await using var bareSqlite = await ServerProcess.StartBareAsync("sqlite", Path.Combine(data.Path, "bare.db"));
        await using var barePostgres = await ServerProcess.StartBareAsync("postgres", database.ConnectionString("bare"));
        foreach (var bot in (ServerProcess[])[onSqlite, onPostgres])
            await RoundAsync("", Mixed, bot, null, connector, 16, s_warmUp);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var number in conversations)
            {
                await RoundAsync("SQLite", Mixed, onSqlite, null, connector, number, measured);
                await RoundAsync("SQLite limit", Mixed, bareSqlite, null, null, number, measured);
                await RoundAsync("PostgreSQL", Mixed, onPostgres, database.ProcessId, connector, number, measured);
                await RoundAsync("PostgreSQL limit", Mixed, barePostgres, database.ProcessId, null, number, measured);
            }

            foreach (var channel in s_channels.Keys)
                await RoundAsync("SQLite", channel, onSqlite, null, connector, conversations.Contains(64) ? 64 : conversations[^1], measured);
        }

        Tell();
        return 0;
    }

    private static string[] Settings => ["--environment=Development", "--Connector:DangerouslyTrustEveryCaller=true", "--Logging:LogLevel:Default=Warning"];

    private static readonly Dictionary<string, Func<HttpClient, Connector, Task<IPatient>>> s_channels = new()
    {
        ["Direct Line, web socket"] = (http, _) => StreamingPatient.OpenAsync(http),
        ["Direct Line, polling"] = (http, _) => PollingPatient.OpenAsync(http),
        ["/api/messages, expectReplies"] = (http, _) => Task.FromResult<IPatient>(new ChannelPatient(http, null)),
        ["/api/messages, Connector"] = (http, connector) => Task.FromResult<IPatient>(new ChannelPatient(http, connector)),
    };

    private async Task RoundAsync(string name, string channel, ServerProcess server, int? database, Connector? connector, int number, TimeSpan duration)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = number, PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { BaseAddress = server.Address };
        var (ways, random) = (s_channels.Values.ToArray(), new Random(number));
        var patients = new List<(IPatient Patient, Talk Talk)>();
        for (var one = 0; one < number; one++)
        {
            var open = channel == Mixed ? ways[one % ways.Length] : s_channels[channel];
            patients.Add((connector is null ? new BarePatient(http) : await open(http, connector), new(new(random.Next()))));
        }

        await ClosedLoop.TalkAsync(patients, s_warmUp);
        var figures = await ClosedLoop.MeasureAsync(server, database, patients, duration);
        foreach (var (patient, _) in patients)
            await patient.DisposeAsync();
        if (name.Length > 0)
            (_figures.TryGetValue((name, channel, number), out var rounds) ? rounds : _figures[(name, channel, number)] = []).Add(figures);
    }

    private void Tell()
    {
        Console.WriteLine("| server | channel | conversations | turns/s | p50 ms | p95 ms | p99 ms | CPU s per 1,000 turns | of the database | peak MiB | load's share of a core |");
        Console.WriteLine("| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var ((server, channel, number), rounds) in _figures.OrderBy(row => row.Key.Channel != Mixed).ThenBy(row => row.Key.Conversations).ThenBy(row => row.Key.Server, StringComparer.Ordinal))
        {
            var one = Figures.Median(rounds);
            Print($"| {server} | {channel} | {number} | {one.TurnsPerSecond:N0} | {one.P50:0.0} | {one.P95:0.0} | {one.P99:0.0} | {one.Cpu:0.00} | {one.DatabaseCpu:0.00} | {one.PeakMib:0} | {one.LoadCpu:0.00} |");
        }

        Console.WriteLine("\n| ours / limit | conversations | turns/s (wanted at 64: 0.5 or more) | p99 (wanted: 2 or less) | CPU s per 1,000 turns (wanted: 0.3 or less) |\n| --- | --: | --: | --: | --: |");
        foreach (var store in (string[])["SQLite", "PostgreSQL"])
        {
            foreach (var number in conversations)
            {
                var (ours, limit) = (Figures.Median(_figures[(store, Mixed, number)]), Figures.Median(_figures[($"{store} limit", Mixed, number)]));
                Print($"| {store} | {number} | {ours.TurnsPerSecond / limit.TurnsPerSecond:0.00} | {ours.P99 / limit.P99:0.0} | {ours.Cpu:0.00} |");
            }
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
