using Azure.Identity;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Bench.ModelServing;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.LanguageModel;

public sealed class ModelCallsTests
{
    private const string Marked = "can hazel7 get the glue";
    private static readonly ModelRequest s_choice = new ModelRequest.ChooseArticle(Marked, [new("fibrin-what", "What is it?"), new("fibrin-safety", "Is it safe?")]);
    private static readonly BotContent s_content = ContentCopy.For(new());
    private readonly FakeLogger<ModelCalls> _logger = new();

    private TimeProvider _clock = TimeProvider.System;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_model_is_asked_for_a_form_and_without_chance()
    {
        await using var server = await ScriptedModel.StartAsync(Script.Says("""{"id":"fibrin-safety"}"""));
        using var calls = Over(server);

        Assert.Equal(new ModelResult.Chose("fibrin-safety"), await AskAsync(calls));

        var sent = await server.ReceivedAsync(Cancel);
        Assert.Equal(0, sent.GetProperty("temperature").GetDouble());
        Assert.Equal("json_schema", sent.GetProperty("response_format").GetProperty("type").GetString());
        Assert.True(sent.TryGetProperty("seed", out _));
        var form = sent.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(form.GetProperty("strict").GetBoolean());
        Assert.Equal(["string", "null"], form.GetProperty("schema").GetProperty("properties").GetProperty("id").GetProperty("type").EnumerateArray().Select(type => type.GetString()!));
        Assert.False(form.GetProperty("schema").GetProperty("additionalProperties").GetBoolean());
        var messages = sent.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal("system", messages[0].GetProperty("role").GetString());
        Assert.DoesNotContain("hazel7", messages[0].ToString(), StringComparison.Ordinal);
        Assert.Null(calls.Problem);
    }

    private static readonly Dictionary<string, (Script Does, string Why)> s_failures = new()
    {
        ["no JSON"] = (Script.Says("I think it is safe."), "not the form that was asked for"),
        ["another form"] = (Script.Says("""{"answer":"fibrin-safety"}"""), "not the form that was asked for"),
        ["an array"] = (Script.Says("""["fibrin-safety"]"""), "not the form that was asked for"),
        ["a number for an id"] = (Script.Says("""{"id":7}"""), "not the form that was asked for"),
        ["nothing"] = (Script.Says(""), "not the form that was asked for"),
        ["cut off"] = (Script.Says("""{"id":"fib""", finish: "length"), "cut off"),
        ["filtered"] = (Script.Says("", finish: "content_filter"), "refused"),
        ["refused by the filter"] = (Script.Fails(400, "content_filter"), "refused"),
        ["a wrong key"] = (Script.Fails(401), "the key or the role is wrong"),
        ["a wrong deployment"] = (Script.Fails(404), "no such deployment"),
        ["a fault twice"] = (Script.Fails(500), "status 500"),
        ["too many requests"] = (Script.Fails(429), "status 429"),
        ["a broken connection"] = (Script.Breaks, "no connection"),
        ["a body that is no JSON"] = (Script.Sends("<html>"), "not the form that was asked for"),
    };

