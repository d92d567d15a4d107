using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>What is said to the bot where others read along goes on in private.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private TeamsChat _chat = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chat = await TeamsChat.StartAsync();
        _chat.Azure.Meddle = OpenPrivateChatAsync;
    }

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task A_mention_is_answered_in_a_private_chat_and_the_channel_is_told_so()
    {
        await _chat.CallAsync("my leg hurts", id: "c-1");

        var created = _chat.Azure.Received.Single();
        Assert.Equal(("POST", "/connector/v3/conversations"), (created.Method, created.Target));
        Assert.Equal(
            $$$"""{"isGroup":false,"bot":{"id":"{{{TeamsChat.Bot}}}","name":"Back bot"},"members":[{"id":"29:pat","name":"Pat","aadObjectId":"0f0f"}],"channelData":{"tenant":{"id":"99999999-8888-7777-6666-555555555555"}},"tenantId":"99999999-8888-7777-6666-555555555555"}""",
            created.Activity.ToJsonString());
        var taken = _chat.Taken.ToList();
        Assert.Equal([typeof(Input.Started), typeof(Input.Said), typeof(Input.CalledInGroup)], taken.Select(message => message.Input.GetType()));
        Assert.Equal("my leg hurts", ((Input.Said)taken[1].Input).Text);
        Assert.NotEqual(taken[1].ConversationId, taken[2].ConversationId);
        Assert.Contains(TeamsChat.Private, _chat.Host.Addresses.Kept[taken[1].ConversationId].Reference, StringComparison.Ordinal);
        Assert.Contains("19:team", _chat.Host.Addresses.Kept[taken[2].ConversationId].Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_in_private_afterwards_is_the_same_conversation()
    {
        await _chat.CallAsync("my leg hurts");
        await _chat.SayAsync("since May");
        Assert.Single(_chat.Taken.Where(message => message.Input is Input.Said).Select(message => message.ConversationId).Distinct());
    }

    [Fact]
    public async Task Nothing_of_what_was_said_is_kept_with_the_channel()
    {
        await _chat.CallAsync("my leg hurts", id: "c-1");
        var edited = await _chat.CallAsync("my left leg hurts", id: "c-1", type: "messageUpdate");
        Assert.Null(edited);
        await _chat.PostAsync(TeamsChat.Mentioning(TeamsChat.With(_chat.Activity("messageDelete", TeamsChat.Channel, "c-1"), "my leg hurts")));

        var group = _chat.Taken.Last(message => message.Input is Input.CalledInGroup).ConversationId;
        var log = await _chat.Host.Conversations.ReadAsync(group, 0, Cancel);
        Assert.NotEmpty(log);
        Assert.All(log, entry => Assert.Equal(("In private.", null), (entry.Reply?.Text, entry.ActivityJson)));
        Assert.All(_chat.Taken.Where(message => message.ConversationId == group), message => Assert.Null(message.ActivityJson));
        Assert.DoesNotContain(_chat.Host.Addresses.Activities, kept => kept.Key.Conversation == group);
        Assert.Equal("msteams:group", (await _chat.Host.Conversations.FindAsync(group, Cancel))!.Channel);
    }

    [Fact]
    public async Task A_mention_that_comes_twice_is_answered_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _chat.CallAsync("my leg hurts", id: "c-1")));
        Assert.Equal(3, _chat.Taken.Count());
    }

    [Fact]
    public async Task An_edit_that_changes_no_word_of_a_mention_is_answered_no_more()
    {
        await _chat.CallAsync("my leg hurts", id: "c-1");
        await _chat.CallAsync("my leg hurts", id: "c-1", type: "messageUpdate");
        Assert.Equal(["my leg hurts"], _chat.Said.Select(said => said.Text));
    }

    [Fact]
    public async Task An_edited_mention_is_heard_in_private_as_an_edit()
    {
        await _chat.CallAsync("my leg hurts", id: "c-1");
        await _chat.CallAsync("my leg is numb", id: "c-1", type: "messageUpdate");
        Assert.Equal([("my leg hurts", false), ("my leg is numb", true)], _chat.Said.Select(said => (said.Text, said.IsEdit)));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Where_no_private_chat_can_be_opened_the_channel_gets_a_link_and_nothing_is_kept(int status)
    {
        _chat.Azure.Meddle = (context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await _chat.CallAsync("my leg hurts");

        var called = Assert.IsType<Input.CalledInGroup>(Assert.Single(_chat.Taken).Input);
        Assert.Equal((false, $"https://teams.microsoft.com/l/chat/0/0?users={Uri.EscapeDataString(TeamsChat.Bot)}"), (called.IsContinued, called.Link));
    }

    [Fact]
    public async Task Brought_to_a_team_the_bot_says_once_what_it_does_there_and_nothing_when_others_join()
    {
        foreach (var member in new[] { "29:other", TeamsChat.Bot, TeamsChat.Bot })
        {
            var update = _chat.Activity("conversationUpdate", TeamsChat.Channel);
            update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = member });
            await _chat.PostAsync(update);
        }

        Assert.Equal(new Input.CalledInGroup(""), Assert.Single(_chat.Taken).Input);
    }

    [Fact]
    public async Task A_mention_without_words_is_told_what_the_bot_does_and_opens_no_private_chat()
    {
        await _chat.CallAsync("");
        Assert.Equal("", Assert.IsType<Input.CalledInGroup>(Assert.Single(_chat.Taken).Input).Text);
        Assert.Empty(_chat.Azure.Received);
    }

    [Fact]
    public async Task What_does_not_name_the_bot_and_what_is_no_message_is_left_alone()
    {
        await _chat.PostAsync(TeamsChat.With(_chat.Activity("message", TeamsChat.Channel), "to somebody else"));
        await _chat.PostAsync(_chat.Activity("messageReaction", TeamsChat.Channel));
        await _chat.PostAsync(_chat.Activity("typing", TeamsChat.Channel));
        Assert.Empty(_chat.Taken);
        Assert.Empty(_chat.Host.Addresses.Activities);
    }

    [Fact]
    public async Task Taken_out_of_a_team_the_bot_sends_nothing_more_there()
    {
        await _chat.CallAsync("hello");
        var update = _chat.Activity("conversationUpdate", TeamsChat.Channel);
        update["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = TeamsChat.Bot });
        await _chat.PostAsync(update);
        Assert.Single(_chat.Host.Addresses.Kept);
    }

    private async Task<bool> OpenPrivateChatAsync(HttpContext context, JsonObject body)
    {
        if (!context.Request.Path.Value!.EndsWith("/v3/conversations", StringComparison.Ordinal))
            return false;
        _chat.Azure.Take(context, body);
        await context.Response.WriteAsync($$"""{"id":"{{TeamsChat.Private}}"}""", Cancel);
        return true;
    }
}
