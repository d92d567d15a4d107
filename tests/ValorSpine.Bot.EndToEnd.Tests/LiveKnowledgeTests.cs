using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>A curator writes in the files of a running service.</summary>
public sealed class LiveKnowledgeTests : IDisposable
{
    // What is measured is written out; a busy machine fails nothing.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ScratchFolder _data = new(), _content = ScratchFolder.CopyOfContent();

    [Fact]
    public async Task A_changed_article_is_answered_with_a_broken_one_is_not_and_is_named_until_it_is_repaired()
    {
        await using var bot = await BotProcess.StartInAsync(_content.Path, _data.Path);
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.Contains("places fibrin", await AnswerAsync(http), StringComparison.Ordinal);
        var first = await ReadyAsync(http);
        Assert.Equal("ready", Status(first));

        await ChangeAsync("places fibrin", "puts some fibrin");
        await EventuallyAsync("new answer", async () => (await AnswerAsync(http)).Contains("puts some fibrin", StringComparison.Ordinal));
        var second = await ReadyAsync(http);
        Assert.Equal("ready", Status(second));
        Assert.NotEqual(Version(first), Version(second));
        Assert.True(second.GetProperty("since").GetDateTimeOffset() > first.GetProperty("since").GetDateTimeOffset());
        Assert.Contains($"Knowledge version {Version(second)} is served now.", bot.Written(), StringComparison.Ordinal);

        await ChangeAsync("topic: fibrin-what", "topic: fibrin-wat");
        await EventuallyAsync("defect named", async () => Status(await ReadyAsync(http)) == "degraded");
        var broken = await ReadyAsync(http);
        const string Problem = "knowledge/articles/fibrin-what.md:3: The topic 'fibrin-wat' is not known. Use an id of knowledge/topics.yml, or add it there first.";
        Assert.Contains(Problem, broken.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()));
        Assert.Equal(Version(second), Version(broken));
        Assert.Contains("puts some fibrin", await AnswerAsync(http), StringComparison.Ordinal);
        await EventuallyAsync("defect in the log", () => Task.FromResult(bot.Written().Contains(Problem, StringComparison.Ordinal)));

        await ChangeAsync("topic: fibrin-wat", "topic: fibrin-what");
        await EventuallyAsync("ready again", async () => Status(await ReadyAsync(http)) == "ready");
        Assert.Equal(Version(second), Version(await ReadyAsync(http)));
        Assert.Contains("puts some fibrin", await AnswerAsync(http), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _data.Dispose();
        _content.Dispose();
    }

    private static async Task<string> AnswerAsync(HttpClient http) => string.Join('\n', await (await DirectLinePatient.OpenAsync(http)).AskAsync("what is fibrin"));

    private static async Task<JsonElement> ReadyAsync(HttpClient http)
    {
        using var response = await http.GetAsync("health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private static string? Status(JsonElement ready) => ready.GetProperty("status").GetString();

    private static string? Version(JsonElement ready) => ready.GetProperty("version").GetString();

    private async Task ChangeAsync(string before, string after)
    {
        var article = Path.Combine(_content.Path, "knowledge", "articles", "fibrin-what.md");
        var text = await File.ReadAllTextAsync(article, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(article, text.Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static async Task EventuallyAsync(string what, Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < s_patience, $"Waited in vain: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: after {clock.Elapsed.TotalMilliseconds:0} ms");
    }
}
