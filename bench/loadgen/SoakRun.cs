using System.Diagnostics;
using System.Globalization;
using ValorSpine.Bot.Loadgen.Patients;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Loadgen;

/// <summary>A mixed load for a long time, with new conversations all the while: memory, handles and threads have to stay where they are.</summary>
internal static class SoakRun
{
    private const int Samples = 20;

    // What is made ready at first use, and caches that have a limit, take the first quarter.
    private const int Settling = Samples / 4;
    private const double MostMemory = 1.10, MostHandles = 1.10;

    /// <returns>1 where something grew.</returns>
    public static async Task<int> RunAsync(TimeSpan duration, int conversations)
    {
        using var data = new ScratchFolder();
        await using var connector = await Connector.StartAsync();
        await using var bot = await ServerProcess.StartBotAsync(data.Path, "--environment=Development", "--Connector:DangerouslyTrustEveryCaller=true", "--Logging:LogLevel:Default=Warning");
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = conversations }) { BaseAddress = bot.Address };
        var (clock, seen, turns) = (Stopwatch.StartNew(), new List<Sample>(), 0);
        Console.WriteLine("| minutes | turns | RSS MiB | GC heap MiB | handles | threads |\n| --: | --: | --: | --: | --: | --: |");
        for (var sample = 1; sample <= Samples; sample++)
        {
            // Each part of the time brings other people: what is kept for a conversation must not stay for good.
            var patients = new List<(IPatient Patient, Talk Talk)>();
            for (var number = 0; number < conversations; number++)
            {
                IPatient patient = (number % 4) switch { 0 => await StreamingPatient.OpenAsync(http), 1 => await PollingPatient.OpenAsync(http), 2 => new ChannelPatient(http, null), _ => new ChannelPatient(http, connector) };
                patients.Add((patient, new(new((sample * conversations) + number))));
            }

            turns += (await ClosedLoop.TalkAsync(patients, (duration * ((double)sample / Samples)) - clock.Elapsed)).Length;
            foreach (var (patient, _) in patients)
                await patient.DisposeAsync();
            seen.Add(new(bot.MemoryMib, await HeapMibAsync(http), bot.Figures.Handles, bot.Figures.Threads));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {clock.Elapsed.TotalMinutes:0.0} | {turns:N0} | {seen[^1].Rss:0} | {seen[^1].Heap:0} | {seen[^1].Handles} | {seen[^1].Threads} |"));
        }

        var (early, late) = (seen.Skip(Settling).Take(Settling).ToArray(), seen.TakeLast(Settling).ToArray());
        var (memory, handles) = (late.Average(one => one.Rss) / early.Average(one => one.Rss), late.Average(one => one.Handles) / early.Average(one => (double)one.Handles));
        var isFlat = memory <= MostMemory && handles <= MostHandles;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"last quarter / second quarter: memory {memory:0.00}, handles {handles:0.00}: {(isFlat ? "flat" : "GREW")}"));
        return isFlat ? 0 : 1;
    }

    private static async Task<double> HeapMibAsync(HttpClient http)
    {
        var metrics = await http.GetStringAsync("metrics");
        var sizes = metrics.Split('\n').Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes", StringComparison.Ordinal));
        return sizes.Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)) / 1024 / 1024;
    }

    private sealed record Sample(double Rss, double Heap, int Handles, long Threads);
}
