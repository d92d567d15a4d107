using MailKit.Security;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class AlertEmailSettingsTests
{
    private static readonly (string Name, string? Value)[] s_least =
        [("Host", "smtp.clinic.example"), ("From", "chat@clinic.example"), ("To:0", "nurse@clinic.example"), ("ConsoleUrl", "https://chat.clinic.example/staff")];

    [Fact]
    public void Without_settings_nobody_is_mailed()
    {
        Assert.Null(Read());
        Assert.Null(Read(("Host", null), ("To", ""), ("Tls", " ")));
        Assert.Null(AlertEmailSettings.Read(HostConfiguration.Read(ContentFolder.Find(null))));
    }

    [Theory]
    [InlineData(null, SecureSocketOptions.StartTls, 587)]
    [InlineData("StartTLS", SecureSocketOptions.StartTls, 587)]
    [InlineData("implicit", SecureSocketOptions.SslOnConnect, 465)]
    [InlineData("none", SecureSocketOptions.None, 25)]
    public void The_port_is_the_usual_one_of_the_protection(string? tls, SecureSocketOptions option, int port)
    {
        var settings = Read([.. s_least, ("Tls", tls)])!;

        Assert.Equal((option, port), (settings.Tls, settings.Port));
    }

    [Fact]
    public void All_of_them_are_read()
    {
        var settings = Read([.. s_least, ("Port", "2525"), ("User", "chat"), ("Password", " secret "), ("To:1", "Front Desk <desk@clinic.example>")])!;

        Assert.Equal(("smtp.clinic.example", 2525, "chat", " secret "), (settings.Host, settings.Port, settings.User, settings.Password));
        Assert.Equal("chat@clinic.example", settings.From.Address);
        Assert.Equal(["nurse@clinic.example", "desk@clinic.example"], settings.To.Select(to => to.Address));
        Assert.Equal(new("https://chat.clinic.example/staff"), settings.ConsoleUrl);
    }

    [Fact]
    public void What_is_half_configured_is_named_line_by_line() => AssertRefused(
        [
            "appsettings.json: Alerts:Email:Host is missing. Give the name of the mail server, such as smtp.example.org, or remove Alerts:Email to send no mail about alerts.",
            "appsettings.json: Alerts:Email:From is missing. Give whom the mails are from, such as chat@example.org, or remove Alerts:Email to send no mail about alerts.",
            "appsettings.json: Alerts:Email:To is missing. Write whom the mails go to, such as [\"nurse@example.org\"].",
            "appsettings.json: Alerts:Email:ConsoleUrl is missing. Give the address at which staff open the console, such as https://chat.example.org/staff, or remove Alerts:Email to send no mail about alerts.",
        ],
        ("Port", "25"));

    [Fact]
    public void Every_mistake_is_named_with_its_remedy() => AssertRefused(
        [
            "appsettings.json: Alerts:Email:Tls is 'ssl'. Write starttls, implicit or none.",
            "appsettings.json: Alerts:Email:Port is '0'. Write a number from 1 to 65535, or leave it out for 587.",
            "appsettings.json: Alerts:Email has only one of User and Password. Give both, or neither where the mail server asks for none.",
            "appsettings.json: Alerts:Email:From is 'chat'. Write one mail address, such as nurse@example.org.",
            "appsettings.json: Alerts:Email:To is 'nurse@clinic.example'. Write a list, such as [\"nurse@example.org\"].",
            "appsettings.json: Alerts:Email:ConsoleUrl is 'https://chat.clinic.example'. Write the address at which staff open the console, such as https://chat.example.org/staff.",
        ],
        ("Host", "smtp.clinic.example"), ("Tls", "ssl"), ("Port", "0"), ("User", "chat"), ("From", "chat"), ("To", "nurse@clinic.example"), ("ConsoleUrl", "https://chat.clinic.example"));

    [Fact]
    public void A_password_does_not_travel_in_the_clear() => AssertRefused(
        ["appsettings.json: Alerts:Email:Tls is 'none', so the password would travel in the clear. Write starttls or implicit, or remove User and Password."],
        [.. s_least, ("Tls", "none"), ("User", "chat"), ("Password", "secret")]);

    [Theory]
    [InlineData("chat.clinic.example/staff")]
    [InlineData("ftp://chat.clinic.example/staff")]
    [InlineData("https://chat.clinic.example/staff?page=2")]
    [InlineData("https://ann:secret@chat.clinic.example/staff")]
    public void The_console_has_a_web_address(string url) =>
        Assert.Throws<BadSettingsException>(() => Read([.. s_least.SkipLast(1), ("ConsoleUrl", url)]));

    private static void AssertRefused(string[] problems, params (string Name, string? Value)[] settings) =>
        Assert.Equal(problems, Assert.Throws<BadSettingsException>(() => Read(settings)).Message.Split('\n'));

    private static AlertEmailSettings? Read(params (string Name, string? Value)[] settings) =>
        AlertEmailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Alerts:Email:" + setting.Name, setting.Value))).Build());
}