    public static TheoryData<string> Failures => [.. s_failures.Keys];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_a_model_does_the_turn_goes_on_without_it(string what)
    {
        var (does, why) = s_failures[what];
        await using var server = await ScriptedModel.StartAsync(does);
        using var calls = Over(server);

        Assert.Equal(new ModelResult.Nothing(why), await AskAsync(calls));
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), entry => entry.Message.Contains("hazel7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_is_tried_once_more()
    {
        await using var server = await ScriptedModel.StartAsync(Script.Fails(503), Script.Says("""{"id":null}"""));
        using var calls = Over(server, change: settings => settings with { Timeout = TimeSpan.FromMinutes(2) });

        Assert.Equal(new ModelResult.Chose(null), await AskAsync(calls));
        Assert.Equal(2, await server.RequestsAsync());
    }

    [Fact]
    public async Task A_slow_model_is_not_waited_for()
    {
        var time = new FakeTimeProvider();
        await using var server = await ScriptedModel.StartAsync(Script.Hangs);
        using var calls = Over(server, time);

        var asked = AskAsync(calls);
        await server.ReceivedAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(new ModelResult.Nothing("too slow"), await asked);
    }

    [Fact]
    public async Task The_time_is_for_all_that_a_turn_asks()
    {
        await using var server = await ScriptedModel.StartAsync(Script.Says("""{"id":null}"""));
        using var calls = Over(server);

        Assert.Equal(ModelResult.Nothing.Unsent("too slow"), await calls.PerformAsync(s_choice, s_content, _clock.GetUtcNow() - TimeSpan.FromSeconds(5), Cancel));
        Assert.Equal(0, await server.RequestsAsync());
    }

    [Fact]
    public async Task The_time_is_also_for_a_budget_that_a_slow_store_has_to_tell()
    {
        var time = _clock = new FakeTimeProvider();
        await using var server = await ScriptedModel.StartAsync(Script.Says("""{"id":null}"""));
        var settings = SettingsFor(server);
        using var calls = new ModelCalls(ModelSetup.ClientOf(settings), null, settings, new(settings, TimeZoneInfo.Utc, time, new NeverTelling()), time, _logger);

        var asked = AskAsync(calls);
        ((FakeTimeProvider)time).Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(ModelResult.Nothing.Unsent("too slow"), await asked);
        Assert.Equal(0, await server.RequestsAsync());
    }

    [Fact]
    public async Task A_refusal_of_one_text_shows_for_a_minute()
    {
        var time = new FakeTimeProvider();
        await using var server = await ScriptedModel.StartAsync(Script.Fails(400, "content_filter"));
        using var calls = Over(server, time);

        Assert.Equal(new ModelResult.Nothing("refused"), await AskAsync(calls));
        Assert.Contains("refused", calls.Problem, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(calls.Problem);
    }

    [Fact]
    public async Task Credentials_that_fail_in_a_way_of_their_own_are_no_error_for_the_patient()
    {
        var settings = new ModelSettings { Provider = ModelProvider.AzureOpenAI, Endpoint = new("https://example.invalid"), Deployment = "test", Uses = ModelUse.ChooseArticle };
        using var calls = new ModelCalls(new Unidentified(), null, settings, new(settings, TimeZoneInfo.Utc, TimeProvider.System, new OwnSpending()), TimeProvider.System, _logger);

        Assert.Equal(ModelResult.Nothing.Unsent("no connection"), await AskAsync(calls));
        Assert.NotNull(calls.Problem);
    }

    [Fact]
    public async Task A_patient_who_leaves_ends_the_request()
    {
        await using var server = await ScriptedModel.StartAsync(Script.Hangs);
        using var calls = Over(server);
        using var gone = new CancellationTokenSource();

        var asked = calls.PerformAsync(s_choice, s_content, _clock.GetUtcNow(), gone.Token).AsTask();
        await server.ReceivedAsync(Cancel);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_model_that_keeps_failing_is_left_alone_and_tried_again_later()
    {
        var time = new FakeTimeProvider();
        await using var server = await ScriptedModel.StartAsync([.. Enumerable.Repeat(Script.Fails(401), 4), Script.Says("""{"id":null}""")]);
        using var calls = Over(server, time);

        for (var i = 0; i < 4; i++)
            await AskAsync(calls);
        Assert.Equal(ModelResult.Nothing.Unsent("left alone"), await AskAsync(calls));
        Assert.Equal(4, await server.RequestsAsync());
        Assert.Contains("the key or the role is wrong", calls.Problem, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(new ModelResult.Chose(null), await AskAsync(calls));
        Assert.Null(calls.Problem);
    }

    [Fact]
    public async Task The_budget_of_a_day_ends_with_the_day()
    {
        var time = new FakeTimeProvider(new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero));
        await using var server = await ScriptedModel.StartAsync(Script.Says("""{"id":null}"""));
        using var calls = Over(server, time, settings => settings with { TokensPerDay = 1000 });

        Assert.Equal(new ModelResult.Chose(null), await AskAsync(calls));
        Assert.Equal(ModelResult.Nothing.Unsent("budget spent"), await AskAsync(calls));
        Assert.Contains("Raise Model:TokensPerDay", calls.Problem, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new ModelResult.Chose(null), await AskAsync(calls));
    }

    [Fact]
    public async Task What_a_day_may_cost_is_kept_to()
    {
        var time = new FakeTimeProvider(new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero));
        await using var server = await ScriptedModel.StartAsync(Script.Says("""{"id":null}"""));
        // One request takes 900 tokens in and 100 out.
        using var calls = Over(server, time, settings => settings with { PriceIn = 1000, PriceOut = 2000, CostPerDay = 1.5m });

        Assert.Equal(new ModelResult.Chose(null), await AskAsync(calls));
        Assert.Null(calls.Problem);
        Assert.Equal(new ModelResult.Chose(null), await AskAsync(calls));
        Assert.Equal(ModelResult.Nothing.Unsent("budget spent"), await AskAsync(calls));
        Assert.Contains("Raise Model:CostPerDay", calls.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_when_all_places_are_taken_goes_without()
    {
        await using var server = await ScriptedModel.StartAsync(Script.Hangs);
        using var calls = Over(server, change: settings => settings with { MostConcurrent = 1 });
        using var gone = new CancellationTokenSource();

        var first = calls.PerformAsync(s_choice, s_content, _clock.GetUtcNow(), gone.Token).AsTask();
        await server.ReceivedAsync(Cancel);

        Assert.Equal(ModelResult.Nothing.Unsent("busy"), await AskAsync(calls));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    private async Task<ModelResult> AskAsync(ModelCalls calls) => await calls.PerformAsync(s_choice, s_content, _clock.GetUtcNow(), Cancel);

    private static ModelSettings SettingsFor(ScriptedModel server) => new() { Provider = ModelProvider.OpenAI, Endpoint = server.Endpoint, Deployment = "test", ApiKey = "key-of-the-test", Uses = ModelUse.ChooseArticle };

    private ModelCalls Over(ScriptedModel server, TimeProvider? time = null, Func<ModelSettings, ModelSettings>? change = null)
    {
        var settings = change?.Invoke(SettingsFor(server)) ?? SettingsFor(server);
        _clock = time ?? TimeProvider.System;
        return new(ModelSetup.ClientOf(settings), null, settings, new(settings, TimeZoneInfo.Utc, time ?? TimeProvider.System, new OwnSpending()), time ?? TimeProvider.System, _logger);
    }

    /// <summary>As a store that is locked.</summary>
    private sealed class NeverTelling : IModelSpending
    {
        public async ValueTask<ModelAmount> TakeAsync(DateOnly day, ModelAmount owed, ModelAmount wanted, ModelAmount most, CancellationToken cancel)
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return default;
        }

        public ValueTask GiveBackAsync(DateOnly day, ModelAmount unspent, CancellationToken cancel) => default;

        public ModelAmount TakenOf(DateOnly day) => default;
    }

    /// <summary>As a machine without a managed identity.</summary>
    private sealed class Unidentified : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new AuthenticationFailedException("No identity.");

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
