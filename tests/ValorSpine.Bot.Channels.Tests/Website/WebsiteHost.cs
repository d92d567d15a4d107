using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Website;

/// <summary>The website on a real port of this machine.</summary>
internal sealed class WebsiteHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebsiteHost(WebApplication app)
    {
        _app = app;
        // Encodings are looked at as they come over the wire.
        Http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public static Task<WebsiteHost> StartAsync(ClinicFacts? clinic = null, params ArticlePage[] articles) => StartAsync(configure: null, clinic, articles);

    public static async Task<WebsiteHost> StartAsync(Action<IServiceCollection>? configure, ClinicFacts? clinic = null, params ArticlePage[] articles)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero)));
        builder.Services.AddSingleton(clinic ?? new ClinicFacts());
        builder.Services.AddSingleton<IArticlePages>(new Articles(articles));
        builder.Services.AddSingleton<IScreeningPages>(new Summaries());
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapWebsite();
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> PageAsync(string path)
    {
        using var response = await GetAsync(path, ("Accept", "text/html"));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<byte[]> BytesAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Summaries : IScreeningPages
    {
        public ValueTask<ScreeningSheet?> FindAsync(string key, CancellationToken cancel) => new(key == SomeSummary.Key ? SomeSummary.Sheet : null);
    }

    private sealed class Articles(ArticlePage[] articles) : IArticlePages
    {
        public ArticlePage? Find(string id) => articles.FirstOrDefault(article => article.Id == id);
    }
}

/// <summary>A screening of the tests.</summary>
internal static class SomeSummary
{
    public const string Key = "the-key";

    public static ScreeningSheet Sheet { get; } = new()
    {
        Title = "Guided check",
        Questionnaire = "https://valorspine.example/fhir/Questionnaire/screening|1.2.3",
        At = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(-6)),
        Answers = [new("Main pain", "Low back <b>"), new("Age", "52")],
        Unanswered = ["Scan", "Your goals"],
        OutcomeId = "O-DIAGNOSIS",
        Outcome = "Finding the source comes first",
        Sections = [new("What your answers point to", ["The source is open."], false), new("Why this came up", ["No report <i>names</i> a tear."], false), new("What to bring", ["Scans.", "A list."], true)],
        Closing = ["This is education, not a diagnosis.", "Call 911 for weak legs."],
        References = [new("Study of scans, 2015", "https://doi.org/10.1/a"), new("A page", "javascript:alert(1)")],
    };
}

/// <summary>An article of the tests.</summary>
internal static class SomeArticle
{
    public static ArticlePage With(string id = "fibrin-what", string title = "What is it?", ImmutableArray<ImmutableArray<ArticlePageLine>>? sections = null, params ImmutableArray<ArticlePageSource> sources) =>
        new(id, title, sections ?? [[new(false, new ArticlePageSentence("It is a protein."))]], sources);
}
