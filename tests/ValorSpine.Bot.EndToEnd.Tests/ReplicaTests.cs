using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using ValorSpine.Bot.Storage.Tests.PostgreSql;
using ValorSpine.Bot.Tests.Alerts;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class ReplicaTests
{
    private const int Patients = 8, TurnsBeforeKill = 40, TurnsAfter = 2;
    private const string Emergency = "since this morning I cannot feel between my legs and I wet myself", Database = "clinic";

    private static readonly string[] s_sayings = ["what is fibrin", "is it safe", "start the screening", "no", "stop", "book an appointment", "stop", "hello"];

    /// <summary>One story, as each start costs seconds: two replicas share the work, one is killed, a third takes its place, and the second is taken out of service.</summary>
    [Fact]
    public async Task Replicas_share_one_database_and_patients_notice_nothing_when_one_is_killed_and_another_taken_out()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new ScratchFolder();
        await using var mails = TestMailServer.Start();
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Database}");
        string[] settings = [
            "--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={server.ConnectionString(Database)}", $"--Storage:KeyFile={Path.Combine(data.Path, "bot.key")}", .. Email(mails.Port)];

        // Both start on an empty database: one brings it to its form and makes the first account, the other waits for it.
        var starting = await Task.WhenAll(BotProcess.StartAsync(data.Path, settings), BotProcess.StartAsync(data.Path, settings));
        await using var first = starting[0];
        await using var second = starting[1];
        Assert.Single(starting, bot => bot.FirstPassword is not null);
        using var atFirst = new HttpClient { BaseAddress = first.Address };
        using var atSecond = new HttpClient { BaseAddress = second.Address };

        await WhatIsPostedToOneIsHeardAtTheOtherAsync(atFirst, atSecond, cancel);
        var incidents = await KilledUnderWayAsync(first, atFirst, atSecond, cancel);
        await using var third = await BotProcess.StartAsync(data.Path, settings);
        using var atThird = new HttpClient { BaseAddress = third.Address };
        await TakenOutAsync(second, atSecond, atThird, cancel);

        // Each incident is mailed; the last one shows that whatever went before has gone.
        await (await DirectLinePatient.OpenAsync(atThird)).AskAsync(Emergency);
        for (var mail = 0; mail <= incidents; mail++)
            await mails.ReceiveAsync();
        Assert.Equal(incidents + 1, mails.Accepted);
    }

    private static async Task WhatIsPostedToOneIsHeardAtTheOtherAsync(HttpClient one, HttpClient other, CancellationToken cancel)
    {
        var patient = await DirectLinePatient.OpenAsync(one);
        using var socket = await patient.StreamAsync(cancel);
        var elsewhere = await DirectLinePatient.OpenAsync(other, patient.Resume);

        await elsewhere.SayAsync("what is fibrin");

        Assert.Contains("ibrin", await DirectLinePatient.HearAsync(socket, "ibrin", cancel), StringComparison.Ordinal);
        Assert.Equal((await patient.ReadAsync()).Select(activity => activity.GetProperty("id").GetString()), (await elsewhere.ReadAsync()).Select(activity => activity.GetProperty("id").GetString()));
    }

    /// <summary>Kills a replica under load. Its patients go on at the other and send again what was not acknowledged. Gives how many emergencies there were.</summary>
    private static async Task<int> KilledUnderWayAsync(BotProcess killed, HttpClient there, HttpClient elsewhere, CancellationToken cancel)
    {
        var acknowledged = new ConcurrentDictionary<(string Conversation, string Key), string>();
        var turns = 0;
        var enough = new TaskCompletionSource();
        var patients = Enumerable.Range(0, Patients).Select(TalkAsync).ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        await killed.KillAsync();
        foreach (var resume in await Task.WhenAll(patients))
        {
            var patient = await DirectLinePatient.OpenAsync(elsewhere, resume);
            KilledProcessTests.AssertWhole(await patient.ReadAsync(), patient.ConversationId, acknowledged);
        }

        return Patients;

        async Task<string> TalkAsync(int number)
        {
            var patient = await DirectLinePatient.OpenAsync(there);
            var left = TurnsAfter;
            for (var turn = 0; left > 0; turn++)
            {
                var (key, text) = (turn.ToString(CultureInfo.InvariantCulture), turn == 1 ? Emergency : s_sayings[(number + turn) % s_sayings.Length]);
                try
                {
                    acknowledged[(patient.ConversationId, key)] = await patient.SayAsync(text, key);
                    if (enough.Task.IsCompleted)
                        left--;
                    if (Interlocked.Increment(ref turns) == TurnsBeforeKill)
                        enough.TrySetResult();
                }
                catch (Exception error) when (error is HttpRequestException or IOException)
                {
                    // The load balancer brings the patient to another replica, and the client sends again what it has no answer to.
                    patient = await DirectLinePatient.OpenAsync(elsewhere, patient.Resume);
                    acknowledged[(patient.ConversationId, key)] = await patient.SayAsync(text, key);
                }
            }

            return patient.Resume;
        }
    }

    /// <summary>Ends a replica as an operator does, while a patient waits for an answer on it.</summary>
    private static async Task TakenOutAsync(BotProcess ended, HttpClient there, HttpClient elsewhere, CancellationToken cancel)
    {
        var patient = await DirectLinePatient.OpenAsync(there);
        using var socket = await patient.StreamAsync(cancel);
        var asked = patient.SayAsync("is it safe", "asked");
        await DirectLinePatient.HearAsync(socket, "", cancel);

        var written = await ended.StopAsync();

        await asked;
        var closed = await ClosedAsync(socket, cancel);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, closed);
        Assert.False(written.Contains("fail:", StringComparison.Ordinal), written);
        var elsewherePatient = await DirectLinePatient.OpenAsync(elsewhere, patient.Resume);
        Assert.Contains(await elsewherePatient.ReadAsync(), activity => activity.TryGetProperty("replyToId", out _));
        Assert.NotEmpty(await elsewherePatient.AskAsync("what is fibrin"));
    }

    private static async Task<WebSocketCloseStatus?> ClosedAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer, cancel)).MessageType != WebSocketMessageType.Close)
        {
        }

        return socket.CloseStatus;
    }

    private static string[] Email(int port) =>
    [
        "--Alerts:Email:Host=127.0.0.1", $"--Alerts:Email:Port={port}", "--Alerts:Email:Tls=none", "--Alerts:Email:From=chat@clinic.example", "--Alerts:Email:To:0=nurse@clinic.example",
        "--Alerts:Email:ConsoleUrl=https://chat.clinic.example/staff",
    ];
}
