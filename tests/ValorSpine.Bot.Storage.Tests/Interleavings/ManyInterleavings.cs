namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>What playing many interleavings showed.</summary>
/// <param name="Interleavings">How many.</param>
/// <param name="Requests">Requests in them.</param>
/// <param name="Refused">Requests that an injected failure refused.</param>
/// <param name="Confirmed">Appointments that were confirmed.</param>
/// <param name="Difference">The first difference from the reference with its seed and shortened steps, or null.</param>
internal sealed record Played(long Interleavings, long Requests, long Refused, long Confirmed, string? Difference);

/// <summary>Plays the interleavings of consecutive seeds, several stores at a time.</summary>
internal static class ManyInterleavings
{
    /// <param name="firstSeed">Seed of the first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="stores">How many stores are played on at a time.</param>
    /// <param name="restarts">One step in ten times so many stops the service and starts it again; 0 for none.</param>
    /// <param name="databases">Gives the connection string of a new PostgreSQL database for each store; without it they are SQLite files.</param>
    /// <param name="progress">Is told how many were played, by one thread after the other.</param>
    public static async Task<Played> PlayAsync(int firstSeed, int count, int stores, int restarts, Func<Task<string>>? databases = null, Action<long>? progress = null)
    {
        long next = firstSeed - 1L, played = 0;
        var end = (long)firstSeed + count;
        string? difference = null;
        var parts = await Task.WhenAll(Enumerable.Range(0, stores).Select(_ => Task.Run(PlayOneAfterTheOtherAsync)));
        return new(played, parts.Sum(part => part.Requests), parts.Sum(part => part.Refused), parts.Sum(part => part.Confirmed), difference);

        async Task<Interleaving> PlayOneAfterTheOtherAsync()
        {
            await using var tested = await TestedSchedule.OpenAsync(databases is null ? null : await databases());
            var interleaving = new Interleaving(tested);
            while (Volatile.Read(ref difference) is null && Interlocked.Increment(ref next) is var seed && seed < end)
            {
                var (scene, steps) = Step.Of((int)seed, restarts);
                if (await interleaving.PlayAsync(scene, steps) is { } found)
                {
                    var report = await ShortenedAsync(interleaving, (int)seed, scene, steps, found);
                    Interlocked.CompareExchange(ref difference, report, null);
                }

                var number = Interlocked.Increment(ref played);
                progress?.Invoke(number);
            }

            return interleaving;
        }
    }

    // Takes steps away, one after the other, for as long as it still goes wrong without them.
    private static async Task<string> ShortenedAsync(Interleaving interleaving, int seed, Scene scene, Step[] steps, string found)
    {
        var left = steps.ToList();
        for (var i = 0; i < left.Count;)
        {
            var fewer = left.Where((_, index) => index != i).ToList();
            if (await interleaving.PlayAsync(scene, fewer) is { } still)
                (left, found, i) = (fewer, still, 0);
            else
                i++;
        }

        return $"seed {seed}, {left.Count} of {steps.Length} steps: {found}\n{string.Join('\n', left)}\nwanted: {string.Join(", ", scene.Times)}";
    }
}
