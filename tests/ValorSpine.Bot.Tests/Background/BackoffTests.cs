using ValorSpine.Bot.Background;

namespace ValorSpine.Bot.Tests.Background;

public sealed class BackoffTests
{
    private static readonly Backoff s_backoff = new(First: TimeSpan.FromSeconds(10), Longest: TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(long.MaxValue, 60)]
    public void Each_failure_doubles_the_delay_up_to_the_longest(long failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), s_backoff.After(failures));

    [Fact]
    public void Those_who_failed_together_come_back_between_half_and_all_of_the_delay()
    {
        TimeSpan[] delays = [.. Enumerable.Range(0, 200).Select(_ => s_backoff.SpreadAfter(2))];
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)));
        Assert.NotEqual(1, delays.Distinct().Count());
    }
}
