using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.LanguageModel;

public sealed class NearestArticlesTests : IDisposable
{
    private static readonly BotContent s_content = ContentCopy.For(new());
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-vectors-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_articles_nearest_to_a_message_are_told()
    {
        await using var server = await ScriptedModel.StartAsync();
        var (calls, nearest) = Over(server);
        using var called = calls;
        await nearest.PrepareAsync(s_content.Knowledge);

        var near = Assert.IsType<ModelResult.Near>(await AskAsync(calls, s_content.Knowledge.Find("fibrin-what")!.Title));

        Assert.Equal(5, near.Articles.Length);
        Assert.Equal(("fibrin-what", 1), (near.Articles[0].Article, near.Articles[0].Similarity));
        Assert.Null(calls.Problem);
    }

    [Fact]
    public async Task Until_the_index_is_made_nobody_waits_for_it()
    {
        await using var server = await ScriptedModel.StartAsync();
        var (calls, nearest) = Over(server);
        using var called = calls;

        Assert.Equal(ModelResult.Nothing.Unsent("not ready"), await AskAsync(calls, "what is fibrin"));
        await nearest.PrepareAsync(s_content.Knowledge);

        Assert.IsType<ModelResult.Near>(await AskAsync(calls, "what is fibrin"));
    }

    [Fact]
    public async Task Of_changed_knowledge_only_what_is_new_is_asked_for()
    {
        await using var server = await ScriptedModel.StartAsync();
        var (calls, nearest) = Over(server);
        using (calls)
            await nearest.PrepareAsync(s_content.Knowledge);
        var all = await server.EmbeddedAsync();
        using var copy = new ContentCopy();
        copy.Change(ContentCopy.Article, $"title: {s_content.Knowledge.Find("fibrin-what")!.Title}", "title: What is this glue for discs?");
        var changed = KnowledgeBase.Load(ContentFolder.Read(copy.Root), []);

        var (again, nearestAgain) = Over(server);
        using var calledAgain = again;
        await nearestAgain.PrepareAsync(s_content.Knowledge);
        Assert.Equal(all, await server.EmbeddedAsync());
        await nearestAgain.PrepareAsync(changed);

        Assert.Equal(all + 1, await server.EmbeddedAsync());
        Assert.NotNull(nearestAgain.IndexOf(changed));
    }

    [Fact]
    public async Task A_torn_file_is_as_good_as_none()
    {
        await using var server = await ScriptedModel.StartAsync();
        var (calls, nearest) = Over(server);
        using (calls)
            await nearest.PrepareAsync(s_content.Knowledge);
        var file = Assert.Single(Directory.EnumerateFiles(_folder));
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Cancel))[..1000], Cancel);

        var (again, nearestAgain) = Over(server);
        using var calledAgain = again;
        await nearestAgain.PrepareAsync(s_content.Knowledge);

        Assert.NotNull(nearestAgain.IndexOf(s_content.Knowledge));
    }

    [Fact]
    public async Task Embeddings_that_fail_are_no_sign_and_are_made_later()
    {
        await using var server = await ScriptedModel.StartAsync();
        await server.FailEmbeddingsAsync(true);
        var (calls, nearest) = Over(server);
        using var called = calls;
        await nearest.PrepareAsync(s_content.Knowledge);

        Assert.Equal(ModelResult.Nothing.Unsent("not ready"), await AskAsync(calls, "what is fibrin"));
        Assert.Contains("embeddings", calls.Problem, StringComparison.Ordinal);

        await server.FailEmbeddingsAsync(false);
        _time.Advance(TimeSpan.FromMinutes(2));
        await nearest.PrepareAsync(s_content.Knowledge);
        Assert.IsType<ModelResult.Near>(await AskAsync(calls, "what is fibrin"));
        Assert.Null(calls.Problem);
    }

    [Fact]
    public async Task An_index_that_one_days_budget_does_not_suffice_for_is_made_on_several_and_nothing_is_paid_for_twice()
    {
        await using var server = await ScriptedModel.StartAsync();
        var (calls, nearest) = Over(server);
        using (calls)
            await nearest.PrepareAsync(s_content.Knowledge);
        var all = await server.EmbeddedAsync();
        File.Delete(Assert.Single(Directory.EnumerateFiles(_folder)));

        var (again, nearestAgain) = Over(server, tokensPerDay: all / 2);
        using var calledAgain = again;
        await nearestAgain.PrepareAsync(s_content.Knowledge);
        Assert.Null(nearestAgain.IndexOf(s_content.Knowledge));
        Assert.Contains("budget", again.Problem, StringComparison.Ordinal);
        for (var day = 0; day < 2; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await nearestAgain.PrepareAsync(s_content.Knowledge);
        }

        Assert.IsType<ModelResult.Near>(await AskAsync(again, "what is fibrin"));
        Assert.Equal(all + all + 1, await server.EmbeddedAsync());
        Assert.Null(again.Problem);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<ModelResult> AskAsync(ModelCalls calls, string message) => await calls.PerformAsync(new ModelRequest.Nearest(message), s_content, _time.GetUtcNow(), Cancel);

    private (ModelCalls Calls, NearestArticles Nearest) Over(ScriptedModel server, int? tokensPerDay = null)
    {
        var settings = new ModelSettings { Provider = ModelProvider.OpenAI, Endpoint = server.Endpoint, Deployment = "test", ApiKey = "key-of-the-test", Uses = ModelUse.Nearest, EmbeddingDeployment = "near", EmbeddingFolder = _folder };
        if (tokensPerDay is { } tokens)
            settings = settings with { TokensPerDay = tokens };
        var (calls, nearest) = ModelSetup.CallsOf(settings, _folder, new(), _time, NullLoggerFactory.Instance);
        return (calls, nearest!);
    }
}
