using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using ValorSpine.Bot.Staff.Conversations;

namespace ValorSpine.Bot.Staff.Tests;

public sealed partial class PageTests
{
    [Theory]
    [InlineData("/staff")]
    [InlineData("/staff/alerts")]
    [InlineData("/staff/conversations/c-journey")]
    [InlineData("/staff/conversations/unknown")]
    [InlineData("/staff/no-such-page")]
    public async Task A_page_is_kept_nowhere_and_holds_nothing_that_a_strict_policy_forbids(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.GetAsync(path);

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.DoesNotMatch("(?i)<script(?![^>]* src=)", page);
        Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_sign_in_page_is_kept_nowhere_either()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.GetAsync(StaffConsole.SignInPath);

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff")]
    [InlineData("/staff/alerts")]
    [InlineData("/staff/conversations/c-journey")]
    public async Task A_page_has_one_title_one_first_heading_and_each_id_once(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Incidents.All.AddRange([FakeIncidents.Seen(1) with { State = Core.Turns.IncidentState.Resolved }, FakeIncidents.Seen(2)]);
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync(path);

        Assert.Single(Regex.Matches(page, "<h1[ >]", RegexOptions.NonBacktracking));
        Assert.Single(Regex.Matches(page, "<title>", RegexOptions.NonBacktracking));
        Assert.Single(Regex.Matches(page, "<main ", RegexOptions.NonBacktracking));
        var ids = Ids().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(Regex.Count(page, "<table"), Regex.Count(page, "<caption>"));
    }

    [Fact]
    public async Task The_stylesheet_is_served_to_anybody_and_kept_under_its_hash()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();
        var link = StylesheetLink().Match(await browser.ReadAsync(StaffConsole.SignInPath)).Groups[1].Value;

        using var current = await browser.GetAsync(link);
        using var outdated = await browser.GetAsync("/staff/console.css?v=old");

        Assert.Equal(HttpStatusCode.OK, current.StatusCode);
        Assert.Equal("text/css", current.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), current.Headers.CacheControl!.MaxAge);
        Assert.True(outdated.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public void Any_conversation_id_survives_its_address() =>
        Gen.String.Where(id => id.Length > 0 && !id.Any(char.IsSurrogate)).Sample(id =>
        {
            var path = ConversationPath.Of(id);
            Assert.True(Uri.IsWellFormedUriString(path, UriKind.Relative));
            Assert.Equal(id, ConversationPath.IdOf(path["/staff/conversations/".Length..]));
        });

    [GeneratedRegex(" id=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Ids();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex StylesheetLink();
}
