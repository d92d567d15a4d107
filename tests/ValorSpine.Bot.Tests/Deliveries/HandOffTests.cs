using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Tests.Deliveries;

/// <summary>A channel's own hub is asked for a person, and says how it went.</summary>
public sealed class HandOffTests : AtAzure
{
    private static readonly (string, string) s_withHub = ("Connector:HandOffChannels:0", "directline");

    [Fact]
    public async Task Hub_is_asked_once_after_the_reply_and_gets_what_was_said()
    {
        await using var bot = Serve(s_withHub);
        await bot.SayAsync("c1", "a1", "is fibrin safe");
        await bot.SayAsync("c1", "a2", "talk to a person");

        var taken = await Azure.TakenAsync(4, Cancel);
        Assert.Equal(["message", "message", "message", "event"], taken.Select(call => (string?)call.Activity["type"]));
        var request = taken[3].Activity;
        Assert.Equal(("handoff.initiate", "c1", "asked"), ((string?)request["name"], (string?)request["conversation"]!["id"], (string?)request["value"]!["reason"]));
        var said = request["attachments"]![0]!["content"]!["activities"]!.AsArray().Select(activity => (string?)activity!["text"]).ToList();
        Assert.Contains("is fibrin safe", said);
        Assert.Contains("talk to a person", said);

        await bot.SayAsync("c1", "a3", "how long does relief last");
        Assert.Equal("message", (string?)(await Azure.TakenAsync(5, Cancel))[4].Activity["type"]);
    }

    [Fact]
    public async Task Hub_is_asked_though_all_is_said_at_one_moment()
    {
        await using var bot = ConnectedBot.Serve(Azure, Folder, new FakeTimeProvider(DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.Zero }, s_withHub);
        await bot.SayAsync("c1", "a1", "is fibrin safe");
        await bot.SayAsync("c1", "a2", "talk to a person");

        Assert.Equal(["message", "message", "message", "event"], (await Azure.TakenAsync(4, Cancel)).Select(call => (string?)call.Activity["type"]));
    }

    [Fact]
    public async Task Without_a_hub_only_words_are_sent()
    {
        await using var bot = Serve();
        await bot.SayAsync("c1", "a1", "talk to a person");
        await bot.SayAsync("c1", "a2", "is fibrin safe");

        Assert.All(await Azure.TakenAsync(3, Cancel), call => Assert.Equal("message", (string?)call.Activity["type"]));
    }

    [Fact]
    public async Task Agent_who_accepts_has_the_conversation_until_it_is_completed()
    {
        await using var bot = Serve(s_withHub);
        await bot.SayAsync("c1", "a1", "talk to a person");

        await bot.PostAsync(Status("s1", "accepted", from: "agent7"));
        Assert.Equal("Nurse Kim", Assert.IsType<Owner.Person>(await OwnerAsync(bot)).By.Name);

        await bot.PostAsync(Status("s2", "completed", from: "agent7"));
        Assert.IsType<Owner.Bot>(await OwnerAsync(bot));
    }

    [Fact]
    public async Task Patient_cannot_say_that_an_agent_has_accepted()
    {
        await using var bot = Serve(s_withHub);
        await bot.SayAsync("c1", "a1", "talk to a person");

        Assert.Equal(200, await bot.PostAsync(Status("s1", "accepted", from: "dl_7Qm3")));
        Assert.IsType<Owner.Waiting>(await OwnerAsync(bot));
    }

    private JsonObject Status(string id, string state, string from) => new()
    {
        ["type"] = "event",
        ["name"] = "handoff.status",
        ["id"] = id,
        ["channelId"] = "directline",
        ["serviceUrl"] = Azure.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = from, ["name"] = "Nurse Kim" },
        ["recipient"] = new JsonObject { ["id"] = "backbot", ["name"] = "Back bot" },
        ["conversation"] = new JsonObject { ["id"] = "c1" },
        ["value"] = new JsonObject { ["state"] = state },
    };

    private static async Task<Owner> OwnerAsync(ConnectedBot bot)
    {
        var only = Assert.Single((await bot.Services.GetRequiredService<ITranscripts>().ListAsync(null, null, 0, 10, Cancel)).Rows);
        return (await bot.Services.GetRequiredService<ConversationStore>().LoadAsync(only.Id, Cancel))!.State.Owner;
    }
}
