using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Simulators;
using ValorSpine.Bot.Channels.Tests.Connector;

namespace ValorSpine.Bot.Channels.Tests.Simulators;

/// <summary>The page for developers, and the Connector behind it.</summary>
public sealed class TeamsSimulatorTests
{
    private const string Tab = "11111111-2222-3333-4444-555555555555";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_runs_no_script_but_its_own_and_says_where_the_service_takes_nothing_from_it()
    {
        await using var off = await ConnectorHost.StartAsync(_ => { }, app => app.MapTeamsSimulator());
        await using var on = await ConnectorHost.StartAsync(_ => { }, app => app.MapTeamsSimulator(), ("Connector:DangerouslyTrustEveryCaller", "true"));

        var response = await on.Http.GetAsync("/simulate/teams", Cancel);
        Assert.Contains("default-src 'self'; style-src 'self' 'unsafe-inline'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("role=\"alert\" hidden>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\" hidden>", await off.Http.GetStringAsync("/simulate/teams", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_bot_sends_and_changes_reaches_the_page_in_order()
    {
        await using var host = await ConnectorHost.StartAsync(_ => { }, app => app.MapTeamsSimulator(), ("Connector:DangerouslyTrustEveryCaller", "true"));
        var reference = new ConversationReference { ChannelId = "msteams", ServiceUrl = $"{host.Http.BaseAddress}simulate/teams/connector/{Tab}/", Conversation = new() { Id = "19:x@thread.tacv2;messageid=1" } };
        var client = host.Services.GetRequiredService<ConnectorClient>();

        var waiting = host.Http.GetStringAsync($"/simulate/teams/{Tab}/events?after=0", Cancel);
        var created = Assert.IsType<ConnectorResult.Done>(await client.CreateConversationAsync(reference.ServiceUrl, new(), Cancel));
        Assert.Equal($"a:{Tab}", created.Id);
        Assert.Equal("create", (string?)JsonNode.Parse(await waiting)!["events"]![0]!["kind"]);
        var sent = Assert.IsType<ConnectorResult.Done>(await client.SendAsync(reference, new() { Type = "message", Text = "one" }, Cancel));
        await client.UpdateAsync(reference, sent.Id!, new() { Type = "message", Text = "two" }, Cancel);

        var events = JsonNode.Parse(await host.Http.GetStringAsync($"/simulate/teams/{Tab}/events?after=1", Cancel))!["events"]!.AsArray();
        Assert.Equal(["send", "update"], events.Select(one => (string)one!["kind"]!));
        Assert.All(events, one => Assert.Equal(("19:x@thread.tacv2;messageid=1", sent.Id), ((string?)one!["conversationId"], (string?)one["id"])));
        Assert.Equal("two", (string?)events[1]!["activity"]!["text"]);
    }

    [Fact]
    public async Task A_tab_gets_nothing_of_another()
    {
        await using var host = await ConnectorHost.StartAsync(_ => { }, app => app.MapTeamsSimulator());
        using var body = new StringContent("{\"type\":\"message\"}", Encoding.UTF8, "application/json");
        await host.Http.PostAsync($"/simulate/teams/connector/{Tab}/v3/conversations/a/activities", body, Cancel);
        await host.Http.PostAsync($"/simulate/teams/connector/{Guid.Empty}/v3/conversations/a/activities", new StringContent("{\"type\":\"typing\"}", Encoding.UTF8, "application/json"), Cancel);

        Assert.Single(JsonNode.Parse(await host.Http.GetStringAsync($"/simulate/teams/{Tab}/events", Cancel))!["events"]!.AsArray());
    }
}
