using System.Diagnostics;
using ValorSpine.Bot.Storage.Tests.Interleavings;

namespace ValorSpine.Bot.Bench;

/// <summary>Interleavings of hold, confirm, move, cancel, release, waiting, failures, restarts and repeats, each compared with the reference.</summary>
internal static class InterleavingBench
{
    private const int Restarts = 20_000, SaysSo = 50_000;

    /// <returns>1 where one came out otherwise than the reference.</returns>
    public static async Task<int> RunAsync(int count, int firstSeed, int stores)
    {
        var clock = Stopwatch.StartNew();
        var played = await ManyInterleavings.PlayAsync(firstSeed, count, stores, Restarts, progress: number =>
        {
            if (number % SaysSo == 0)
                Console.WriteLine($"{number,12:N0} after {clock.Elapsed:hh\\:mm\\:ss}");
        });
        Console.WriteLine(
            $"{played.Interleavings:N0} interleavings from seed {firstSeed} on: {played.Requests:N0} requests, {played.Refused:N0} of them refused by a failure, {played.Confirmed:N0} appointments confirmed, "
            + $"in {clock.Elapsed.TotalMinutes:0.0} minutes");
        Console.WriteLine(played.Difference ?? "double bookings 0, lost confirmations 0, answers other than the reference's 0");
        return played.Difference is null ? 0 : 1;
    }
}
