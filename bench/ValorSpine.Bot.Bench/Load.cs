using System.Collections.Concurrent;
using System.Diagnostics;

namespace ValorSpine.Bot.Bench;

/// <summary>A closed loop: each conversation says its next message when the last was answered.</summary>
internal static class Load
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3), s_measured = TimeSpan.FromSeconds(8);

    private static readonly string[] s_sayings =
    [
        "what is fibrin", "is it safe", "tell me more", "and the other one?", "how long does relief last", "what does it cost", "compare them", "start the screening", "none of these", "no",
        "about a year and a half", "stop", "what is an annular tear", "my pain started after lifting a box last spring, can the traction table help with that?", "thanks",
    ];

    public static async Task RunAsync(ServerProcess server, Func<HttpClient, Task<IPatient>> open)
    {
        Console.WriteLine("conversations    turns/s    p50 ms    p95 ms    p99 ms    CPU s per 1,000 turns    memory MiB");
        foreach (var conversations in (int[])[1, 16, 64])
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = conversations }) { BaseAddress = server.Address };
            var patients = new List<IPatient>();
            for (var number = 0; number < conversations; number++)
                patients.Add(await open(http));
            await TalkAsync(patients, s_warmUp);
            var cpu = server.CpuSeconds;
            var clock = Stopwatch.StartNew();
            var times = await TalkAsync(patients, s_measured);
            var seconds = clock.Elapsed.TotalSeconds;
            cpu = server.CpuSeconds - cpu;
            Array.Sort(times);
            Console.WriteLine(
                $"{conversations,13}{times.Length / seconds,11:0}{At(times, .50),10:0.0}{At(times, .95),10:0.0}{At(times, .99),10:0.0}{cpu / times.Length * 1000,25:0.00}{server.MemoryMib,14:0}");
        }
    }

    public static async Task MeasureMemoryAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var before = server.MemoryMib;
        for (var number = 0; number < 1000; number++)
        {
            var patient = await BotPatient.OpenAsync(http);
            for (var turn = 0; turn < 5; turn++)
                await patient.SayAsync(s_sayings[(number + turn) % s_sayings.Length]);
        }

        Console.WriteLine($"memory after 1,000 more conversations of 5 turns: {server.MemoryMib:0} MiB (before: {before:0} MiB)");
    }

    private static async Task<double[]> TalkAsync(List<IPatient> patients, TimeSpan duration)
    {
        var times = new ConcurrentBag<double>();
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(patients.Select((patient, number) => Task.Run(async () =>
        {
            for (var turn = number; Stopwatch.GetTimestamp() < end; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                await patient.SayAsync(s_sayings[turn % s_sayings.Length]);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        })));
        return [.. times];
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
