using System.Text.Json.Nodes;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>What happens in a private chat beside what is said: edits, deletes, reactions, coming and going.</summary>
public sealed class PersonalTests : IAsyncLifetime
{
    private TeamsChat _chat = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _chat = await TeamsChat.StartAsync();

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task An_edit_that_changes_the_words_is_heard_once_and_known_for_an_edit()
    {
        await _chat.SayAsync("my leg hurts", id: "m-1");
        var edit = TeamsChat.With(_chat.Activity("messageUpdate", id: "m-1"), "my leg is numb");
        await _chat.PostAsync(edit);
        await _chat.PostAsync(edit);

        Assert.Equal([("my leg hurts", false), ("my leg is numb", true)], _chat.Said.Select(said => (said.Text, said.IsEdit)));
    }

    [Fact]
    public async Task An_edit_to_and_fro_is_heard_each_time()
    {
        await _chat.SayAsync("one", id: "m-1");
        foreach (var text in new[] { "two", "one", "two" })
            await _chat.PostAsync(TeamsChat.With(_chat.Activity("messageUpdate", id: "m-1"), text));
        Assert.Equal(["one", "two", "one", "two"], _chat.Said.Select(said => said.Text));
    }

    [Fact]
    public async Task An_edit_that_changes_no_word_is_no_turn()
    {
        await _chat.SayAsync("my leg hurts", id: "m-1");
        await _chat.PostAsync(TeamsChat.With(_chat.Activity("messageUpdate", id: "m-1"), "my leg hurts"));
        Assert.Single(_chat.Said);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_never_came_is_that_message()
    {
        await _chat.PostAsync(TeamsChat.With(_chat.Activity("messageUpdate", id: "m-7"), "my leg is numb"));
        Assert.Equal(new Input.Said("my leg is numb"), _chat.Said.Single());
    }

    [Theory]
    [InlineData("messageDelete")]
    [InlineData("messageReaction")]
    public async Task Deletes_and_reactions_are_kept_and_answered_with_nothing(string type)
    {
        await _chat.SayAsync("hello", id: "m-1");
        var activity = _chat.Activity(type, id: "m-1");
        activity["replyToId"] = "remote-1";
        activity["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
        await _chat.PostAsync(activity);
        await _chat.PostAsync(activity);

        Assert.Equal(type, Assert.Single(_chat.Host.Addresses.Activities).Value.Type);
        Assert.Single(_chat.Said);
    }

    [Fact]
    public async Task Installed_the_bot_greets_once_whichever_way_Teams_tells_and_removed_it_sends_nothing_more()
    {
        await InstallAsync("add");
        var update = _chat.Activity("conversationUpdate");
        update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsChat.Bot }, new JsonObject { ["id"] = TeamsChat.Patient });
        await _chat.PostAsync(update);
        Assert.IsType<Input.Started>(Assert.Single(_chat.Taken).Input);

        await InstallAsync("remove");
        Assert.Empty(_chat.Host.Addresses.Kept);

        await InstallAsync("add");
        Assert.Single(_chat.Host.Addresses.Kept);
        Assert.Single(_chat.Taken);
    }

    [Fact]
    public async Task While_a_turn_takes_long_the_bot_is_seen_writing()
    {
        var ends = new TaskCompletionSource();
        await _chat.SayAsync("hello");
        _chat.Host.Conversations.TurnsWaitFor = ends.Task;
        var saying = _chat.SayAsync("book a visit");
        var typing = (await _chat.Azure.TakenAsync(1, Cancel))[0];
        ends.SetResult();
        await saying;

        Assert.Equal(("typing", TeamsChat.Bot, "/connector/v3/conversations/a%3A1pat/activities"), ((string?)typing.Activity["type"], (string?)typing.Activity["from"]!["id"], typing.Target));
    }

    private async Task InstallAsync(string action)
    {
        var installed = _chat.Activity("installationUpdate");
        installed["action"] = action;
        await _chat.PostAsync(installed);
    }
}
