using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Tests.Connector;
using ValorSpine.Bot.Channels.Tests.DirectLine;
using ValorSpine.Bot.Channels.Tests.Rendering;
using ValorSpine.Bot.Channels.Tests.Teams;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Peers;

/// <summary>Runs Microsoft's own client and card parser against what this service says.</summary>
public sealed class PeerTests
{
    private static readonly string s_peers = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../peers"));

    [Fact]
    public async Task The_official_client_connects_posts_streams_reconnects_and_outlives_its_token()
    {
        await using var host = await DirectLineHost.StartAsync(TimeProvider.System, ("DirectLine:TokenSeconds", "12"));
        await RunAsync("directline.mjs", host.BaseUrl, input: "");
    }

    [Fact]
    public async Task The_official_card_parser_finds_no_fault_in_any_card()
    {
        var renderer = new ReplyRenderer(new ClinicFacts());
        var cards = Samples.All.SelectMany(reply => renderer.Render(Samples.Entry(reply), Samples.Conversation, "https://bot.example").Attachments!);
        var json = new JsonArray([.. cards.Select(card => JsonNode.Parse(card.Content!.Value.GetRawText()))]).ToJsonString();
        await RunAsync("cards.mjs", argument: "", json);
    }

    [Fact]
    public async Task The_official_card_parser_finds_no_fault_in_any_card_for_Teams_open_or_closed()
    {
        var cards = Samples.Kinds.SelectMany(kind => GoldenTests.Render(kind.Reply).SelectMany(activity => activity.Attachments ?? [])
            .Concat(kind.Reply.Choices.IsEmpty ? [] : [TeamsCards.Closed(Samples.Entry(kind.Reply), "You chose: one", "https://bot.example")]));
        var json = new JsonArray([.. cards.Select(card => JsonNode.Parse(card.Content!.Value.GetRawText()))]).ToJsonString();
        await RunAsync("cards.mjs", argument: "", json);
    }

    [Fact]
    public async Task Microsofts_schema_takes_the_manifest_of_the_Teams_app()
    {
        using var zip = new ZipArchive(new MemoryStream(PackageTests.Write()));
        using var manifest = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        await RunAsync("manifest.mjs", argument: "", await manifest.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_official_bot_library_judges_tokens_and_activities_as_this_service_does()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);
        var requests = new JsonArray();
        var activities = new JsonArray();
        foreach (var (name, token) in Tokens(azure))
        {
            var activity = ConnectorHost.Activity(azure, id: name);
            activity["deliveryMode"] = "expectReplies";
            var response = await host.PostAsync(activity, token);
            requests.Add(new JsonObject { ["name"] = name, ["authorization"] = $"Bearer {token}", ["activity"] = activity, ["accepted"] = response.IsSuccessStatusCode });
            if (response.IsSuccessStatusCode)
            {
                foreach (var reply in (await DirectLineHost.JsonAsync(response, 200))["activities"]!.AsArray())
                    activities.Add(reply!.DeepClone());
            }
        }

        Assert.NotEmpty(activities);
        var input = new JsonObject
        {
            ["appId"] = FakeAzure.AppId,
            ["tenant"] = FakeAzure.Tenant,
            ["secret"] = FakeAzure.Secret,
            ["channelMetadata"] = $"{azure.Url}/channel/openid",
            ["entraMetadata"] = $"{azure.Url}/entra/openid",
            ["requests"] = requests,
            ["activities"] = activities,
        };
        await RunAsync("connector.mjs", argument: "", input.ToJsonString());
    }

    // Where the library has known holes (no end, no endorsements, any tenant) this service is stricter; those are not compared.
    private static (string Name, string Token)[] Tokens(FakeAzure azure) =>
    [
        ("right", azure.ChannelToken()),
        ("for another bot", azure.ChannelToken(claims => claims["aud"] = Guid.NewGuid().ToString())),
        ("of another issuer", azure.ChannelToken(claims => claims["iss"] = "https://evil.example")),
        ("just expired", azure.ChannelToken(claims => Ends(claims, -4))),
        ("expired", azure.ChannelToken(claims => Ends(claims, -6))),
        ("for another service URL", azure.ChannelToken(claims => claims["serviceurl"] = "https://smba.trafficmanager.net/amer/")),
        ("of a key for telegram", azure.ChannelToken(key: FakeAzure.K2, kid: "k2")),
        ("of an unknown key", azure.ChannelToken(kid: "k9")),
        ("forged", azure.ChannelToken(key: FakeAzure.Stranger)),
        ("of Entra ID", FakeAzure.EntraToken()),
        ("of another app", FakeAzure.EntraToken(claims => claims["azp"] = Guid.NewGuid().ToString())),
    ];

    private static void Ends(JsonObject claims, double minutes) =>
        (claims["nbf"], claims["exp"]) = (DateTimeOffset.UtcNow.AddMinutes(minutes - 60).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds());

    private static async Task RunAsync(string script, string argument, string input)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(s_peers, "node_modules")), "tests/peers/node_modules is missing: run ./test.sh, or 'npm ci --ignore-scripts' in tests/peers.");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(s_peers, script), argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage(await output);
        Assert.True(node.ExitCode == 0, $"{script} found faults:\n{await output}\n{await errors}");
        Assert.Contains("\nok ", "\n" + await output, StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
