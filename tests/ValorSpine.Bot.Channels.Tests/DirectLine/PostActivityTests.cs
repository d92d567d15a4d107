using System.Text;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

public sealed class PostActivityTests
{
    [Fact]
    public async Task A_message_comes_back_with_the_id_of_the_answer_and_all_that_the_client_put_in()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var id = DirectLineHost.Text(await DirectLineHost.JsonAsync(await session.PostAsync("""
            {"type":"message","id":"mine","text":"Back pain","textFormat":"plain","attachments":[],"locale":"en-US","odd":{"a":[1]},
             "channelId":"msteams","serviceUrl":"https://evil.example","callerId":"urn:evil","conversation":{"id":"other"},
             "from":{"id":"somebody-else","name":"Pat","role":"bot"},"timestamp":"1999-01-01T00:00:00Z","localTimestamp":"2026-03-02T03:00:00.123-06:00",
             "entities":[{"type":"ClientCapabilities","supportsTts":true}],"channelData":{"clientActivityID":"k1","attachmentSizes":[]}}
            """), 200), "id");
        Assert.Equal($"{session.Id}|0000002", id);

        var echo = (await session.ReadAsync("1"))["activities"]![0]!;
        Assert.Equal(id, DirectLineHost.Text(echo, "id"));
        Assert.Equal("k1", (string)echo["channelData"]!["clientActivityID"]!);
        Assert.Equal("Back pain", DirectLineHost.Text(echo, "text"));
        Assert.Equal(session.UserId, (string)echo["from"]!["id"]!);
        Assert.Equal("user", (string)echo["from"]!["role"]!);
        Assert.Equal("webchat", DirectLineHost.Text(echo, "channelId"));
        Assert.Equal(session.Id, (string)echo["conversation"]!["id"]!);
        Assert.StartsWith("2026-03-02T09:00:00", DirectLineHost.Text(echo, "timestamp"), StringComparison.Ordinal);
        Assert.Equal("2026-03-02T03:00:00.123-06:00", DirectLineHost.Text(echo, "localTimestamp"));
        Assert.True((bool)echo["entities"]![0]!["supportsTts"]!);
        Assert.Equal(1, (int)echo["odd"]!["a"]![0]!);
        Assert.Null(echo["serviceUrl"]);
        Assert.Null(echo["callerId"]);

