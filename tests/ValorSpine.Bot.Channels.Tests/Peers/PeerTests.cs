using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Tests.DirectLine;
using ValorSpine.Bot.Channels.Tests.Rendering;
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
