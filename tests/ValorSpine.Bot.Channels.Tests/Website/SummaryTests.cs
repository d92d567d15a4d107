using System.Net;

namespace ValorSpine.Bot.Channels.Tests.Website;

public sealed class SummaryTests
{
    [Fact]
    public async Task Summary_shows_answers_what_was_not_answered_outcome_rule_sources_version_and_date()
    {
        await using var website = await WebsiteHost.StartAsync();
        var page = await website.PageAsync($"/summary/{SomeSummary.Key}");

        foreach (var expected in (string[])
        [
            "<dt>Main pain</dt><dd>Low back &lt;b&gt;</dd>", "<strong>Not answered:</strong> Scan, Your goals", "Finding the source comes first", "No report &lt;i&gt;names&lt;/i&gt; a tear.",
            "<li>Scans.</li><li>A list.</li>", "This is education, not a diagnosis.", "Call 911 for weak legs.", "version 1.2.3", "March 2, 2026", "until April 1, 2026",
            "<a href=\"https://doi.org/10.1/a\" rel=\"noopener noreferrer\">Study of scans, 2015</a>", "<li>A page</li>",
        ])
            Assert.Contains(expected, page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain("O-DIAGNOSIS", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SomeSummary.Key, HttpStatusCode.OK)]
    [InlineData("another-key", HttpStatusCode.NotFound)]
    public async Task Summary_is_kept_nowhere_found_by_no_search_and_its_address_told_to_nobody(string key, HttpStatusCode status)
    {
        await using var website = await WebsiteHost.StartAsync();
        using var response = await website.GetAsync($"/summary/{key}", ("Accept-Encoding", "br"));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("noindex, nofollow, noarchive", Assert.Single(response.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("default-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Null(response.Headers.ETag);
    }
}
