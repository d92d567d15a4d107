using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Tests.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>Cards that are tapped, once or more, at once or a week later.</summary>
public sealed class CardActionTests : IAsyncLifetime
{
    private TeamsChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _chat = await TeamsChat.StartAsync(said => [said.Text == "book" ? Samples.Slots : said.Text == "numb" ? Samples.YesNo : said.Text == "hi" ? Samples.Greeting : Samples.Question]);
    }

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    // The greeting is 1, what is said 2, the card 3.
    [Fact]
    public async Task A_tapped_card_is_a_turn_and_closes_with_what_was_chosen()
    {
        await _chat.SayAsync("check");
        var answer = (await _chat.TapAsync(card: 3, choice: 2))!;

        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), ((int)answer["statusCode"]!, (string)answer["type"]!));
        Assert.Equal(new Input.Said("None of these", "screening:answer:q3:none"), _chat.Said.Last());
        var card = answer["value"]!;
        Assert.Equal(["Question 3 of 12. Do you have any of these now?", "You chose: None of these"], Words(card));
        Assert.Null(card["refresh"]);
        Assert.DoesNotContain("Action.", card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_tapped_more_than_once_is_answered_once()
    {
        await _chat.SayAsync("check");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _chat.TapAsync(card: 3, choice: 2)));
        var other = (await _chat.TapAsync(card: 3, choice: 0))!;

        Assert.Equal(2, _chat.Said.Count());
        Assert.Contains("You chose: None of these", Words(other["value"]!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_card_of_an_erased_conversation_does_nothing_in_the_one_that_follows_it(bool namesItsConversation)
    {
        await _chat.SayAsync("check");
        var data = new JsonObject { ["card"] = 3, ["choice"] = 2 };
        if (namesItsConversation)
            data["conversation"] = _chat.Taken.First().ConversationId;
        _chat.Host.Addresses.Current = id => id + "-2";
        await _chat.SayAsync("check");
        var said = _chat.Said.Count();

        var answer = (await _chat.PostAsync(_chat.Invoke("pick", data)))!;

        Assert.Equal("application/vnd.microsoft.activity.message", (string)answer["type"]!);
        Assert.Equal(said, _chat.Said.Count());
    }

    [Fact]
    public async Task A_card_says_which_conversation_it_is_of()
    {
        await _chat.SayAsync("check");

        var answer = (await _chat.ShowAsync(card: 3))!["value"]!;

        Assert.Equal(_chat.Taken.First().ConversationId, (string)answer["refresh"]!["action"]!["data"]!["conversation"]!);
    }

    [Fact]
    public async Task A_card_that_is_shown_again_is_open_until_it_is_answered_and_closed_then()
    {
        await _chat.SayAsync("check");
        Assert.NotNull((await _chat.ShowAsync(card: 3))!["value"]!["refresh"]);

        await _chat.TapAsync(card: 3, choice: 2);
        Assert.Contains("You chose: None of these", Words((await _chat.ShowAsync(card: 3))!["value"]!));
    }

    [Theory]
    [InlineData("none of these", "You chose: None of these")]
    [InlineData("what is fibrin", "This card is closed. You will find what we said since then below.")]
    public async Task A_card_that_was_answered_in_words_is_closed_too(string text, string line)
    {
        await _chat.SayAsync("check");
        await _chat.SayAsync(text);
        Assert.Contains(line, Words((await _chat.ShowAsync(card: 3))!["value"]!));
    }

    [Fact]
    public async Task An_answer_to_what_is_no_longer_asked_says_so_and_is_not_taken()
    {
        await _chat.SayAsync("check");
        await _chat.SayAsync("book");
        var stale = (await _chat.TapAsync(card: 3, choice: 2))!;

        Assert.Equal(200, (int)stale["statusCode"]!);
        Assert.Contains("This card is closed. You will find what we said since then below.", Words(stale["value"]!));
        Assert.Equal(2, _chat.Said.Count());
    }

    [Fact]
    public async Task A_stale_answer_about_a_warning_sign_says_whom_to_call()
    {
        await _chat.SayAsync("numb");
        await _chat.SayAsync("book");
        Assert.Contains("This question is closed. If it may be happening now, call 911.", Words((await _chat.TapAsync(card: 3, choice: 1))!["value"]!));
    }

    [Fact]
    public async Task What_means_the_same_next_week_is_taken_next_week()
    {
        await _chat.SayAsync("hi");
        await _chat.SayAsync("check");
        Assert.NotNull((await _chat.ShowAsync(card: 3))!["value"]!["refresh"]);
        await _chat.TapAsync(card: 3, choice: 3);
        Assert.Equal(new Input.Said("Book a visit", "book"), _chat.Said.Last());
    }

    [Fact]
    public async Task A_card_that_nothing_is_known_of_gets_a_plain_answer()
    {
        var unknown = (await _chat.TapAsync(card: 3, choice: 2))!;
        await _chat.SayAsync("check");
        var wrong = (await _chat.TapAsync(card: 99, choice: 2))!;
        var own = (await _chat.TapAsync(card: 2, choice: 0))!;

        Assert.All([unknown, wrong, own], answer => Assert.Equal(
            (200, "application/vnd.microsoft.activity.message", "This card is too old for me. Please write to me what you would like to do."),
            ((int)answer["statusCode"]!, (string)answer["type"]!, (string)answer["value"]!)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"action":"x"}""")]
    [InlineData("""{"action":{"type":"Action.Submit","data":{"card":3,"choice":0}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"pick"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"pick","data":{"card":"3"}}}""")]
    public async Task An_invoke_of_no_use_is_answered_as_the_protocol_says(string value)
    {
        await _chat.SayAsync("check");
        var invoke = _chat.Invoke("pick", []);
        invoke["value"] = JsonNode.Parse(value);
        var answer = (await _chat.PostAsync(invoke))!;
        Assert.Equal((400, "application/vnd.microsoft.error", "BadRequest"), ((int)answer["statusCode"]!, (string)answer["type"]!, (string)answer["value"]!["code"]!));
    }

    [Fact]
    public async Task An_older_client_that_submits_says_the_same()
    {
        await _chat.SayAsync("check");
        var submit = _chat.Activity("message");
        submit["value"] = new JsonObject { ["card"] = 3, ["choice"] = 2 };
        submit["replyToId"] = "remote-1";
        await _chat.PostAsync(submit);
        await _chat.PostAsync(submit);
        await _chat.TapAsync(card: 3, choice: 1);

        Assert.Equal(new Input.Said("None of these", "screening:answer:q3:none"), _chat.Said.Last());
        Assert.Equal(2, _chat.Said.Count());
    }

    [Fact]
    public async Task A_tap_in_a_conversation_that_was_erased_is_no_error()
    {
        await _chat.SayAsync("check");
        foreach (var id in _chat.Taken.Select(message => message.ConversationId).Distinct())
            _chat.Host.Conversations.Erase(id);
        Assert.Equal("application/vnd.microsoft.activity.message", (string)(await _chat.TapAsync(card: 3, choice: 2))!["type"]!);
    }

    private static IEnumerable<string> Words(JsonNode card) => card["body"]!.AsArray().Where(element => (string)element!["type"]! == "TextBlock").Select(element => (string)element!["text"]!);
}
