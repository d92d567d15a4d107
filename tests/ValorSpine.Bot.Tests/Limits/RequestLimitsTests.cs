using ValorSpine.Bot.Limits;

namespace ValorSpine.Bot.Tests.Limits;

public sealed class RequestLimitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(600)]
    [InlineData(601)]
    [InlineData(1000)]
    [InlineData(1200)]
    public void As_many_come_back_in_a_minute_as_the_setting_says(int perMinute)
    {
        var bucket = RequestLimits.Bucket(most: 40, perMinute, waiting: 0);

        Assert.Equal(perMinute, bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalMinutes, 3);
    }
}
