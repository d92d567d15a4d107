using System.Net;
using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class AuditTests
{
    [Fact]
    public async Task The_page_shows_who_did_what_and_puts_the_look_on_the_trail()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();

        var page = Page.Text(await browser.ReadAsync("/staff/audit"));

        Assert.Contains("ann@clinic.example", page, StringComparison.Ordinal);
        Assert.Contains("Opened the transcript", page, StringComparison.Ordinal);
        Assert.Equal((FakeSignIn.Email, "audit.open"), (host.Trail.Entries[^1].Actor, host.Trail.Entries[^1].Action));
    }

    [Fact]
    public async Task Entries_are_filtered_by_account_area_and_day_of_the_clinic()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();
        host.Trail.Add("cat@clinic.example", "export.write", at: new(2026, 11, 24, 5, 30, 0, TimeSpan.Zero));

        var table = Entries(await browser.ReadAsync("/staff/audit?account=cat@clinic.example&action=export&from=2026-11-23&to=2026-11-23"));

        Assert.Contains("Exported conversations", table, StringComparison.Ordinal);
        Assert.Contains("No entry matches these filters.", Entries(await browser.ReadAsync("/staff/audit?account=cat@clinic.example&from=2026-11-24")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_opened_by_break_glass_stands_first_with_its_reason()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();
        host.Trail.Add("ben@clinic.example", "break-glass.open", "c-journey", "Patient on the phone", DateTimeOffset.UtcNow);

        var page = await browser.ReadAsync("/staff/audit");

        Assert.InRange(page.IndexOf("Patient on the phone", StringComparison.Ordinal), 1, page.IndexOf("id=\"entries\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "The trail is broken at entry 3.")]
    [InlineData(true, "Hash of the last entry")]
    public async Task Verifying_says_whether_the_trail_is_whole(bool isWhole, string says)
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();
        host.Trail.Broken = isWhole ? null : new(3, AuditDefect.Changed);
        var form = Browser.HiddenFields(await browser.ReadAsync("/staff/audit"));

        using var answer = await browser.PostAsync("/staff/audit", form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(says, Page.Text(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Contains(host.Trail.Entries, entry => entry.Action == "audit.verify");
    }

    [Fact]
    public async Task The_report_of_a_conversation_names_each_account_that_looked()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();

        var page = Page.Text(await browser.ReadAsync("/staff/audit/conversations/c-journey"));

        Assert.Contains("2 accounts", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Read the audit trail", page, StringComparison.Ordinal);
    }

    private static string Entries(string html) => Page.Text(html[html.IndexOf("id=\"entries\"", StringComparison.Ordinal)..]);

    private static async Task<ConsoleHost> HostAsync()
    {
        var host = await ConsoleHost.StartAsync();
        host.Trail.Add("ann@clinic.example", "transcript.open", "c-journey");
        host.Trail.Add("ben@clinic.example", "transcript.open", "c-journey");
        host.Trail.Add("ann@clinic.example", "transcript.open", "c-journey");
        return host;
    }
}
