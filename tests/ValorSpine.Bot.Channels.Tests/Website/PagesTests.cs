using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Website;

public sealed partial class PagesTests
{
    private static readonly OpenHours s_morning = new(new(8, 0), new(12, 0));
    private static readonly OpenHours s_afternoon = new(new(13, 0), new(16, 30));

    [Fact]
    public async Task What_the_clinic_has_set_is_on_its_page()
    {
        var clinic = new ClinicFacts
        {
            Name = "Hill & Dale Spine",
            Phone = "(312) 555-0100",
            Address = "1 Main St",
            EmergencyNumber = "112",
            CrisisLine = "116 123",
            StaffHours = new Dictionary<DayOfWeek, ImmutableArray<OpenHours>> { [DayOfWeek.Monday] = [new(new(9, 0), new(12, 0))] }.ToImmutableDictionary(),
            RecordsNotice = "We keep chats.",
            Visits = [new("evaluation", "First visit", 45, ["a"])],
        };
        await using var host = await WebsiteHost.StartAsync(clinic);

        var page = await host.PageAsync("/");

        Assert.Contains("<title>Hill &amp; Dale Spine", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"tel:3125550100\">(312) 555-0100</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"tel:112\">112</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"tel:116123\">116 123</a>", page, StringComparison.Ordinal);
        foreach (var words in new[] { "1 Main St", "Monday, 9:00 AM to 12:00 PM", "We keep chats.", "First visit <span>45 minutes</span>" })
            Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_clinic_has_not_set_is_left_to_its_staff()
    {
        await using var host = await WebsiteHost.StartAsync();

        var page = await host.PageAsync("/");

        Assert.Contains("Our staff will tell you the number.", page, StringComparison.Ordinal);
        Assert.Contains("Our staff will tell you the address.", page, StringComparison.Ordinal);
        Assert.Contains("Our staff will tell you the opening hours.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What you can book", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_with_the_same_hours_stand_together()
    {
        var hours = ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>.Empty
            .Add(DayOfWeek.Monday, [s_morning, s_afternoon])
            .Add(DayOfWeek.Tuesday, [s_morning, s_afternoon])
            .Add(DayOfWeek.Wednesday, [s_morning, s_afternoon])
            .Add(DayOfWeek.Friday, [s_morning]);
        await using var host = await WebsiteHost.StartAsync(new() { Hours = hours });

        var rows = Row().Matches(WebUtility.HtmlDecode(await host.PageAsync("/"))).Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}");

        Assert.Equal(["Monday to Wednesday: 8 AM – 12 PM, 1 PM – 4:30 PM", "Thursday: Closed", "Friday: 8 AM – 12 PM", "Saturday, Sunday: Closed"], rows);
    }

    [Fact]
    public async Task Only_days_to_come_are_announced_as_closed()
    {
        await using var host = await WebsiteHost.StartAsync(new() { Closed = [new(2026, 7, 3), new(2026, 1, 1), new(2026, 3, 2)] });

        Assert.Contains("Closed on Monday, March 2; Friday, July 3.", await host.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_text_and_never_markup()
    {
        await using var host = await WebsiteHost.StartAsync(new() { Name = "<script>x</script>", Phone = "\"><b>", Address = "<i>" });

        foreach (var path in new[] { "/", "/chat", "/nowhere" })
        {
            var page = await host.PageAsync(path);
            Assert.DoesNotContain("<script>x", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\"><b>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_links_only_to_articles_that_exist()
    {
        await using var host = await WebsiteHost.StartAsync(null, SomeArticle.With("fibrin-what", "What is disc repair?"));

        var page = await host.PageAsync("/");

        Assert.Contains("href=\"/knowledge/fibrin-what\">What is disc repair?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/knowledge/decompression-what", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_shows_its_paragraphs_and_its_lists()
    {
        var article = SomeArticle.With(
            title: "Is it safe?",
            sections:
            [
                [new(false, new ArticlePageSentence("Mostly <b>.")), new(false, new ArticlePageSentence("Ask us."))],
                [new(false, new ArticlePageSentence("First.")), new(false), new(true, new ArticlePageSentence("one")), new(true, new ArticlePageSentence("two")), new(false, new ArticlePageSentence("After."))],
            ]);
        await using var host = await WebsiteHost.StartAsync(null, article);

        var page = await host.PageAsync("/knowledge/fibrin-what");

        Assert.Contains("<h1>Is it safe?</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<p>Mostly &lt;b&gt;.<br>Ask us.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p>First.</p>\n<ul><li>one</li><li>two</li></ul>\n<p>After.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Sources", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_sentence_leads_to_its_sources()
    {
        var article = SomeArticle.With(
            sections: [[new(false, new("It is a protein.", 1), new("It may help.", 2, 3), new("Ask us."))], [new(true, new ArticlePageSentence("It has risks.", 2))]],
            sources:
            [
                new("Our own words", "What <it> is", null, null, null),
                new("Trial, 2014", "A trial of <it>", "Doe & Roe", "2014", "https://example.org/a?b=1&c=2"),
                new("A page", "A page on it", "Somebody", null, "http://example.org/"),
                new("Handbook, 2023", "The Handbook", "Handbook", "2023", null),
                new("Two studies", "Studies of it", "Doe 2012; Roe 2019", "2019", null),
            ]);
        await using var host = await WebsiteHost.StartAsync(null, article);

        var page = await host.PageAsync("/knowledge/fibrin-what");

        Assert.Contains(
            "<p>It is a protein.<sup><a href=\"#source-1\" aria-label=\"source 1\">1</a></sup> It may help.<sup><a href=\"#source-2\" aria-label=\"source 2\">2</a>,<a href=\"#source-3\" aria-label=\"source 3\">3</a></sup> Ask us.</p>",
            page, StringComparison.Ordinal);
        Assert.Contains("<li>It has risks.<sup><a href=\"#source-2\" aria-label=\"source 2\">2</a></sup></li>", page, StringComparison.Ordinal);
        Assert.Contains(
            """
            <h2 id="sources">Sources</h2><ol><li id="source-1"><b>Our own words</b> What &lt;it&gt; is.</li>
            <li id="source-2"><b>Trial, 2014</b> <a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">A trial of &lt;it&gt;</a>. <span>Doe &amp; Roe, 2014</span></li>
            <li id="source-3"><b>A page</b> A page on it. <span>Somebody</span></li>
            <li id="source-4"><b>Handbook, 2023</b> The Handbook.</li>
            <li id="source-5"><b>Two studies</b> Studies of it. <span>Doe 2012; Roe 2019</span></li>
            </ol>
            """,
            page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("http://insecure.example/")]
    [InlineData("/relative")]
    public async Task A_source_links_to_nothing_but_https_addresses(string url)
    {
        await using var host = await WebsiteHost.StartAsync(null, SomeArticle.With(sources: [new("Trial", "A trial", null, null, url)]));

        var page = await host.PageAsync("/knowledge/fibrin-what");

        Assert.Contains("A trial", page, StringComparison.Ordinal);
        Assert.DoesNotContain(url, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_at_a_wrong_address_gets_a_page_and_a_program_a_status()
    {
        await using var host = await WebsiteHost.StartAsync();

        foreach (var path in new[] { "/nowhere", "/knowledge/nothing", "/knowledge/a/b" })
        {
            using var forPerson = await host.GetAsync(path, ("Accept", "text/html,*/*;q=0.8"));
            using var forProgram = await host.GetAsync(path, ("Accept", "application/json"));

            Assert.Equal(HttpStatusCode.NotFound, forPerson.StatusCode);
            Assert.Contains("We could not find that page", await forPerson.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, forProgram.StatusCode);
            Assert.Empty(await forProgram.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Pages_may_load_from_here_alone_and_be_framed_here_alone()
    {
        await using var host = await WebsiteHost.StartAsync();

        using var response = await host.GetAsync("/");

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; ", policy, StringComparison.Ordinal);
        Assert.Contains($"connect-src 'self' ws://{host.Http.BaseAddress!.Authority} wss://{host.Http.BaseAddress.Authority};", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Only_the_chat_may_be_framed_by_the_websites_that_are_allowed()
    {
        await using var host = await WebsiteHost.StartAsync(configure: services => services.Configure<DirectLineOptions>(options => options.AllowedOrigins.Add("https://www.example.org")));

        using var chat = await host.GetAsync("/chat");
        using var page = await host.GetAsync("/");

        Assert.EndsWith("frame-ancestors 'self' https://www.example.org", chat.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat")]
    [InlineData("/knowledge/fibrin-what")]
    [InlineData("/nowhere")]
    public async Task Every_file_that_a_page_names_is_served(string path)
    {
        await using var host = await WebsiteHost.StartAsync(null, SomeArticle.With());

        var page = await host.PageAsync(path);

        var files = File().Matches(page).Select(file => file.Groups[1].Value).ToArray();
        Assert.NotEmpty(files);
        foreach (var file in files)
            await host.BytesAsync(file);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat")]
    [InlineData("/nowhere")]
    public async Task Sentences_are_short_and_promise_nothing(string path)
    {
        await using var host = await WebsiteHost.StartAsync();

        var text = WebUtility.HtmlDecode(Tag().Replace((await host.PageAsync(path)).Split("<body", 2)[1], "\n"));

        var sentences = text.Split(['.', '?', '!', '\n', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.All(sentences, sentence => Assert.True(sentence.Split(' ').Length <= 20, sentence));
        Assert.DoesNotMatch("(?i)cure|guarantee|permanent|pain-free|proven", text);
    }

    [GeneratedRegex("<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td></tr>")]
    private static partial Regex Row();

    [GeneratedRegex("\"(/[^\" ]*\\?v=[^\"]*)\"")]
    private static partial Regex File();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
