using System.Net;
using System.Text.Json.Nodes;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

public sealed class ConversationTests
{
    [Fact]
    public async Task Starting_creates_and_greets_once_and_starting_again_gives_the_same_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var again = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/conversations", session.Token, """{"user":{}}"""), 200);
        Assert.Equal(session.Id, DirectLineHost.Text(again, "conversationId"));
        var set = await session.ReadAsync();
        var greeting = Assert.Single(set["activities"]!.AsArray())!;
        Assert.Equal("Hello.", DirectLineHost.Text(greeting, "text"));
        Assert.Equal("1", DirectLineHost.Text(set, "watermark"));
    }

    [Fact]
    public async Task The_locale_of_the_start_is_kept_where_it_can_be_one()
    {
        await using var host = await DirectLineHost.StartAsync();
        Assert.Equal("es-MX", await StartAsync("es-MX"));
        Assert.Null(await StartAsync("<script>"));

        async Task<string?> StartAsync(string locale)
        {
            var body = new JsonObject { ["locale"] = locale }.ToJsonString();
            var started = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/conversations", DirectLineHost.Secret, body), 201);
            return (await host.Conversations.FindAsync(DirectLineHost.Text(started, "conversationId"), TestContext.Current.CancellationToken))!.Locale;
        }
    }

    [Fact]
    public async Task A_secret_starts_a_conversation_reads_it_and_posts_in_it()
    {
        await using var host = await DirectLineHost.StartAsync();
        var started = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/conversations", DirectLineHost.Secret), 201);
        var path = $"/v3/directline/conversations/{DirectLineHost.Text(started, "conversationId")}";
        await DirectLineHost.JsonAsync(await host.PostAsync($"{path}/activities", DirectLineHost.Secret, Session.Message("hi")), 200);
        var set = await DirectLineHost.JsonAsync(await host.GetAsync($"{path}/activities", DirectLineHost.Secret), 200);
        Assert.Equal(3, set["activities"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_secret_does_not_open_what_patients_said_on_the_website()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.RefusedAsync(await host.GetAsync($"{session.Path}/activities", DirectLineHost.Secret), 404, "ConversationNotFound");
    }

    [Fact]
    public async Task A_conversation_that_is_gone_or_was_never_started_is_not_found()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        host.Conversations.Erase(session.Id);
        await DirectLineHost.RefusedAsync(await host.GetAsync(session.Path, session.Token), 404, "ConversationNotFound");
        await DirectLineHost.RefusedAsync(await host.GetAsync($"{session.Path}/activities", session.Token), 404, "ConversationNotFound");
        await DirectLineHost.RefusedAsync(await session.PostAsync(Session.Message("hi")), 404, "ConversationNotFound");
        Assert.Equal(404, await StreamClient.RefusedAsync(session.StreamUrl));
        await DirectLineHost.RefusedAsync(await host.GetAsync("/v3/directline/conversations/unknown", DirectLineHost.Secret), 404, "ConversationNotFound");
    }

    [Fact]
    public async Task A_conversation_of_another_channel_is_not_found()
    {
        await using var host = await DirectLineHost.StartAsync();
        await host.Conversations.OpenAsync(new("a:teams", "msteams", "29:x", null), TestContext.Current.CancellationToken);
        await DirectLineHost.RefusedAsync(await host.GetAsync("/v3/directline/conversations/a:teams/activities", DirectLineHost.Secret), 404, "ConversationNotFound");
    }

    [Fact]
    public async Task Reading_gives_what_follows_the_watermark()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await session.SayAsync("one");
        Assert.Equal(["Hello.", "one", "You said: one"], await TextsAsync(""));
        Assert.Equal(["You said: one"], await TextsAsync("2"));
        Assert.Empty(await TextsAsync("3"));
        Assert.Equal("3", DirectLineHost.Text(await session.ReadAsync("3"), "watermark"));
        Assert.Equal(3, (await TextsAsync("rubbish")).Count);
        Assert.Equal(3, (await TextsAsync("-1")).Count);
        Assert.Equal(3, (await TextsAsync("999")).Count);

        async Task<List<string>> TextsAsync(string watermark) =>
            [.. (await session.ReadAsync(watermark))["activities"]!.AsArray().Select(activity => DirectLineHost.Text(activity!, "text"))];
    }

    [Fact]
    public async Task A_polling_client_gets_an_empty_set_while_the_store_fails()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        host.Conversations.ReadsFailWith = new IOException("disk");
        var set = await session.ReadAsync("1");
        Assert.Empty(set["activities"]!.AsArray());
        Assert.Equal("1", DirectLineHost.Text(set, "watermark"));
    }

    [Fact]
    public async Task Reconnecting_gives_a_stream_that_resumes_at_the_watermark()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await session.SayAsync("one");
        var again = await DirectLineHost.JsonAsync(await host.GetAsync($"{session.Path}?watermark=2", session.Token), 200);
        Assert.Equal(1800, (int)again["expires_in"]!);
        await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/tokens/refresh", DirectLineHost.Text(again, "token")), 200);
        await using var stream = await StreamClient.OpenAsync(DirectLineHost.Text(again, "streamUrl"));
        Assert.Equal("You said: one", DirectLineHost.Text(Assert.Single(await stream.MessagesAsync(1)), "text"));
    }

    [Fact]
    public async Task Files_are_refused_in_words()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await DirectLineHost.RefusedAsync(await host.PostAsync($"{session.Path}/upload?userId=x", session.Token, "x", contentType: "image/png"), 415, "UnsupportedMediaType");
        await DirectLineHost.RefusedAsync(await host.PostAsync($"{session.Path}/upload"), 401, "Unauthorized");
    }

    [Fact]
    public async Task A_page_of_an_allowed_website_may_call_and_no_other()
    {
        await using var host = await DirectLineHost.StartAsync();
        foreach (var origin in new[] { host.BaseUrl, DirectLineHost.Partner })
        {
            var preflight = await host.SendAsync(HttpMethod.Options, "/v3/directline/conversations", origin: origin);
            Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
            Assert.Equal(origin, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
            var headers = preflight.Headers.GetValues("Access-Control-Allow-Headers").Single();
            foreach (var header in new[] { "authorization", "content-type", "x-ms-bot-agent", "x-requested-with" })
                Assert.Contains(header, headers, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(origin, (await host.PostAsync("/webchat/token", origin: origin)).Headers.GetValues("Access-Control-Allow-Origin").Single());
        }

        foreach (var origin in new[] { DirectLineHost.Elsewhere, "null", DirectLineHost.Partner + ".evil.example", DirectLineHost.Partner + "/" })
        {
            Assert.False((await host.SendAsync(HttpMethod.Options, "/v3/directline/conversations", origin: origin)).Headers.Contains("Access-Control-Allow-Origin"));
            await DirectLineHost.RefusedAsync(await host.PostAsync("/webchat/token", origin: origin), 403, "Forbidden");
        }
    }

    [Fact]
    public async Task Answers_with_tokens_are_not_cached()
    {
        await using var host = await DirectLineHost.StartAsync();
        Assert.True((await host.PostAsync("/webchat/token")).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_public_address_of_the_configuration_is_used_for_streams()
    {
        await using var host = await DirectLineHost.StartAsync(("DirectLine:PublicUrl", "https://bot.example.org/spine/"));
        var session = await host.OpenAsync();
        Assert.StartsWith($"wss://bot.example.org/spine/v3/directline/conversations/{session.Id}/stream?watermark=&t=", session.StreamUrl, StringComparison.Ordinal);
    }
}