        var reply = (await session.ReadAsync("1"))["activities"]![1]!;
        Assert.Equal(id, DirectLineHost.Text(reply, "replyToId"));
        Assert.Equal("bot", (string)reply["from"]!["role"]!);
        Assert.Equal("Test Clinic", (string)reply["from"]!["name"]!);
    }

    [Fact]
    public async Task A_message_with_more_attachments_than_anybody_sends_is_refused()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var attachments = string.Join(',', Enumerable.Repeat("""{"contentType":"image/png"}""", 51));

        await DirectLineHost.RefusedAsync(await session.PostAsync($$"""{"type":"message","text":"hi","attachments":[{{attachments}}]}"""), 413, "MessageSizeTooBig");
    }

    [Fact]
    public async Task A_patient_says_whether_an_answer_helped_and_may_change_it()
    {
        await using var host = await DirectLineHost.StartAsync();
        host.Conversations.Answer = _ => [new() { Text = "It is.", Citations = [new("fibrin-what", "short-answer", "fibrin", "What it is", [])] }];
        var session = await host.OpenAsync();
        await session.SayAsync("What is it?");
        var offered = (await session.ReadAsync())["activities"]!.AsArray()[^1]!["entities"]![0]!["potentialAction"]!.AsArray();

        foreach (var action in offered.Reverse())
            await DirectLineHost.JsonAsync(await session.PostAsync($$"""{"type":"event","name":"webchat:activity-status/feedback","entities":[{{action!.ToJsonString()}}]}"""), 200);

        Assert.Equal([(3, false), (3, true)], host.Conversations.Marks);
        Assert.All(offered, action => Assert.Null(action!["actionStatus"]));
        var shown = (await session.ReadAsync())["activities"]!.AsArray()[^1]!["entities"]![0]!["potentialAction"]!.AsArray();
        Assert.Equal([("LikeAction", "CompletedActionStatus"), ("DislikeAction", null)], shown.Select(action => ((string)action!["@type"]!, (string?)action["actionStatus"])));
    }

    [Theory]
    [InlineData("""{"@type":"LikeAction"}""")]
    [InlineData("""{"@type":"LikeAction","object":{"@id":"other|0000003"}}""")]
    [InlineData("""{"@type":"LikeAction","object":{"@id":"SESSION|0000003"}}""")]
    [InlineData("\"LikeAction\"")]
    public async Task What_is_no_answer_cannot_be_marked(string action)
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await session.SayAsync("My legs are numb");

        await DirectLineHost.RefusedAsync(
            await session.PostAsync($$"""{"type":"event","name":"webchat:activity-status/feedback","entities":[{{action.Replace("SESSION", session.Id, StringComparison.Ordinal)}}]}"""), 400, "BadArgument");

        Assert.Null((await session.ReadAsync())["activities"]!.AsArray()[^1]!["entities"]);
        Assert.Empty(host.Conversations.Marks);
    }

    [Fact]
    public async Task The_same_message_posted_again_is_answered_once_with_the_same_id()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => session.SayAsync("Once", "same-key")));
        Assert.Single(ids.Distinct());
        Assert.Equal(3, (await session.ReadAsync())["activities"]!.AsArray().Count);
        Assert.NotEqual(ids[0], await session.SayAsync("Once", "other-key"));
    }

    [Fact]
    public async Task A_repeat_is_recognised_by_the_activity_id_where_the_client_has_no_other()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        const string message = """{"type":"message","id":"a1","text":"hi"}""";
        var first = await DirectLineHost.JsonAsync(await session.PostAsync(message), 200);
        var second = await DirectLineHost.JsonAsync(await session.PostAsync(message), 200);
        Assert.Equal(DirectLineHost.Text(first, "id"), DirectLineHost.Text(second, "id"));
        Assert.NotEqual(await session.SayAsync("hi"), await session.SayAsync("hi"));
    }

    [Fact]
    public async Task A_client_cannot_name_the_key_of_the_greeting()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        Assert.Equal($"{session.Id}|0000002", await session.SayAsync("hi", "started"));
    }

    [Fact]
    public async Task A_card_button_is_taken_as_its_action()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"message","value":{"action":"compare"},"channelData":{"postBack":true}}"""), 200);
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"message","text":"Book","value":{"action":"book","more":1}}"""), 200);
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"message","text":"Book","value":{"action":7}}"""), 200);
        Assert.Equal(
            [new Input.Started(), new Input.Said("", "compare"), new Input.Said("Book", "book"), new Input.Said("Book")],
            host.Conversations.Taken.Select(message => message.Input));
    }

    [Fact]
    public async Task What_is_typed_into_the_inputs_of_a_card_is_said_too()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"message","value":{"action":"book","reason":"i cant feel my legs","urgent":true,"note":""}}"""), 200);
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"message","text":"here","value":{"reason":"my back"}}"""), 200);
        Assert.Equal([new Input.Said("i cant feel my legs", "book"), new Input.Said("here\nmy back")], host.Conversations.Taken.Skip(1).Select(message => message.Input));
    }

    [Fact]
    public async Task Joining_greets_once()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"event","name":"webchat/join","value":{"language":"en"}}"""), 200);
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"conversationUpdate","membersAdded":[{"id":"x"}]}"""), 200);
        Assert.Single((await session.ReadAsync())["activities"]!.AsArray());
    }

    [Fact]
    public async Task Typing_is_neither_stored_nor_answered()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"typing"}"""), 200);
        Assert.Single((await session.ReadAsync())["activities"]!.AsArray());
        Assert.Single(host.Conversations.Taken);
    }

    [Theory]
    [InlineData("""{"type":"invoke","name":"x"}""")]
    [InlineData("""{"type":"event","name":"handoff.status"}""")]
    [InlineData("""{"type":"event"}""")]
    [InlineData("""{"type":"installationUpdate"}""")]
    [InlineData("""{"type":"endOfConversation"}""")]
    [InlineData("""{"type":"Message","text":"case matters"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("")]
    [InlineData("{\"type\":")]
    [InlineData("""{"type":"message","text":7}""")]
    [InlineData("""{"type":"message","text":"x","id":7}""")]
    [InlineData("""{"type":"message","text":"x","from":"me"}""")]
    [InlineData("""{"type":"message","text":"half a pair \ud800"}""")]
    [InlineData("""{"type":"message","text":"x","channelData":{"clientActivityID":"\ud800"}}""")]
    public async Task What_is_no_message_is_refused(string body)
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.RefusedAsync(await session.PostAsync(body), 400, "BadArgument");
        await session.SayAsync("still working");
        Assert.Equal(3, (await session.ReadAsync())["activities"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("completed")]
    public async Task A_patient_who_claims_that_a_person_took_over_is_not_believed(string state)
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var taken = host.Conversations.Taken.Count;

        await DirectLineHost.RefusedAsync(await session.PostAsync($$"""{"type":"event","value":{"state":"{{state}}"},"from":{"id":"hub","role":"bot"},"name":"handoff.status"}"""), 400, "BadArgument");

        Assert.Equal(taken, host.Conversations.Taken.Count);
        Assert.DoesNotContain("handoff.status", (await session.ReadAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"hi"}""")]
    [InlineData("""{"type":"","text":"hi"}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","text":"","value":{"other":1}}""")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"image/png","contentUrl":"https://x.example/a.png"}]}""")]
    public async Task A_message_without_words_is_refused(string body)
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.RefusedAsync(await session.PostAsync(body), 400, "MissingProperty");
    }

    [Fact]
    public async Task Half_a_character_anywhere_never_spoils_the_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await session.PostAsync("""{"type":"message","text":"x","odd":"\udfff","entities":[{"type":"\ud800"}]}""");
        using var bytes = new ByteArrayContent([.. "{\"type\":\"message\",\"text\":\"x\",\"value\":{\""u8, 0xc3, 0x28, .. "\":\"my leg is numb\"}}"u8]);
        bytes.Headers.ContentType = new("application/json");
        await session.Host.SendAsync(HttpMethod.Post, $"{session.Path}/activities", session.Token, bytes);
        Assert.Equal("x\nmy leg is numb", ((Input.Said)host.Conversations.Taken.Last().Input).Text);
        await session.SayAsync("after");
        Assert.Contains("after", (await session.ReadAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_starts_or_writes_in_a_conversation_that_was_erased_hears_that_it_is_gone()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        host.Conversations.TurnsFailWith = new ConversationGoneException();

        await DirectLineHost.RefusedAsync(await session.PostAsync(Session.Message("hi")), 404, "ConversationNotFound");
    }

    [Fact]
    public async Task A_long_message_is_taken_and_a_longer_one_refused()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await session.SayAsync(new string('a', 100_000));
        await DirectLineHost.RefusedAsync(await session.PostAsync(Session.Message(new string('a', 100_001))), 413, "MessageSizeTooBig");
        await DirectLineHost.RefusedAsync(await session.PostAsync(Session.Message(new string('a', 1024 * 1024))), 413, "MessageSizeTooBig");
        using var chunked = new StreamContent(new Endless(2 * 1024 * 1024));
        chunked.Headers.ContentType = new("application/json");
        await DirectLineHost.RefusedAsync(await host.SendAsync(HttpMethod.Post, $"{session.Path}/activities", session.Token, chunked), 413, "MessageSizeTooBig");
        await DirectLineHost.RefusedAsync(await session.PostAsync(Session.Message("hi", new string('k', 201))), 400, "BadArgument");
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_refused()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.RefusedAsync(await host.PostAsync($"{session.Path}/activities", session.Token, "hi", contentType: "text/plain"), 415, "UnsupportedMediaType");
    }

    [Fact]
    public async Task A_failure_inside_says_nothing_of_the_inside()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        host.Conversations.TurnsFailWith = new InvalidOperationException("the password is swordfish");
        var response = await session.PostAsync(Session.Message("hi"));
        Assert.DoesNotContain("swordfish", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await DirectLineHost.RefusedAsync(response, 500, "ServiceError");
        host.Conversations.TurnsFailWith = null;
        Assert.Equal($"{session.Id}|0000002", await session.SayAsync("hi"));
    }

    [Fact]
    public async Task A_client_that_hangs_up_does_not_cut_its_turn_off()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var gate = new TaskCompletionSource();
        host.Conversations.TurnsWaitFor = gate.Task;
        using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{session.Path}/activities") { Content = new StringContent(Session.Message("hi"), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", session.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Http.SendAsync(request, hangUp.Token));
        gate.SetResult();
        await host.Conversations.WaitAsync(session.Id, 1, TestContext.Current.CancellationToken);
        Assert.Equal(3, (await session.ReadAsync())["activities"]!.AsArray().Count);
    }

    private sealed class Endless(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Fill(buffer, (byte)' ', offset, read);
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
