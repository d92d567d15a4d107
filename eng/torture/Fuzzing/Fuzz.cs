using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ValorSpine.Bot.EndToEnd.Tests;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>Sends what nobody should to every place of a running service: none of it may be answered with a failure of the service's own, hang, or make it grow.</summary>
internal static class Fuzz
{
    private const int AtOnce = 16, Patients = 64, Told = 20, Samples = 20;

    // What is made ready at first use, and caches that have a limit, take the first quarter.
    private const int Settling = Samples / 4;
    private const double Most = 1.10;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    /// <returns>1 where something was not taken as it should be, or memory grew.</returns>
    public static async Task<int> RunAsync(int inputs, int seed, TimeSpan longest, string[] settings)
    {
        using var data = new ScratchFolder();
        // What is published in the console is written there.
        using var content = ScratchFolder.CopyOfContent();
        await using var bot = await BotProcess.StartInAsync(content.Path, data.Path, [.. Target.Settings, .. settings]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = bot.Address, Timeout = s_longest };
        var console = new StaffForms(bot.Address, bot.FirstPassword!);
        var patients = new List<IReadOnlyList<Target>>();
        for (var number = 0; number < Patients; number++)
        {
            var patient = await DirectLinePatient.OpenAsync(http);
            await patient.SayAsync(number % 2 == 0 ? "talk to someone" : "i cant feel when i wipe");
            patients.Add(Target.Of(patient));
        }

        var (statuses, wrong, clock) = (new ConcurrentDictionary<(string Target, int Status), int>(), new ConcurrentQueue<string>(), Stopwatch.StartNew());
        var (next, seen, forms) = (0, new List<double>(), (IReadOnlyList<Target>)[]);
        Console.WriteLine("| inputs | seconds | RSS MiB | GC heap MiB | handles | threads |\n| --: | --: | --: | --: | --: | --: |");
        for (var sample = 1; sample <= Samples && clock.Elapsed < longest; sample++)
        {
            // A form may have ended the session that sent it.
            forms = await console.FindAsync();
            await SendUntilAsync((int)((long)inputs * sample / Samples));
            var heap = await HeapMibAsync(http);
            seen.Add(bot.MemoryMib);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Math.Min(next, inputs):N0} | {clock.Elapsed.TotalSeconds:0} | {seen[^1]:0} | {heap:0} | {Directory.GetFiles($"/proc/{bot.Id}/fd").Length} | {Directory.GetDirectories($"/proc/{bot.Id}/task").Length} |"));
        }

        foreach (var target in patients[0].Concat(forms))
        {
            var counts = statuses.Where(status => status.Key.Target.StartsWith(target.Name, StringComparison.Ordinal)).OrderBy(status => status.Key.Status).Select(status => $"{status.Key.Status}{status.Key.Target[target.Name.Length..]}: {status.Value:N0}");
            Console.WriteLine($"{target.Name,-50}{string.Join("  ", counts)}");
        }

        var grew = seen.Count < Samples ? 1 : seen.TakeLast(Settling).Average() / seen.Skip(Settling).Take(Settling).Average();
        using var alive = await http.GetAsync("/health/ready");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Min(next, inputs):N0} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {seed}; memory, last quarter / second quarter: {(seen.Count < Samples ? "not known, the time was over" : grew.ToString("0.00", CultureInfo.InvariantCulture))}; afterwards /health/ready says {(int)alive.StatusCode}; wrong: {wrong.Count}"));
        foreach (var line in wrong.Take(Told))
            Console.WriteLine("  " + line);
        // What the service logged of its own failures says more.
        foreach (var line in bot.Written().Split('\n').SkipWhile(line => !line.StartsWith("fail:", StringComparison.Ordinal)).Take(wrong.IsEmpty ? 0 : Told))
            Console.WriteLine("  " + line);
        return wrong.IsEmpty && alive.IsSuccessStatusCode && grew <= Most ? 0 : 1;

        async Task SendUntilAsync(int last) => await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < longest && Interlocked.Increment(ref next) is var number)
            {
                if (number > last)
                {
                    Interlocked.Decrement(ref next);
                    break;
                }

                await SendAsync(number);
            }
        })));

        async Task SendAsync(int number)
        {
            var random = new Random(unchecked((seed * 1_000_003) + number));
            var targets = patients[random.Next(Patients)];
            // One in four is a form of the console.
            if (number % 4 == 0 && forms.Count > 0)
                targets = forms;
            var target = targets[random.Next(targets.Count)];
            var other = targets[random.Next(targets.Count)].Seeds[0];
            using var request = target.Make(Mutation.Of(target.Seeds[random.Next(target.Seeds.Length)], other, random), random);
            try
            {
                using var response = await http.SendAsync(request);
                var isLeft = response.Headers.Location?.OriginalString.Contains("/staff/sign-in", StringComparison.Ordinal) == true;
                statuses.AddOrUpdate((isLeft ? target.Name + ", not signed in" : target.Name, (int)response.StatusCode), 1, (_, count) => count + 1);
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

    private static async Task<double> HeapMibAsync(HttpClient http)
    {
        var metrics = await http.GetStringAsync("/metrics");
        var sizes = metrics.Split('\n').Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes", StringComparison.Ordinal));
        return sizes.Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)) / 1024 / 1024;
    }
}
