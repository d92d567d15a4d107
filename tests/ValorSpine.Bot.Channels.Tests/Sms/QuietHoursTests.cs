using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Tests.Sms;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo s_chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Theory]
    [InlineData("2026-12-01T20:59:00-06:00", null)]
    [InlineData("2026-12-01T21:00:00-06:00", "2026-12-02T08:00:00-06:00")]
    [InlineData("2026-12-02T03:00:00-06:00", "2026-12-02T08:00:00-06:00")]
    [InlineData("2026-12-02T08:00:00-06:00", null)]
    [InlineData("2027-03-13T23:00:00-06:00", "2027-03-14T08:00:00-05:00")]
    public void Nights_end_in_the_morning_of_the_clinic(string now, string? until)
    {
        Assert.True(QuietHours.TryParse("21:00-08:00", out var quiet));
        Assert.Equal(until is null ? null : DateTimeOffset.Parse(until, null), quiet.EndsAfter(DateTimeOffset.Parse(now, null), s_chicago));
    }

    [Fact]
    public void The_same_hour_twice_means_none()
    {
        Assert.True(QuietHours.TryParse("08:00-08:00", out var quiet));
        Assert.All(Enumerable.Range(0, 48), half => Assert.Null(quiet.EndsAfter(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(30 * half), s_chicago)));
    }

    [Theory]
    [InlineData("9 to 5")]
    [InlineData("21:00")]
    [InlineData("25:00-08:00")]
    public void What_is_no_span_is_refused(string text) => Assert.False(QuietHours.TryParse(text, out _));
}
