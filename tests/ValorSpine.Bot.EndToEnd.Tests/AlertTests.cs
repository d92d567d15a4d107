using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ValorSpine.Bot.Staff.Tests;
using ValorSpine.Bot.Tests.Alerts;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class AlertTests
{
    private const string Emergency = "since this morning I cannot feel between my legs and I wet myself", FirstAccount = "staff@clinic.example";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_emergency_becomes_one_mail_and_one_incident_and_a_second_message_none_more()
    {
        using var data = new ScratchFolder();
        await using var mails = TestMailServer.Start();
        await using var bot = await BotProcess.StartAsync(data.Path, Email(mails.Port));
        using var http = new HttpClient { BaseAddress = bot.Address };
        var patient = await DirectLinePatient.OpenAsync(http);

        Assert.Contains("911", string.Concat(await patient.AskAsync(Emergency)), StringComparison.Ordinal);
        var mail = await mails.ReceiveAsync();
        await patient.AskAsync(Emergency);
        // The mail of another patient comes after any that the second message could have caused.
        var other = await DirectLinePatient.OpenAsync(http);
        await other.AskAsync(Emergency);
        await mails.ReceiveAsync();

        Assert.Equal(2, mails.Accepted);
        var path = new Uri(mail.TextBody!.Trim().Split('\n')[^1]).AbsolutePath;
        Assert.DoesNotContain("legs", mail.ToString(), StringComparison.OrdinalIgnoreCase);
        using var browser = new Browser(bot.Address);
        using var signedIn = await browser.SignInAsync(FirstAccount, bot.FirstPassword!);
        var list = await browser.ReadAsync("/staff/alerts");
        Assert.Contains(">2<span class=\"spoken\"> open<", list, StringComparison.Ordinal);
        Assert.Single(list.Split($"href=\"{path}\"").Skip(1));

        var transcript = await browser.ReadAsync(path);
        var step = transcript[transcript.IndexOf($"action=\"{path}/alerts/", StringComparison.Ordinal)..];
        using var seen = await browser.PostAsync(step.Split('"')[1], [.. Browser.HiddenFields(step).Take(2)]);

        Assert.Equal(HttpStatusCode.Found, seen.StatusCode);
        Assert.Contains($"Seen by</dt><dd>{FirstAccount}", await browser.ReadAsync(path), StringComparison.Ordinal);
        Assert.Contains(">1<span class=\"spoken\"> open<", await browser.ReadAsync("/staff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mail_server_patients_are_answered_and_the_mail_goes_out_after_the_next_start()
    {
        using var data = new ScratchFolder();
        var gone = TestMailServer.Start();
        await gone.DisposeAsync();
        await using (var bot = await BotProcess.StartAsync(data.Path, Email(gone.Port)))
        {
            using var http = new HttpClient { BaseAddress = bot.Address };
            Assert.Equal("ready", (await ReadinessAsync(http)).GetProperty("status").GetString());
            var patient = await DirectLinePatient.OpenAsync(http);
            Assert.Contains("911", string.Concat(await patient.AskAsync(Emergency)), StringComparison.Ordinal);

            using var patience = new CancellationTokenSource(s_patience);
            JsonElement health;
            while ((health = await ReadinessAsync(http)).GetProperty("status").GetString() != "degraded")
                await Task.Delay(50, patience.Token);
            Assert.StartsWith("Alert mails wait because the mail server does not take them: 1.", Assert.Single(health.GetProperty("problems").EnumerateArray()).GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("legs", bot.Written(), StringComparison.OrdinalIgnoreCase);
        }

        await using var mails = TestMailServer.Start();
        await using var again = await BotProcess.StartAsync(data.Path, Email(mails.Port));

        Assert.Equal("Chat alert: possible emergency", (await mails.ReceiveAsync()).Subject);
    }

    [Fact]
    public async Task Half_configured_it_does_not_start_and_says_what_is_missing()
    {
        using var data = new ScratchFolder();

        var (status, _, errors) = await BotProcess.RunToEndAsync(
            ["--contentRoot", BotProcess.Repository, "--urls", "http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={Path.Combine(data.Path, "bot.db")}", .. Email(25).SkipLast(1)]);

        Assert.Equal(1, status);
        Assert.StartsWith("appsettings.json: Alerts:Email:ConsoleUrl is missing.", errors.Trim(), StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static string[] Email(int port) =>
    [
        "--Alerts:Email:Host=127.0.0.1", $"--Alerts:Email:Port={port}", "--Alerts:Email:Tls=none", "--Alerts:Email:From=chat@clinic.example", "--Alerts:Email:To:0=nurse@clinic.example",
        "--Alerts:Email:ConsoleUrl=https://chat.clinic.example/staff",
    ];

    private static async Task<JsonElement> ReadinessAsync(HttpClient http) =>
        await http.GetFromJsonAsync<JsonElement>(new Uri("health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
}
