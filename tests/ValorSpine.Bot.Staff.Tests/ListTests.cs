using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task The_queue_shows_when_why_and_where()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Reviews.Details = new(ReviewReasons.Emergency | ReviewReasons.NotAnswered, ReviewState.InReview, "ben@clinic.example", 1, Samples.Start) { Tags = ["call <back>"] };
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync("/staff");

        Assert.Contains("<time datetime=\"2026-11-23T20:17:00Z\">Mon, Nov 23, 2026, 2:17 PM</time>", page, StringComparison.Ordinal);
        Assert.Contains("Mon, Nov 23, 2026, 2:17 PM Emergency Not answered call <back> In review , ben@clinic.example Website chat 12", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("3 conversations, the riskiest first, then the newest. Times are clinic time (America/Chicago).", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/conversations/c-journey\"", page, StringComparison.Ordinal);
        Assert.True(Assert.Single(host.Reviews.Listed) is { Query: { IsQueue: true, ByRisk: true }, After: null, Reader: FakeSignIn.Email });
        Assert.Empty(host.Transcripts.Opened);
    }

    [Fact]
    public async Task What_is_looked_for_stands_in_no_address_and_opens_for_its_reader_alone()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Reviews.Snippet = new(2, Speaker.Patient, "my <fibrin> hurts");
        using var browser = await host.OpenSignedInAsync();

        var path = await SearchAsync(browser, "channel:webchat fibrin");
        var page = await browser.ReadAsync(path);

        Assert.DoesNotContain("fibrin", path, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("webchat", "fibrin"), (host.Reviews.Listed[^1].Query.Channel, Assert.Single(host.Reviews.Listed[^1].Query.Words)));
        Assert.Contains("value=\"channel:webchat fibrin\"", page, StringComparison.Ordinal);
        Assert.Contains("Patient: my <fibrin> hurts", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/conversations/c-journey#m2\"", page, StringComparison.Ordinal);
        Assert.Contains("This address is of a search by somebody else, or too old.", Page.Text(await browser.ReadAsync(path[..^3] + "AAA")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_explained_and_lists_nothing()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync(await SearchAsync(browser, "colour:red"));

        Assert.Contains("There is no field “colour”.", Page.Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Reviews.Listed, listed => !listed.Query.IsQueue);
    }

    [Theory]
    [InlineData("x", 70_000)]
    [InlineData("\U0001F9B4", 35_000)]
    public async Task Of_a_search_longer_than_an_address_can_be_enough_is_left_to_say_so(string typed, int times)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        var path = await SearchAsync(browser, string.Concat(Enumerable.Repeat(typed, times)));

        Assert.InRange(path.Length, 1, 4_000);
        Assert.Contains("Use at most 300 characters.", Page.Text(await browser.ReadAsync(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_go_on_from_the_last_row()
    {
        await using var host = await ConsoleHost.StartAsync(new() { Rows = Rows(120) });
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("href=\"/staff?after=512.9.50\"", await browser.ReadAsync("/staff"), StringComparison.Ordinal);
        var last = await browser.ReadAsync("/staff?after=512.9.100");

        Assert.Equal(new ReviewCursor(512, 9, 100), host.Reviews.Listed[^1].After);
        Assert.Contains("First page", Page.Text(last), StringComparison.Ordinal);
        Assert.DoesNotContain("Next page", last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1.2.3")]
    [InlineData("many")]
    [InlineData("1.2.99999999999999999999")]
    public async Task A_place_that_makes_no_sense_gives_the_first_page(string after)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        await browser.ReadAsync($"/staff?after={after}");

        Assert.Null(host.Reviews.Listed[^1].After);
    }

    [Fact]
    public async Task With_nothing_to_show_the_page_says_so()
    {
        await using var host = await ConsoleHost.StartAsync(new());
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("The queue is empty", await browser.ReadAsync("/staff"), StringComparison.Ordinal);
        Assert.Contains("No conversations yet.", await browser.ReadAsync("/staff?q="), StringComparison.Ordinal);
        Assert.Contains("No conversation matches this search.", await browser.ReadAsync(await SearchAsync(browser, "zebra")), StringComparison.Ordinal);
        Assert.Contains("There is nothing further.", await browser.ReadAsync("/staff?after=1.2.3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_is_kept_under_a_name()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        var form = Browser.HiddenFields(await browser.ReadAsync(await SearchAsync(browser, "flag:crisis")));

        using var kept = await browser.PostAsync("/staff/views", [.. form.Where(field => field.Name != "query"), ("query", "flag:crisis"), ("name", "Crises <b>")]);

        Assert.Equal(HttpStatusCode.Found, kept.StatusCode);
        Assert.Equal(new SavedView("Crises <b>", "flag:crisis"), Assert.Single(host.Reviews.Kept[FakeSignIn.Email]));
        Assert.Contains("Crises <b>", Page.Text(await browser.ReadAsync("/staff")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/search")]
    [InlineData("/staff/views")]
    [InlineData("/staff/conversations/c-journey/review")]
    public async Task A_forged_form_is_refused(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync(path, [("query", "zebra"), ("step", "begin"), ("seen", "7")]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(host.Reviews.Taken);
    }

    [Fact]
    public async Task An_open_page_hears_how_many_need_a_look()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        Assert.Equal("""{"open":3,"newest":42}""", await browser.ReadAsync("/staff/queue/pulse"));
        Assert.True(StaffConsole.IsPoll("/staff/queue/pulse"));
        var refresh = new DefaultHttpContext().Request;
        (refresh.Method, refresh.Path) = ("GET", "/staff");
        Assert.False(StaffConsole.IsPoll(refresh));
        refresh.Headers[StaffConsole.RefreshHeader] = "1";
        Assert.True(StaffConsole.IsPoll(refresh));
        refresh.Method = "POST";
        Assert.False(StaffConsole.IsPoll(refresh));
    }

    private static async Task<string> SearchAsync(Browser browser, string text)
    {
        using var answer = await browser.PostAsync("/staff/search", [.. Browser.HiddenFields(await browser.ReadAsync("/staff")), ("query", text)]);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static System.Collections.Immutable.ImmutableArray<ConversationRow> Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new ConversationRow(
            i.ToString(CultureInfo.InvariantCulture), "webchat", Samples.Start.AddMinutes(-i), Samples.Start.AddMinutes(-i), i, ["emergency"], false, false))];
}
