using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Tests.Connector;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Telemetry;
using ValorSpine.Bot.Tests.Deliveries;

namespace ValorSpine.Bot.Tests.Telemetry;

/// <summary>The program as it is started, on a channel that is called, after patients have done each thing that is counted. Started once for all tests.</summary>
public sealed class ObservedBot : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-observed-").FullName;
    private readonly List<Activity> _spans = [];
    private readonly List<(Func<Activity, bool> Is, TaskCompletionSource<Activity> Found)> _awaited = [];
    private readonly ActivityListener _listener;
    private FakeAzure _azure = null!;
    private ConnectedBot _bot = null!;
    private HashSet<string> _marks = [];

    public ObservedBot()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name is TurnTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _azure = await FakeAzure.StartAsync();
        _bot = ConnectedBot.Serve(_azure, _folder);
        Http = new() { BaseAddress = _bot.ClientOptions.BaseAddress };
        await SayAsync("observed-a", "How long does relief last?", "start the screening", "none of these", "stop", "book an evaluation next week");
        await SayAsync("observed-b", "i cant pee and my crotch is numb");
        await SayAsync("observed-c", "can i talk to a person");
        await _azure.TakenAsync(3, Cancel);
        _marks = [.. (await _bot.Services.GetRequiredService<ITranscripts>().ListAsync(null, null, 0, 100, Cancel)).Rows.Select(row => ConversationMark.Of(row.Id))];
        // No model is set up here.
        await new MeasuredModel(new Silent(), _bot.Services.GetRequiredService<IMeterFactory>(), TimeProvider.System)
            .PerformAsync(new ModelRequest.FullQuestion("", ""), _bot.Services.GetRequiredService<LiveContent>().Current, DateTimeOffset.UtcNow, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _listener.Dispose();
        await _bot.DisposeAsync();
        await _azure.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Whether a span is of a conversation here: who listens to spans hears those of all services in the process.</summary>
    internal bool IsHere(Activity span) => span.GetTagItem(ConversationMark.Attribute) is string mark && _marks.Contains(mark);

    /// <summary>The first span of a kind, once it has ended.</summary>
    internal Task<Activity> SpanAsync(Func<Activity, bool> isIt)
    {
        lock (_spans)
        {
            if (_spans.Find(span => isIt(span)) is { } ended)
                return Task.FromResult(ended);
            var found = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((isIt, found));
            return found.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        }
    }

    private void Stopped(Activity span)
    {
        lock (_spans)
        {
            _spans.Add(span);
            foreach (var (_, found) in _awaited.Where(one => one.Is(span)))
                found.TrySetResult(span);
        }
    }

    private async Task SayAsync(string conversation, params string[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
            Assert.Equal(200, await _bot.SayAsync(conversation, $"{conversation}{i}", texts[i]));
    }

    private sealed class Silent : ILanguageModel
    {
        public ValueTask<ModelResult> PerformAsync(ModelRequest request, BotContent content, DateTimeOffset since, CancellationToken cancel) => new(new ModelResult.Nothing("status 503"));
    }
}
