using System.Diagnostics;
using System.Globalization;
using ValorSpine.Bot.EndToEnd.Tests;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Bench;

/// <summary>Many patients who all want one of the next few times of the same week.</summary>
internal static class BookingLoad
{
    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(60);

    /// <returns>1 where a time was given twice or a patient was left with nothing.</returns>
    public static async Task<int> RunAsync(int conversations)
    {
        using var data = new ScratchFolder();
        await using var bot = await ServerProcess.StartBotAsync(data.Path);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = conversations }) { BaseAddress = bot.Address };
        var patients = await Task.WhenAll(Enumerable.Range(0, conversations).Select(_ => DirectLinePatient.OpenAsync(http)));
        var (clock, cpu) = (Stopwatch.StartNew(), bot.CpuSeconds);
        var visits = await Task.WhenAll(patients.Select((patient, number) => Task.Run(() => BookingPatient.BookAsync(patient, "book an evaluation at the clinic next week", new Random(number)))));
        var seconds = clock.Elapsed.TotalSeconds;
        cpu = bot.CpuSeconds - cpu;

        var turns = visits.SelectMany(visit => visit.Milliseconds).Order().ToArray();
        var (first, later) = (visits.Select(visit => visit.Milliseconds[0]).Order().ToArray(), visits.SelectMany(visit => visit.Milliseconds.Skip(1)).Order().ToArray());
        var booked = visits.Where(visit => visit.Reference is not null).OrderBy(visit => visit.When).ToArray();
        var twice = booked.Zip(booked.Skip(1)).Count(pair => pair.Second.When - pair.First.When < s_length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{conversations} conversations want the same week: {booked.Length} booked, {visits.Sum(visit => visit.Taken)} times told that a time was just taken, {conversations - booked.Length} left without, {twice} given twice"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{turns.Length} turns in {seconds:0.0} s: p50 {At(turns, .50):0} ms, p95 {At(turns, .95):0} ms, p99 {At(turns, .99):0} ms, longest {turns[^1]:0} ms; {cpu / turns.Length * 1000:0.0} CPU s per 1,000 turns"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"of these the first of each, all at once: p50 {At(first, .50):0} ms, longest {first[^1]:0} ms; the others: p50 {At(later, .50):0} ms, p95 {At(later, .95):0} ms, p99 {At(later, .99):0} ms"));
        return twice == 0 && booked.Length == conversations ? 0 : 1;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
