using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Tests.DirectLine;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Connector;

/// <summary>What becomes of each kind of activity that a channel posts.</summary>
public sealed class ReceivingTests : IAsyncLifetime
{
    private FakeAzure _azure = null!;
    private ConnectorHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azure = await FakeAzure.StartAsync();
        _host = await ConnectorHost.StartAsync(
            services => services.AddSingleton<IInvokeHandler>(new Echo()).AddSingleton<IEventTaker>(_events), _azure.Settings);
    }

    private readonly Remember _events = new();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _azure.DisposeAsync();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"type\":\"message\"", 400)]
    [InlineData("""{"type":5,"channelId":"directline","serviceUrl":"https://smba.trafficmanager.net/","conversation":{"id":"c1"}}""", 400)]
    [InlineData("""{"type":"message","channelId":"directline","serviceUrl":"https://smba.trafficmanager.net/"}""", 400)]
    [InlineData("""{"type":"message","channelId":"directline","serviceUrl":"https://smba.trafficmanager.net/","conversation":{}}""", 400)]
    [InlineData("""{"type":"message","text":"\ud800","channelId":"directline","serviceUrl":"https://smba.trafficmanager.net/","conversation":{"id":"c1"}}""", 400)]
    public async Task A_body_that_is_no_activity_is_refused_with_a_plain_error(string body, int status)
    {
        var response = await _host.PostAsync(body, $"Bearer {_azure.ChannelToken()}");
        await DirectLineHost.RefusedAsync(response, status, "BadSyntax");
    }

    [Theory]
    [InlineData("membersAdded")]
    [InlineData("membersRemoved")]
    public async Task A_list_of_members_with_nobody_in_it_is_no_failure(string list)
    {
        var update = ConnectorHost.Activity(_azure);
        update["type"] = "conversationUpdate";
        update[list] = new JsonArray(null, null);

        using var response = await PostAsync(update);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_by_its_type_is_refused() =>
        await DirectLineHost.RefusedAsync(await _host.PostAsync("hello", $"Bearer {_azure.ChannelToken()}", "text/plain"), 415, "UnsupportedMediaType");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_however_it_is_sent(bool chunked)
    {
        var activity = ConnectorHost.Activity(_azure, text: new string('a', 1024 * 1024));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(activity.ToJsonString(), null, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Authorization = new("Bearer", _azure.ChannelToken());

        await DirectLineHost.RefusedAsync(await _host.Http.SendAsync(request, Cancel), 413, "MessageSizeTooBig");
    }

    [Fact]
    public async Task While_nothing_can_be_kept_the_channel_is_told_when_to_come_again_and_the_patient_what_to_do()
    {
        _host.Conversations.TurnsFailWith = new NothingIsKept();

        var response = await PostAsync(ConnectorHost.Activity(_azure));

        await DirectLineHost.RefusedAsync(response, 503, "ServiceUnavailable");
        Assert.Equal("30", response.Headers.GetValues("Retry-After").Single());
        var told = (string)(await _azure.TakenAsync(1, Cancel)).Single().Activity["text"]!;
        Assert.StartsWith("I cannot save messages right now", told, StringComparison.Ordinal);
        Assert.EndsWith("call 911 now.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_too_much_came_the_channel_alone_is_told()
    {
        _host.Conversations.TurnsFailWith = new TooManyException("", TimeSpan.FromSeconds(7));

        var response = await PostAsync(ConnectorHost.Activity(_azure));

        await DirectLineHost.RefusedAsync(response, 429, "Throttled");
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        Assert.Empty(_azure.Received);
    }

    private sealed class NothingIsKept : NotNowException;

    [Fact]
    public async Task A_message_is_taken_with_its_words_and_kept_with_all_that_came_with_it()
    {
        var activity = ConnectorHost.Activity(_azure);
        activity["newField"] = new JsonObject { ["deep"] = new JsonArray(1, "two") };
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "NewEntity", ["x"] = 1.50 });

        var response = await PostAsync(activity);

        Assert.Equal((200, 0L), ((int)response.StatusCode, response.Content.Headers.ContentLength ?? 0));
        var taken = Said().Single();
        Assert.Equal("My back hurts", ((Input.Said)taken.Input).Text);
        var kept = JsonNode.Parse(taken.ActivityJson!)!.AsObject();
        kept.Remove("callerId");
        Assert.True(JsonNode.DeepEquals(activity, kept), kept.ToJsonString());
    }

    [Fact]
    public async Task Who_writes_first_is_greeted_first_and_once()
    {
        await PostAsync(ConnectorHost.Activity(_azure, id: "a-1"));
        await PostAsync(ConnectorHost.Activity(_azure, id: "a-2"));
        await PostAsync(Joined("backbot", "dl_7Qm3"));

        Assert.Equal(["started", "activity:a-1", "activity:a-2"], Distinct());
    }

    [Fact]
    public async Task An_activity_that_comes_twice_is_answered_once()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(ConnectorHost.Activity(_azure))));

        Assert.All(responses, response => Assert.Equal(200, (int)response.StatusCode));
        Assert.Equal(["started", "activity:a-1"], Distinct());
    }

    [Fact]
    public async Task Somebody_who_joins_is_greeted_once()
    {
        await PostAsync(Joined("backbot"));
        Assert.Empty(_host.Conversations.Taken);

        await PostAsync(Joined("dl_7Qm3"));
        await PostAsync(Joined("dl_7Qm3"));

        Assert.Equal(["started"], Distinct());
    }

    [Fact]
    public async Task An_update_without_members_or_recipient_is_taken_in_peace()
    {
        var update = Joined();
        update.Remove("recipient");
        update.Remove("from");
        update.Remove("id");

        Assert.Equal(200, (int)(await PostAsync(update)).StatusCode);
        Assert.Empty(_host.Conversations.Taken);
    }

    [Fact]
    public async Task In_a_personal_chat_the_bot_greets_when_it_is_installed_and_is_silent_when_it_is_removed()
    {
        var installed = Activity("installationUpdate", ("action", "add"));
        installed["conversation"] = new JsonObject { ["id"] = "a:1", ["conversationType"] = "personal" };
        await PostAsync(installed);
        var id = _host.Conversations.Taken.Single().ConversationId;
        Assert.True(_host.Addresses.Kept.ContainsKey(id));

        var removed = installed.DeepClone().AsObject();
        removed["action"] = "remove";
        removed["id"] = "a-9";
        await PostAsync(removed);

        Assert.False(_host.Addresses.Kept.ContainsKey(id));
        Assert.Equal(["started"], Distinct());
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew")]
    [InlineData("Message")]
    [InlineData("event")]
    public async Task What_is_no_message_is_kept_and_answered_with_nothing(string type)
    {
        await PostAsync(ConnectorHost.Activity(_azure));
        var activity = Activity(type, ("name", "unheard/of"), ("reactionsAdded", new JsonArray(new JsonObject { ["type"] = "like" })));

        Assert.Equal(200, (int)(await PostAsync(activity)).StatusCode);
        Assert.Equal(200, (int)(await PostAsync(activity)).StatusCode);

        var kept = Assert.Single(_host.Addresses.Activities);
        Assert.Equal((type, "like"), (kept.Value.Type, (string?)JsonNode.Parse(kept.Value.Json)!["reactionsAdded"]![0]!["type"]));
        Assert.Single(Said());
    }

    [Theory]
    [InlineData("reactionsAdded", "like", true)]
    [InlineData("reactionsAdded", "angry", false)]
    [InlineData("reactionsRemoved", "like", null)]
    public async Task A_reaction_to_an_answer_says_whether_it_helped(string change, string type, bool? helpful)
    {
        _host.Conversations.Answer = _ => [new() { Text = "It is.", Citations = [new("fibrin-what", "short-answer", "fibrin", "What it is", [])] }];
        await PostAsync(ConnectorHost.Activity(_azure));
        var reaction = ConnectorHost.Activity(_azure, "messageReaction", "r1");
        reaction["replyToId"] = "sent-3";
        reaction[change] = new JsonArray(new JsonObject { ["type"] = type });

        await PostAsync(reaction);

        Assert.Equal([(3, helpful)], _host.Conversations.Marks);
    }

    [Theory]
    [InlineData("laugh", "sent-3")]
    [InlineData("like", "sent-1")]
    [InlineData("like", "somebody-elses")]
    public async Task Other_reactions_say_nothing(string type, string about)
    {
        _host.Conversations.Answer = _ => [new() { Text = "It is.", Citations = [new("fibrin-what", "short-answer", "fibrin", "What it is", [])] }];
        await PostAsync(ConnectorHost.Activity(_azure));
        var reaction = ConnectorHost.Activity(_azure, "messageReaction", "r1");
        reaction["replyToId"] = about;
        reaction["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = type });

        await PostAsync(reaction);

        Assert.Empty(_host.Conversations.Marks);
    }

    [Fact]
    public async Task Typing_is_neither_answered_nor_kept()
    {
        await PostAsync(ConnectorHost.Activity(_azure));
        Assert.Equal(200, (int)(await PostAsync(Activity("typing"))).StatusCode);
        Assert.Empty(_host.Addresses.Activities);
    }

    [Fact]
    public async Task An_event_goes_to_who_takes_events_of_its_name()
    {
        await PostAsync(ConnectorHost.Activity(_azure));
        await PostAsync(Activity("event", ("name", "handoff.status"), ("value", new JsonObject { ["state"] = "accepted" })));

        Assert.Equal("accepted", _events.Last!.Activity.Value!.Value.GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_invoke_is_answered_by_who_knows_its_name_and_else_with_501()
    {
        var known = await PostAsync(Activity("invoke", ("name", "test/echo"), ("value", new JsonObject { ["a"] = 1 }), ("deliveryMode", "expectReplies")));
        var unusable = await PostAsync(Activity("invoke", ("name", "test/echo")));
        var unknown = await PostAsync(Activity("invoke", ("name", "test/other")));
        var nameless = await PostAsync(Activity("invoke"));

        Assert.Equal((200, """{"a":1}"""), ((int)known.StatusCode, await known.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal((400, 501, 400), ((int)unusable.StatusCode, (int)unknown.StatusCode, (int)nameless.StatusCode));
    }

    [Fact]
    public async Task Who_expects_replies_gets_them_whole_in_the_answer_and_gets_the_same_for_the_same_activity()
    {
        await PostAsync(Joined("dl_7Qm3"));
        var activity = ConnectorHost.Activity(_azure);
        activity["deliveryMode"] = "expectReplies";

        var first = await DirectLineHost.JsonAsync(await PostAsync(activity), 200);
        var again = await DirectLineHost.JsonAsync(await PostAsync(activity), 200);

        var reply = Assert.Single(first["activities"]!.AsArray())!;
        Assert.Equal(
            ("message", "You said: My back hurts", "a-1", "backbot", "dl_7Qm3", "c1", "directline"),
            ((string?)reply["type"], (string?)reply["text"], (string?)reply["replyToId"], (string?)reply["from"]!["id"], (string?)reply["recipient"]!["id"], (string?)reply["conversation"]!["id"], (string?)reply["channelId"]));
        Assert.True(JsonNode.DeepEquals(first, again));
        Assert.True(Said().First().IsAnsweredInResponse);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("default")]
    [InlineData("stream")]
    [InlineData("ephemeral")]
    public async Task Any_other_delivery_mode_means_normally(string mode)
    {
        var activity = ConnectorHost.Activity(_azure);
        activity["deliveryMode"] = mode;
        var response = await PostAsync(activity);
        Assert.Equal((200, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
        Assert.False(Said().Single().IsAnsweredInResponse);
    }

    [Fact]
    public async Task The_mention_that_the_bot_is_addressed_with_is_no_part_of_what_is_said()
    {
        var activity = ConnectorHost.Activity(_azure, text: "<at>Back bot</at> my back hurts <at>Jo</at>");
        activity["entities"] = new JsonArray(
            new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = "backbot" }, ["text"] = "<at>Back bot</at>" },
            new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = "jo" }, ["text"] = "<at>Jo</at>" });
        await PostAsync(activity);
        Assert.Equal("my back hurts <at>Jo</at>", ((Input.Said)Said().Single().Input).Text);
    }

    [Fact]
    public async Task What_was_typed_into_a_card_is_heard()
    {
        var activity = ConnectorHost.Activity(_azure);
        activity.Remove("text");
        activity["value"] = new JsonObject { ["action"] = "picked", ["details"] = "I cannot feel my legs" };
        await PostAsync(activity);
        Assert.Equal(new Input.Said("I cannot feel my legs", "picked"), Said().Single().Input);
    }

    [Fact]
    public async Task What_a_channel_echoes_of_the_bot_is_not_answered()
    {
        var echo = ConnectorHost.Activity(_azure);
        echo["from"] = echo["recipient"]!.DeepClone();
        Assert.Equal(200, (int)(await PostAsync(echo)).StatusCode);
        Assert.Empty(_host.Conversations.Taken);
    }

    [Fact]
    public async Task A_phone_number_stands_in_no_id_of_the_service()
    {
        var activity = ConnectorHost.Activity(_azure);
        activity["channelId"] = "sms";
        activity["conversation"]!["id"] = "+15035550100-+15035550199";
        activity["from"]!["id"] = "+15035550199";
        await PostAsync(activity);

        var opened = (await _host.Conversations.FindAsync(Said().Single().ConversationId, Cancel))!;
        Assert.DoesNotContain("5035550", opened.Id + opened.UserId, StringComparison.Ordinal);
        Assert.Equal("sms", opened.Channel);
    }

    [Fact]
    public async Task Where_replies_would_go_to_a_strange_host_the_activity_is_refused()
    {
        var activity = ConnectorHost.Activity(_azure);
        activity["serviceUrl"] = "https://evil.example/";
        var response = await _host.PostAsync(activity, _azure.ChannelToken(claims => claims["serviceurl"] = "https://evil.example/"));
        await DirectLineHost.RefusedAsync(response, 403, "Forbidden");
        Assert.Empty(_host.Addresses.Kept);
    }

    [Fact]
    public async Task Without_an_account_the_endpoint_says_that_it_is_off()
    {
        await using var host = await ConnectorHost.StartAsync();
        await DirectLineHost.RefusedAsync(await host.PostAsync(ConnectorHost.Activity(_azure), token: null), 404, "NotConfigured");
    }

    [Fact]
    public async Task On_a_developers_machine_everybody_can_be_let_in_but_their_address_is_marked_as_unproven()
    {
        await using var host = await ConnectorHost.StartAsync(("Connector:DangerouslyTrustEveryCaller", "true"));
        Assert.Equal(200, (int)(await host.PostAsync(ConnectorHost.Activity(_azure), token: null)).StatusCode);
        Assert.Equal(200, (int)(await host.PostAsync(ConnectorHost.Activity(_azure, id: "a-2"), token: "rubbish")).StatusCode);
        Assert.False(host.Addresses.Kept.Values.Single().IsAuthenticated);
    }

    private Task<HttpResponseMessage> PostAsync(JsonObject activity) => _host.PostAsync(activity, _azure.ChannelToken());

    private JsonObject Activity(string type, params (string Name, JsonNode? Value)[] more)
    {
        var activity = ConnectorHost.Activity(_azure, type, $"{type}-1");
        activity.Remove("text");
        foreach (var (name, value) in more)
            activity[name] = value;
        return activity;
    }

    private JsonObject Joined(params string[] members) => Activity(
        "conversationUpdate", ("membersAdded", new JsonArray([.. members.Select(member => (JsonNode)new JsonObject { ["id"] = member })])));

    private IEnumerable<Core.Turns.InboundMessage> Said() => _host.Conversations.Taken.Where(message => message.Input is Input.Said).DistinctBy(message => message.Key);

    private IEnumerable<string> Distinct() => _host.Conversations.Taken.Select(message => message.Key).Distinct();

    private sealed class Echo : IInvokeHandler
    {
        public string Name => "test/echo";

        public ValueTask<InvokeAnswer> AnswerAsync(ReceivedInvoke invoke, CancellationToken cancel) =>
            new(invoke.Activity.Value is { ValueKind: JsonValueKind.Object } value ? new InvokeAnswer(200, value) : new InvokeAnswer(400));
    }

    private sealed class Remember : IEventTaker
    {
        public string Name => "handoff.status";

        public ReceivedEvent? Last { get; private set; }

        public ValueTask TakeAsync(ReceivedEvent received, CancellationToken cancel)
        {
            Last = received;
            return ValueTask.CompletedTask;
        }
    }
}
