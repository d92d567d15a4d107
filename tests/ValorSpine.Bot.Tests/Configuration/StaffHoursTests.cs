using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class StaffHoursTests
{
    [Fact]
    public void As_shipped_there_are_none() => Assert.Null(Read().StaffHours);

    [Fact]
    public void Days_and_spans_are_read() =>
        Assert.Equal([new OpenHours(new(8, 0), new(12, 0)), new(new(13, 0), new(17, 0))], Read(("Clinic:StaffHours:Monday:0", "08:00-12:00"), ("Clinic:StaffHours:Monday:1", "13:00-17:00")).StaffHours![DayOfWeek.Monday]);

    [Theory]
    [InlineData("Clinic:StaffHours", "weekdays from eight", "Clinic:StaffHours is 'weekdays from eight'. Write days and hours, such as { \"Monday\": [\"08:00-17:00\"] }, or null where they are not known.")]
    [InlineData("Clinic:StaffHours:Mon:0", "08:00-12:00", "Clinic:StaffHours:Mon is 'Mon'. Use the English name of a day, such as Monday.")]
    [InlineData("Clinic:StaffHours:Monday:0", "8-12", "Clinic:StaffHours:Monday:0 is '8-12'. Write hours as \"08:00-17:00\", the earlier first.")]
    [InlineData("Clinic:StaffAnswerMinutes", "0", "Clinic:StaffAnswerMinutes is '0'. Use a number of minutes from 1 to 240.")]
    [InlineData("Clinic:StaffSilentMinutes", "soon", "Clinic:StaffSilentMinutes is 'soon'. Use a number of minutes from 1 to 240.")]
    public void What_cannot_be_read_is_refused_with_the_remedy(string key, string value, string problem) =>
        Assert.Equal("appsettings.json: " + problem, Assert.Throws<BadSettingsException>(() => Read((key, value))).Message);

    private static ClinicFacts Read(params (string Key, string Value)[] changed) => ClinicSettings.Read(new ConfigurationBuilder()
        .AddConfiguration(HostConfiguration.Read(ContentFolder.Find(null)))
        .AddInMemoryCollection(changed.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build());
}
