using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.BotBuilder;

/// <summary>What docs/bot-builder-sdk.md shows compiles and holds a conversation.</summary>
public sealed class GuideTests
{
    private readonly MemoryStorage _storage = new();
    private readonly List<(string Conversation, Alert Alert)> _alerts = [];

    [Fact]
    public void The_guide_shows_the_code_that_is_tested_here()
    {
        var guide = File.ReadAllText(Path.Combine(Content.Root, "docs", "bot-builder-sdk.md"));
        var code = File.ReadAllText(Path.Combine(Content.Root, "tests", "ValorSpine.Bot.Core.Tests", "BotBuilder", "SpineBot.cs"));

        Assert.Contains($"```csharp\n{code}```", guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_of_the_sdk_greets_answers_keeps_the_subject_and_understands_what_is_tapped()
    {
        Assert.Contains("automated assistant", Text(await TurnAsync(new() { Type = ActivityTypes.ConversationUpdate, MembersAdded = [new() { Id = "patient" }] })), StringComparison.Ordinal);
        Assert.Empty(await TurnAsync(new() { Type = ActivityTypes.ConversationUpdate, MembersAdded = [new() { Id = "patient" }] }));
        Assert.Empty(await TurnAsync(new() { Type = ActivityTypes.ConversationUpdate, MembersAdded = [new() { Id = "bot" }] }));

        var answer = await SayAsync("what is fibrin?");
        Assert.Contains("Source: ", Text(answer), StringComparison.Ordinal);
        Assert.Contains("risk", Text(await SayAsync("is it safe?")), StringComparison.OrdinalIgnoreCase);

        var choice = (string)answer[^1].SuggestedActions!.Actions[^1].Value!;
        Assert.Equal("Book a visit", choice);
        Assert.Contains(await SayAsync(choice), activity => activity.SuggestedActions is { Actions.Count: > 0 });
    }

    [Fact]
    public async Task A_red_flag_gives_a_number_to_call_and_reaches_staff()
    {
        var replies = await SayAsync("I can't feel between my legs and I can't pee");

        Assert.Contains("tel:911", replies.SelectMany(reply => reply.SuggestedActions?.Actions ?? []).Select(action => action.Value));
        Assert.Equal(("test/conversations/c1", "emergency"), (Assert.Single(_alerts).Conversation, _alerts[0].Alert.Kind));
    }

    [Fact]
    public async Task An_activity_that_comes_again_is_answered_once_and_of_two_turns_at_once_one_fails_before_it_says_anything()
    {
        var message = new Activity { Type = ActivityTypes.Message, Id = "m1", Text = "what is fibrin?" };
        Assert.NotEmpty(await TurnAsync(message));
        Assert.Empty(await TurnAsync(message));

        _storage.ChangeBeforeWrite = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => SayAsync("is it safe?"));
    }

    private static string Text(IReadOnlyList<Activity> replies) => string.Join('\n', replies.Select(reply => reply.Text));

    private Task<IReadOnlyList<Activity>> SayAsync(string text) => TurnAsync(new() { Type = ActivityTypes.Message, Id = Guid.NewGuid().ToString("N"), Text = text });

    private async Task<IReadOnlyList<Activity>> TurnAsync(Activity activity)
    {
        activity.ChannelId = "test";
        activity.Conversation.Id = "c1";
        activity.Recipient.Id = "bot";
        var context = new TurnContext(activity);
        var bot = new SpineBot(Content.Bot, _storage, FreeAsync, RecordAsync, new FakeTimeProvider(new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero)));
        await bot.OnTurnAsync(context, TestContext.Current.CancellationToken);
        return context.Sent;
    }

    private static Task<ScheduleResult> FreeAsync(string conversation, ScheduleRequest request) => Task.FromResult<ScheduleResult>(new ScheduleResult.Free([]));

    private Task RecordAsync(string conversation, TurnResult turn)
    {
        _alerts.AddRange(turn.Alerts.Select(alert => (conversation, alert)));
        return Task.CompletedTask;
    }

    private sealed class TurnContext(Activity activity) : ITurnContext
    {
        public Activity Activity => activity;

        public List<Activity> Sent { get; } = [];

        public Task<ResourceResponse> SendActivityAsync(IActivity sent, CancellationToken cancellationToken = default)
        {
            Sent.Add((Activity)sent);
            return Task.FromResult(new ResourceResponse());
        }
    }

    /// <summary>Refuses to overwrite what was written since it was read, as the SDK's storages do.</summary>
    private sealed class MemoryStorage : IStorage
    {
        private readonly Dictionary<string, object> _items = [];
        private int _version;

        public bool ChangeBeforeWrite { get; set; }

        public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default) =>
            Task.FromResult<IDictionary<string, object>>(keys.Where(_items.ContainsKey).ToDictionary(key => key, key => _items[key]));

        public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
        {
            foreach (var (key, item) in changes)
            {
                var now = _items.TryGetValue(key, out var before) ? ((IStoreItem)before).ETag : null;
                if (ChangeBeforeWrite || ((IStoreItem)item).ETag != now)
                    throw new InvalidOperationException("Etag conflict.");
                ((IStoreItem)item).ETag = $"{++_version}";
                _items[key] = item;
            }

            return Task.CompletedTask;
        }
    }
}
