using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class NoticeSettingsTests
{
    [Fact]
    public void Without_a_mail_server_patients_are_reminded_in_the_chat_alone()
    {
        var settings = Read();
        Assert.Null(settings.Email);
        Assert.Equal(TimeSpan.FromDays(1), settings.RemindAhead);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = Assert.Throws<BadSettingsException>(() => Read(("ReminderHours", "0"), ("Email:Tls", "maybe"), ("Email:From", "nobody"))).Message;
        Assert.Contains("Notices:ReminderHours is '0'", problems, StringComparison.Ordinal);
        Assert.Contains("Notices:Email:Host is missing", problems, StringComparison.Ordinal);
        Assert.Contains("Notices:Email:Tls is 'maybe'", problems, StringComparison.Ordinal);
        Assert.Contains("Notices:Email:From is 'nobody'", problems, StringComparison.Ordinal);
    }

    private static NoticeSettings Read(params (string Name, string Value)[] settings) => NoticeSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Notices:" + setting.Name, (string?)setting.Value))).Build());
}
