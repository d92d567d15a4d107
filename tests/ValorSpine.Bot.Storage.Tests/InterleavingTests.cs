using ValorSpine.Bot.Storage.Tests.Interleavings;

namespace ValorSpine.Bot.Storage.Tests;

public sealed class InterleavingTests
{
    private const int Count = 3000;

    /// <summary>A million of them: <c>dotnet run -c Release --project bench/ValorSpine.Bot.Bench -- interleavings</c>.</summary>
    [Fact]
    public async Task Whatever_happens_between_failures_and_repeats_the_schedule_answers_as_the_reference_does()
    {
        var played = await ManyInterleavings.PlayAsync(firstSeed: 1, count: Count, stores: 2, restarts: 500);

        Assert.True(played.Difference is null, played.Difference);
        Assert.Equal(Count, played.Interleavings);
        Assert.True(played.Confirmed > 1000 && played.Refused > 100, $"Too little happened: {played}");
    }
}
