using System.Globalization;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task The_list_shows_when_where_and_what_came_of_it()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync("/staff");

        Assert.Contains("<time datetime=\"2026-11-23T20:17:00Z\">Mon, Nov 23, 2026, 2:17 PM</time>", page, StringComparison.Ordinal);
        Assert.Contains("Mon, Nov 23, 2026, 2:17 PM Website chat 12 Emergency Wants a person Yes Yes", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("1–3 of 3, newest first. Times are clinic time (America/Chicago).", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/conversations/c-journey\"", page, StringComparison.Ordinal);
        Assert.Equal((null, null, 0, 50), Assert.Single(host.Transcripts.Listed.Distinct()));
        Assert.Empty(host.Transcripts.Opened);
    }

    [Fact]
    public async Task Filters_and_page_reach_the_store_and_keep_their_values()
    {
        await using var host = await ConsoleHost.StartAsync(new() { Rows = Rows(180) });
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync("/staff?channel=webchat&alert=emergency&page=2");

        Assert.Equal(("webchat", "emergency", 50, 50), host.Transcripts.Listed[^1]);
        Assert.Contains("<option value=\"webchat\" selected", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"emergency\" selected", page, StringComparison.Ordinal);
        Assert.Contains("51–100 of 180", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("Page 2 of 4", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("href=\"/staff?channel=webchat&amp;alert=emergency\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/staff?channel=webchat&amp;alert=emergency&amp;page=3\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_filter_field_is_no_filter()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        await browser.ReadAsync("/staff?channel=&alert=");

        Assert.Equal((null, null, 0, 50), host.Transcripts.Listed[^1]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    public async Task A_page_number_that_makes_no_sense_gives_the_first_page(string number)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        await browser.ReadAsync($"/staff?page={number}");

        Assert.Equal(0, host.Transcripts.Listed[^1].Skip);
    }

    [Theory]
    [InlineData("/staff?page=2147483647")]
    [InlineData("/staff?page=7")]
    public async Task A_page_past_the_end_leads_back(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("past the end of the list", await browser.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_conversation_the_page_says_so()
    {
        await using var host = await ConsoleHost.StartAsync(new());
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("No conversations yet.", await browser.ReadAsync("/staff"), StringComparison.Ordinal);
        Assert.Contains("No conversation matches these filters.", await browser.ReadAsync("/staff?alert=any"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_value_is_shown_as_text()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync("/staff?channel=%22%3E%3Cscript%3E");

        Assert.DoesNotMatch("(?i)<script(?![^>]* src=)", page);
        Assert.Equal("\"><script>", host.Transcripts.Listed[^1].Channel);
    }

    private static System.Collections.Immutable.ImmutableArray<ConversationRow> Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new ConversationRow(
            i.ToString(CultureInfo.InvariantCulture), "webchat", Samples.Start.AddMinutes(-i), Samples.Start.AddMinutes(-i), i, ["emergency"], false, false))];
}
