using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

public sealed class TokenTests
{
    [Fact]
    public async Task A_clock_that_goes_back_cuts_nobody_off()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        host.Time.AdjustTime(host.Time.GetUtcNow().AddHours(-3));

        await session.SayAsync("Hello");
        await using var stream = await StreamClient.OpenAsync(await session.NewStreamUrlAsync());
        Assert.NotEmpty(await stream.MessagesAsync(1));
    }

    [Fact]
    public async Task A_page_gets_a_token_for_one_fresh_conversation_and_patient()
    {
        await using var host = await DirectLineHost.StartAsync();
        var first = await DirectLineHost.JsonAsync(await host.PostAsync("/webchat/token"), 200);
        var second = await DirectLineHost.JsonAsync(await host.PostAsync("/webchat/token", json: "{}"), 200);
        Assert.Equal(1800, (int)first["expires_in"]!);
        Assert.StartsWith("dl_", DirectLineHost.Text(first, "userId"), StringComparison.Ordinal);
        Assert.NotEqual(DirectLineHost.Text(first, "conversationId"), DirectLineHost.Text(second, "conversationId"));
        Assert.NotEqual(DirectLineHost.Text(first, "userId"), DirectLineHost.Text(second, "userId"));
        var token = new JsonWebToken(DirectLineHost.Text(first, "token"));
        Assert.Equal(DirectLineHost.Text(first, "userId"), token.GetPayloadValue<string>("user"));
        Assert.Equal(DirectLineHost.Text(first, "conversationId"), token.GetPayloadValue<string>("conv"));
        Assert.Equal(32, DirectLineHost.Text(first, "conversationId").Length);
    }

    [Fact]
    public async Task A_reloaded_page_continues_its_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        await session.SayAsync("Hi");
        host.Time.Advance(TimeSpan.FromDays(29));
        var resumed = await DirectLineHost.JsonAsync(await host.PostAsync("/webchat/token", json: $$"""{"resume":"{{session.Resume}}"}"""), 200);
        Assert.Equal(session.Id, DirectLineHost.Text(resumed, "conversationId"));
        Assert.Equal(session.UserId, DirectLineHost.Text(resumed, "userId"));
        var started = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/conversations", DirectLineHost.Text(resumed, "token")), 200);
        await using var stream = await StreamClient.OpenAsync(DirectLineHost.Text(started, "streamUrl"));
        Assert.Equal(["Hello.", "Hi", "You said: Hi"], (await stream.MessagesAsync(3)).Select(activity => DirectLineHost.Text(activity, "text")));
    }

    [Fact]
    public async Task A_page_that_may_not_resume_gets_a_new_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var erased = await host.OpenAsync();
        host.Conversations.Erase(erased.Id);
        var neverStarted = DirectLineHost.Text(await DirectLineHost.JsonAsync(await host.PostAsync("/webchat/token"), 200), "resume");
        foreach (var resume in new[] { "rubbish", "", session.Token, session.Resume[..^6] + "AAAAAA", erased.Resume, neverStarted })
            Assert.NotEqual(session.Id, await ResumeAsync(resume));
        Assert.Equal(session.Id, await ResumeAsync(session.Resume));
        host.Time.Advance(TimeSpan.FromDays(30));
        Assert.NotEqual(session.Id, await ResumeAsync(session.Resume));

        async Task<string> ResumeAsync(string resume) => DirectLineHost.Text(
            await DirectLineHost.JsonAsync(await host.PostAsync("/webchat/token", json: new JsonObject { ["resume"] = resume }.ToJsonString()), 200), "conversationId");
    }

    [Fact]
    public async Task A_resume_token_or_stream_token_is_no_token_for_requests()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var streamToken = session.StreamUrl[(session.StreamUrl.IndexOf("&t=", StringComparison.Ordinal) + 3)..];
        foreach (var token in new[] { session.Resume, streamToken })
            await DirectLineHost.RefusedAsync(await host.GetAsync($"{session.Path}/activities", token), 403, "Forbidden");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"resume\":7}")]
    [InlineData("{")]
    public async Task A_broken_body_is_refused(string body)
    {
        await using var host = await DirectLineHost.StartAsync();
        await DirectLineHost.RefusedAsync(await host.PostAsync("/webchat/token", json: body), 400, "BadArgument");
        await DirectLineHost.RefusedAsync(await host.PostAsync("/webchat/token", json: new string(' ', 17_000)), 413, "MessageSizeTooBig");
    }

    [Fact]
    public async Task A_secret_makes_a_token_for_the_user_that_it_names()
    {
        await using var host = await DirectLineHost.StartAsync();
        var made = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/tokens/generate", DirectLineHost.Secret, """{"user":{"id":"dl_somebody"}}"""), 200);
        Assert.Equal("dl_somebody", new JsonWebToken(DirectLineHost.Text(made, "token")).GetPayloadValue<string>("user"));
        Assert.Null(made["streamUrl"]);
        await DirectLineHost.RefusedAsync(await host.PostAsync("/v3/directline/tokens/generate", DirectLineHost.Secret, """{"user":{"id":"somebody"}}"""), 400, "BadArgument");
    }

    [Fact]
    public async Task Tokens_are_generated_for_secrets_and_allowed_websites_only()
    {
        await using var host = await DirectLineHost.StartAsync();
        const string path = "/v3/directline/tokens/generate";
        await DirectLineHost.JsonAsync(await host.PostAsync(path, origin: host.BaseUrl), 200);
        await DirectLineHost.JsonAsync(await host.PostAsync(path, origin: DirectLineHost.Partner), 200);
        await DirectLineHost.RefusedAsync(await host.PostAsync(path), 401, "Unauthorized");
        await DirectLineHost.RefusedAsync(await host.PostAsync(path, origin: DirectLineHost.Elsewhere), 403, "Forbidden");
        await DirectLineHost.RefusedAsync(await host.PostAsync(path, DirectLineHost.Secret + "x"), 403, "Forbidden");
        await DirectLineHost.RefusedAsync(await host.PostAsync(path, (await host.OpenAsync()).Token), 403, "Forbidden");
    }

    [Fact]
    public async Task A_token_can_be_refreshed_again_and_again_until_it_expires()
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var token = session.Token;
        for (var i = 0; i < 100; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(15));
            var refreshed = await DirectLineHost.JsonAsync(await host.PostAsync("/v3/directline/tokens/refresh", token), 200);
            Assert.Equal(session.Id, DirectLineHost.Text(refreshed, "conversationId"));
            token = DirectLineHost.Text(refreshed, "token");
        }

        await DirectLineHost.JsonAsync(await host.GetAsync($"{session.Path}/activities", token), 200);
        host.Time.Advance(TimeSpan.FromMinutes(30));
        await DirectLineHost.RefusedAsync(await host.PostAsync("/v3/directline/tokens/refresh", token), 403, "TokenExpired");
        await DirectLineHost.RefusedAsync(await host.PostAsync("/v3/directline/tokens/refresh", DirectLineHost.Secret), 403, "Forbidden");
    }

    [Fact]
    public async Task An_expired_token_is_refused_everywhere()
    {
        await using var host = await DirectLineHost.StartAsync(("DirectLine:TokenSeconds", "90"));
        var session = await host.OpenAsync();
        host.Time.Advance(TimeSpan.FromSeconds(89));
        await session.SayAsync("still here");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await DirectLineHost.RefusedAsync(await host.PostAsync("/v3/directline/conversations", session.Token), 403, "TokenExpired");
        await DirectLineHost.RefusedAsync(await host.GetAsync(session.Path, session.Token), 403, "TokenExpired");
        await DirectLineHost.RefusedAsync(await host.GetAsync($"{session.Path}/activities", session.Token), 403, "TokenExpired");
        await DirectLineHost.RefusedAsync(await session.PostAsync(Session.Message("late")), 403, "TokenExpired");
        await DirectLineHost.RefusedAsync(await host.PostAsync($"{session.Path}/upload", session.Token, "{}"), 403, "TokenExpired");
        Assert.Equal(403, await StreamClient.RefusedAsync(session.StreamUrl));
    }

    [Fact]
    public async Task A_token_opens_its_own_conversation_only()
    {
        await using var host = await DirectLineHost.StartAsync();
        var (a, b) = (await host.OpenAsync(), await host.OpenAsync());
        await DirectLineHost.RefusedAsync(await host.GetAsync(b.Path, a.Token), 403, "Forbidden");
        await DirectLineHost.RefusedAsync(await host.GetAsync($"{b.Path}/activities", a.Token), 403, "Forbidden");
        await DirectLineHost.RefusedAsync(await b.PostAsync(Session.Message("hi"), a.Token), 403, "Forbidden");
        await DirectLineHost.RefusedAsync(await host.PostAsync($"{b.Path}/upload", a.Token, "{}"), 403, "Forbidden");
        Assert.Equal(403, await StreamClient.RefusedAsync(a.StreamUrl.Replace(a.Id, b.Id, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_request_without_a_token_is_refused(string? bearer)
    {
        await using var host = await DirectLineHost.StartAsync();
        var session = await host.OpenAsync();
        var response = await host.GetAsync($"{session.Path}/activities", bearer);
        await DirectLineHost.RefusedAsync(response, 401, "Unauthorized");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJjb252IjoieCIsInVzZXIiOiJkbF94In0.")]
    public async Task A_token_of_nobody_is_refused(string bearer)
    {
        await using var host = await DirectLineHost.StartAsync();
        await DirectLineHost.RefusedAsync(await host.PostAsync("/v3/directline/conversations", bearer), 403, "Forbidden");
    }

    [Fact]
    public async Task A_token_signed_by_another_service_is_refused()
    {
        await using var host = await DirectLineHost.StartAsync();
        await using var other = await DirectLineHost.StartAsync();
        var foreign = await other.OpenAsync();
        await DirectLineHost.RefusedAsync(await host.PostAsync("/v3/directline/conversations", foreign.Token), 403, "Forbidden");
    }
}
