using System.Net.WebSockets;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.DirectLine;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_carries_what_was_said_and_what_is_said_from_now_on()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        Assert.Equal(["Hello."], (await stream.MessagesAsync(1)).Select(Text));
        await session.SayAsync("one");
        Assert.Equal(["one", "You said: one"], (await stream.MessagesAsync(2)).Select(Text));
    }

    [Fact]
    public async Task The_bot_is_seen_typing_before_it_answers_and_that_moves_no_watermark()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        await stream.MessagesAsync(1);
        var gate = new TaskCompletionSource();
        host.Conversations.TurnsWaitFor = gate.Task;
        var saying = session.SayAsync("one");
        var typing = JsonNode.Parse((await stream.FrameAsync())!)!;
        Assert.Equal("typing", (string)typing["activities"]![0]!["type"]!);
        Assert.Equal("bot", (string)typing["activities"]![0]!["from"]!["role"]!);
        Assert.Null(typing["watermark"]);
        gate.SetResult();
        await saying;
        var set = JsonNode.Parse((await stream.FrameAsync())!)!;
        Assert.Equal("3", (string)set["watermark"]!);
    }

    [Fact]
    public async Task An_event_comes_back_to_the_stream_without_being_stored()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        await stream.MessagesAsync(1);
        var id = (string)(await DirectLineHost.JsonAsync(await session.PostAsync("""{"type":"event","name":"webchat/join","channelData":{"clientActivityID":"e"}}"""), 200))["id"]!;
        var echo = JsonNode.Parse((await stream.FrameAsync())!)!["activities"]![0]!;
        Assert.Equal(id, (string)echo["id"]!);
        Assert.Equal("e", (string)echo["channelData"]!["clientActivityID"]!);
    }

    [Fact]
    public async Task Many_messages_at_once_arrive_in_order_each_once()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        var posting = Task.WhenAll(Enumerable.Range(0, 120).Select(number => session.SayAsync($"m{number}", $"k{number % 100}")));
        var received = await stream.MessagesAsync(201);
        var ids = await posting;
        Assert.Equal(Enumerable.Range(1, 201).Select(sequence => $"{session.Id}|{sequence:0000000}"), received.Select(activity => (string)activity["id"]!));
        Assert.Equal(received.Select(activity => (string)activity["timestamp"]!), received.Select(activity => (string)activity["timestamp"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Contains(received, activity => (string)activity["id"]! == id && (string)activity["from"]!["role"]! == "user"));
    }

    [Fact]
    public async Task A_client_that_lost_its_stream_misses_and_doubles_nothing()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var seen = new List<string>();
        var url = session.StreamUrl;
        for (var round = 0; round < 4; round++)
        {
            await using var stream = await StreamClient.OpenAsync(url);
            await session.SayAsync($"with {round}");
            seen.AddRange((await stream.MessagesAsync((round * 4) + 3 - seen.Count)).Select(activity => (string)activity["id"]!));
            await stream.CloseAsync();
            await session.SayAsync($"between {round}");
            url = await session.NewStreamUrlAsync($"{seen.Count}");
        }

        Assert.Equal(Enumerable.Range(1, 15).Select(sequence => $"{session.Id}|{sequence:0000000}"), seen);
    }

    [Fact]
    public async Task A_second_stream_of_a_server_side_client_closes_the_first()
    {
        await using var host = await DirectLineHost.StartAsync();
        var started = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/conversations", DirectLineHost.Secret), 201);
        var session = new Session(host, DirectLineHost.Text(started, "conversationId"), DirectLineHost.Text(started, "token"), "", "", DirectLineHost.Text(started, "streamUrl"));
        await using var first = await StreamClient.OpenAsync(session.StreamUrl);
        await first.MessagesAsync(1);
        await using var second = await StreamClient.OpenAsync(await session.NewStreamUrlAsync("1"));
        Assert.Null(await first.FrameAsync());
        Assert.Equal("collision", first.CloseReason);
        await session.SayAsync("one");
        Assert.Equal(["one", "You said: one"], (await second.MessagesAsync(2)).Select(Text));
    }

    [Fact]
    public async Task Each_tab_of_a_patient_on_the_website_hears_everything_and_the_oldest_of_too_many_is_closed()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var tabs = new List<StreamClient>();
        for (var tab = 0; tab < OpenStreams.MostTabs; tab++)
            tabs.Add(await StreamClient.OpenAsync(await session.NewStreamUrlAsync()));

        await session.SayAsync("one");
        foreach (var tab in tabs)
            Assert.Equal(["Hello.", "one", "You said: one"], (await tab.MessagesAsync(3)).Select(Text));

        tabs.Add(await StreamClient.OpenAsync(await session.NewStreamUrlAsync()));
        string? frame;
        while ((frame = await tabs[0].FrameAsync()) is not null)
            Assert.DoesNotContain("\"message\"", frame, StringComparison.Ordinal);
        Assert.Equal("collision", tabs[0].CloseReason);
        await session.SayAsync("two");
        Assert.Equal("two", Text((await tabs[1].MessagesAsync(1))[0]));
        foreach (var tab in tabs)
            await tab.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_address_opens_once_and_within_a_minute()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        Assert.Equal(403, await StreamClient.RefusedAsync(session.StreamUrl));
        var late = await session.NewStreamUrlAsync();
        host.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(403, await StreamClient.RefusedAsync(late));
    }

    [Fact]
    public async Task A_stream_opens_with_its_own_token_from_an_allowed_website_only()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var bare = session.StreamUrl[..session.StreamUrl.IndexOf("&t=", StringComparison.Ordinal)];
        Assert.Equal(401, await StreamClient.RefusedAsync(bare));
        Assert.Equal(403, await StreamClient.RefusedAsync($"{bare}&t={session.Token}"));
        Assert.Equal(403, await StreamClient.RefusedAsync(session.StreamUrl, DirectLineHost.Elsewhere));
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl, DirectLineHost.Partner);
        await DirectLineHost.RefusedAsync(await host.GetAsync($"{session.Path}/stream"), 400, "BadArgument");
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        await stream.MessagesAsync(1);
        host.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("", await SkipPingsAsync(stream));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, stream.CloseStatus);
        Assert.Equal("token expired", stream.CloseReason);
    }

    [Fact]
    public async Task A_stream_lasts_as_long_as_the_refreshed_token()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        await stream.MessagesAsync(1);
        host.Time.Advance(TimeSpan.FromMinutes(20));
        var refreshed = (string)(await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/tokens/refresh", session.Token), 200))["token"]!;
        host.Time.Advance(TimeSpan.FromMinutes(20));
        await DirectLineHost.JsonAsync(await session.PostAsync(Session.Message("still here"), refreshed), 200);
        Assert.Equal("still here", Text((await stream.MessagesAsync(1))[0]));
    }

    [Fact]
    public async Task An_idle_stream_carries_empty_frames_and_takes_them()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        await stream.MessagesAsync(1);
        await stream.SendAsync("");
        await stream.SendAsync("nonsense");
        for (var minute = 0; minute < 5; minute++)
        {
            // The stream sets its timer once it has nothing more to send, so time moves until a frame comes.
            var frame = stream.FrameAsync();
            while (!frame.IsCompleted)
            {
                host.Time.Advance(TimeSpan.FromSeconds(20));
                await Task.WhenAny(frame, Task.Delay(50, TestContext.Current.CancellationToken));
            }

            Assert.Equal("", await frame);
        }

        await session.SayAsync("one");
        Assert.Equal("one", Text((await stream.MessagesAsync(1))[0]));
    }

    [Fact]
    public async Task A_stopping_service_says_goodbye()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        await stream.MessagesAsync(1);
        var stopping = host.StopAsync();
        Assert.Null(await stream.FrameAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, stream.CloseStatus);
        await stopping;
    }

    [Fact]
    public async Task A_stream_that_cannot_read_asks_its_client_to_come_back()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        host.Conversations.ReadsFailWith = new IOException("disk");
        await using var stream = await StreamClient.OpenAsync(session.StreamUrl);
        Assert.Null(await stream.FrameAsync());
        Assert.Equal(WebSocketCloseStatus.InternalServerError, stream.CloseStatus);
        Assert.Equal("try again", stream.CloseReason);
    }

    private static string Text(JsonNode activity) => (string)activity["text"]!;

    private static async Task<string> SkipPingsAsync(StreamClient stream)
    {
        string? frame;
        do
            frame = await stream.FrameAsync();
        while (frame is "");
        return frame ?? "";
    }
}
