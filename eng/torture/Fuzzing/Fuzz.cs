using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ValorSpine.Bot.EndToEnd.Tests;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>Sends what nobody should to every place of a running service: none of it may be answered with a failure of the service's own, hang, or make it grow.</summary>
internal static class Fuzz
{
    private const int AtOnce = 16, Patients = 64, Told = 20;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    /// <returns>1 where something was not taken as it should be.</returns>
    public static async Task<int> RunAsync(int inputs, int seed, string[] settings)
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path, [.. Target.Settings, .. settings]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = bot.Address, Timeout = s_longest };
        var patients = new List<IReadOnlyList<Target>>();
        for (var number = 0; number < Patients; number++)
            patients.Add(Target.Of(await DirectLinePatient.OpenAsync(http)));
        var (statuses, wrong, clock) = (new ConcurrentDictionary<(string Target, int Status), int>(), new ConcurrentQueue<string>(), Stopwatch.StartNew());
        var next = 0;
        // The first tenth makes everything ready; what the rest adds is growth.
        await SendUntilAsync(inputs / 10);
        var before = bot.MemoryMib;
        await SendUntilAsync(inputs);
        foreach (var target in patients[0])
        {
            var counts = statuses.Where(status => status.Key.Target == target.Name).OrderBy(status => status.Key.Status).Select(status => $"{status.Key.Status}: {status.Value:N0}");
            Console.WriteLine($"{target.Name,-30}{string.Join("  ", counts)}");
        }

        using var alive = await http.GetAsync("/health/ready");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{inputs:N0} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {seed}; memory {before:0} MiB after a tenth, {bot.MemoryMib:0} MiB at the end; afterwards /health/ready says {(int)alive.StatusCode}; wrong: {wrong.Count}"));
        foreach (var line in wrong.Take(Told))
            Console.WriteLine("  " + line);
        return wrong.IsEmpty && alive.IsSuccessStatusCode ? 0 : 1;

        async Task SendUntilAsync(int last) => await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number <= last; number = Interlocked.Increment(ref next))
                await SendAsync(number);
        })));

        async Task SendAsync(int number)
        {
            var random = new Random(unchecked((seed * 1_000_003) + number));
            var targets = patients[random.Next(Patients)];
            var target = targets[number % targets.Count];
            var other = targets[random.Next(targets.Count)].Seeds[0];
            using var request = target.Make(Mutation.Of(target.Seeds[random.Next(target.Seeds.Length)], other, random), random);
            try
            {
                using var response = await http.SendAsync(request);
                statuses.AddOrUpdate((target.Name, (int)response.StatusCode), 1, (_, count) => count + 1);
                // 501 is the protocol's own answer to an invoke that a bot does not know.
                if ((int)response.StatusCode is >= 500 and not 501)
                    wrong.Enqueue($"{target.Name}, input {number}: {(int)response.StatusCode}");
            }
            catch (TaskCanceledException)
            {
                wrong.Enqueue($"{target.Name}, input {number}: no answer within {s_longest.TotalSeconds:0} s");
            }
            catch (HttpRequestException error)
            {
                wrong.Enqueue($"{target.Name}, input {number}: {error.HttpRequestError}");
            }
        }
    }
}
