using System.Diagnostics;
using System.Net;
using ValorSpine.Bot.Storage.Tests.PostgreSql;
using ValorSpine.Bot.Tests.Alerts;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class StalledReplicaTests
{
    private const string Emergency = "since this morning I cannot feel between my legs and I wet myself", Leads = "This replica does now what is done once", LeadsNoLonger = "This replica no longer does", Database = "clinic";
    private static readonly TimeSpan s_follows = TimeSpan.FromSeconds(30);

    /// <summary>One story, as each start costs seconds: the leader hangs and comes back; then the other is taken out with time for the load balancer.</summary>
    [Fact]
    public async Task When_the_leader_hangs_another_leads_and_does_everything_once_and_a_replica_that_drains_still_answers()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new ScratchFolder();
        await using var mails = TestMailServer.Start();
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Database}");
        string[] settings =
        [
            "--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={server.ConnectionString(Database)}", $"--Storage:KeyFile={Path.Combine(data.Path, "bot.key")}", "--Replicas:DrainSeconds=300",
            "--Alerts:Email:Host=127.0.0.1", $"--Alerts:Email:Port={mails.Port}", "--Alerts:Email:Tls=none", "--Alerts:Email:From=chat@clinic.example", "--Alerts:Email:To:0=nurse@clinic.example",
            "--Alerts:Email:ConsoleUrl=https://chat.clinic.example/staff",
        ];
        await using var first = await BotProcess.StartAsync(data.Path, settings);
        await UntilAsync(() => first.Written().Contains(Leads, StringComparison.Ordinal), s_follows, cancel);
        await using var second = await BotProcess.StartAsync(data.Path, settings);
        using var atFirst = new HttpClient { BaseAddress = first.Address };
        using var atSecond = new HttpClient { BaseAddress = second.Address };

        await first.SignalAsync("STOP");
        await (await DirectLinePatient.OpenAsync(atSecond)).AskAsync(Emergency);
        await UntilAsync(() => second.Written().Contains(Leads, StringComparison.Ordinal), s_follows, cancel);
        await mails.ReceiveAsync();

        await first.SignalAsync("CONT");
        await UntilAsync(() => first.Written().Contains(LeadsNoLonger, StringComparison.Ordinal), s_follows, cancel);
        // What is told to both is done by the one that leads now.
        await (await DirectLinePatient.OpenAsync(atFirst)).AskAsync(Emergency);
        await mails.ReceiveAsync();
        Assert.Equal(2, mails.Accepted);
        Assert.Equal(2, first.Written().Split(Leads).Length);

        await AnswersWhileItDrainsAsync(second, atSecond, cancel);
    }

    private static async Task AnswersWhileItDrainsAsync(BotProcess drained, HttpClient there, CancellationToken cancel)
    {
        var patient = await DirectLinePatient.OpenAsync(there);
        await drained.SignalAsync("TERM");
        await UntilAsync(() => Task.Run(async () => (await there.GetAsync("health/ready", cancel)).StatusCode == HttpStatusCode.ServiceUnavailable, cancel), s_follows, cancel);

        Assert.NotEmpty(await patient.AskAsync("what is fibrin"));
    }

    private static Task UntilAsync(Func<bool> holds, TimeSpan within, CancellationToken cancel) => UntilAsync(() => Task.FromResult(holds()), within, cancel);

    private static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan within, CancellationToken cancel)
    {
        for (var clock = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(clock.Elapsed < within, "It did not come about.");
            await Task.Delay(50, cancel);
        }
    }
}
