using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Channels.Tests.Website;

public sealed partial class FilesTests
{
    private const string WebChat = "/lib/webchat-4.18.1.js";

    [Fact]
    public async Task Before_it_is_opened_the_chat_costs_one_script_of_at_most_five_kilobytes()
    {
        await using var host = await WebsiteHost.StartAsync();

        var scripts = Script().Matches(await host.PageAsync("/")).Select(element => element.Groups[1].Value);
        using var sent = await host.GetAsync(Assert.Single(scripts), ("Accept-Encoding", "gzip"));

        Assert.InRange((await sent.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 1, 5 * 1024);
    }

    [Fact]
    public async Task What_is_loaded_when_it_is_opened_costs_at_most_480_kB()
    {
        await using var host = await WebsiteHost.StartAsync();

        using var sent = await host.GetAsync(WebChat, ("Accept-Encoding", "br"));

        Assert.InRange((await sent.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 1, 480_000);
    }

    [Theory]
    [InlineData("/site.css", "text/css; charset=utf-8")]
    [InlineData("/launcher.js", "text/javascript; charset=utf-8")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData(WebChat, "text/javascript; charset=utf-8")]
    [InlineData(WebChat + ".LICENSE.txt", "text/plain; charset=utf-8")]
    public async Task A_file_says_what_it_is_and_that_nobody_should_guess(string path, string type)
    {
        await using var host = await WebsiteHost.StartAsync();

        using var response = await host.GetAsync(path);

        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_file_comes_in_the_best_encoding_that_the_browser_takes(string accepted, string? encoding)
    {
        await using var host = await WebsiteHost.StartAsync();

        foreach (var path in new[] { WebChat, "/site.css", "/" })
        {
            using var response = await host.GetAsync(path, ("Accept-Encoding", accepted));
            await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await using var plain = encoding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
            using var content = new MemoryStream();
            await plain.CopyToAsync(content, TestContext.Current.CancellationToken);

            Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            Assert.Equal(await host.BytesAsync(path), content.ToArray());
        }
    }

    [Fact]
    public async Task Web_Chat_travels_as_less_than_a_quarter_of_itself()
    {
        await using var host = await WebsiteHost.StartAsync();

        using var response = await host.GetAsync(WebChat, ("Accept-Encoding", "br"));

        Assert.InRange(response.Content.Headers.ContentLength!.Value, 1, 700_000);
    }

    [Fact]
    public async Task A_file_asked_for_by_its_version_is_kept_for_a_year_and_else_asked_for_again()
    {
        await using var host = await WebsiteHost.StartAsync();
        var versioned = Versioned().Match(await host.PageAsync("/")).Groups[1].Value;

        using var byVersion = await host.GetAsync(versioned);
        using var bare = await host.GetAsync("/site.css");
        using var oldVersion = await host.GetAsync("/site.css?v=0123456789abcdef");

        Assert.Equal("public, max-age=31536000, immutable", byVersion.Headers.GetValues("Cache-Control").Single());
        Assert.True(bare.Headers.CacheControl!.NoCache);
        Assert.True(oldVersion.Headers.CacheControl!.NoCache);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/site.css")]
    [InlineData(WebChat)]
    public async Task What_the_browser_has_is_not_sent_again(string path)
    {
        await using var host = await WebsiteHost.StartAsync();
        using var first = await host.GetAsync(path);

        using var again = await host.GetAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()));
        using var other = await host.GetAsync(path, ("If-None-Match", "\"other\""));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Head_tells_the_length_and_sends_nothing()
    {
        await using var host = await WebsiteHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/site.css");

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((await host.BytesAsync("/site.css")).Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/../appsettings.json")]
    [InlineData("/%2e%2e/appsettings.json")]
    [InlineData("/lib/..%2f..%2fValorSpine.Bot.Channels.dll")]
    [InlineData("/lib/..%5c..%5cValorSpine.Bot.Channels.dll")]
    [InlineData("/ValorSpine.Bot.Channels.dll")]
    [InlineData("/index.html")]
    [InlineData(WebChat + ".br")]
    [InlineData("/lib")]
    [InlineData("/lib/")]
    public async Task Nothing_but_the_files_of_the_website_is_served(string path)
    {
        await using var host = await WebsiteHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [GeneratedRegex("<script[^>]* src=\"([^\"]*)\"")]
    private static partial Regex Script();

    [GeneratedRegex("href=\"(/site\\.css\\?v=[^\"]*)\"")]
    private static partial Regex Versioned();
}
