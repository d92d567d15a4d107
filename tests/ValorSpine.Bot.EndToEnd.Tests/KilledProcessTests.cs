using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class KilledProcessTests
{
    private const int Kills = 6, Patients = 12, TurnsBetweenKills = 60;

    private static readonly string[] s_sayings =
        ["what is fibrin", "is it safe", "compare them", "start the screening", "no", "stop", "book an appointment", "stop", "hello", "what did you say?"];

    [Fact]
    public async Task Killing_the_process_again_and_again_under_load_loses_and_doubles_nothing()
    {
        using var data = new ScratchFolder();
        var acknowledged = new ConcurrentDictionary<(string Conversation, string Key), string>();
        var unanswered = new ConcurrentDictionary<string, (string Key, string Text)>();
        var resumes = new ConcurrentDictionary<int, string>();
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var bot = await BotProcess.StartAsync(data.Path);
            using var http = new HttpClient { BaseAddress = bot.Address };
            var turns = 0;
            var enough = new TaskCompletionSource();
            var round = kill;
            var patients = Enumerable.Range(0, Patients).Select(number => TalkAsync(number)).ToArray();
            if (kill < Kills)
            {
                await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
                await bot.KillAsync();
            }

            await Task.WhenAll(patients);

            async Task TalkAsync(int number)
            {
                try
                {
                    var patient = await DirectLinePatient.OpenAsync(http, resumes.GetValueOrDefault(number));
                    resumes[number] = patient.Resume;
                    // What was not acknowledged is sent again, as a client does; what was, never is.
                    if (unanswered.TryGetValue(patient.ConversationId, out var open))
                        await PostAsync(patient, open.Key, open.Text);
                    for (var turn = 0; round < Kills || turn < 2; turn++)
                        await PostAsync(patient, $"{round}-{turn}", s_sayings[(number + turn) % s_sayings.Length]);
                }
                catch (Exception error) when (error is HttpRequestException or IOException && round < Kills)
                {
                    // The process was killed under this patient.
                }
            }

            async Task PostAsync(DirectLinePatient patient, string key, string text)
            {
                unanswered[patient.ConversationId] = (key, text);
                acknowledged[(patient.ConversationId, key)] = await patient.SayAsync(text, key);
                unanswered.TryRemove(patient.ConversationId, out _);
                if (Interlocked.Increment(ref turns) == TurnsBetweenKills)
                    enough.TrySetResult();
            }
        }

        await using var last = await BotProcess.StartAsync(data.Path);
        using var reader = new HttpClient { BaseAddress = last.Address };
        Assert.True(acknowledged.Count >= Kills * TurnsBetweenKills);
        foreach (var resume in resumes.Values)
        {
            var patient = await DirectLinePatient.OpenAsync(reader, resume);
            AssertWhole(await patient.ReadAsync(), patient.ConversationId, acknowledged);
        }
    }

    /// <summary>The log has no gap, holds each acknowledged message once, and answers each.</summary>
    internal static void AssertWhole(IReadOnlyList<JsonElement> log, string conversation, ConcurrentDictionary<(string Conversation, string Key), string> acknowledged)
    {
        var ids = log.Select(activity => activity.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(Enumerable.Range(1, ids.Length), ids.Select(id => int.Parse(id[(id.IndexOf('|', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)));

        var said = log.Where(activity => activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("clientActivityID", out _))
            .Select(activity => (Key: activity.GetProperty("channelData").GetProperty("clientActivityID").GetString()!, Id: activity.GetProperty("id").GetString()!)).ToArray();
        Assert.Equal(said.Length, said.DistinctBy(message => message.Key).Count());
        var mine = acknowledged.Where(message => message.Key.Conversation == conversation).ToDictionary(message => message.Key.Key, message => message.Value);
        Assert.All(mine, message => Assert.Contains((message.Key, message.Value), said));
        Assert.All(said, message => Assert.Contains(log, reply => reply.TryGetProperty("replyToId", out var to) && to.GetString() == message.Id));
    }
}
