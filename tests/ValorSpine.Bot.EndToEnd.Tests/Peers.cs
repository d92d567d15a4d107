using System.Diagnostics;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>Scripts that drive clients which others wrote.</summary>
internal static class Peers
{
    /// <summary>Runs a script of <c>tests/peers</c> to its end; fails where it does.</summary>
    public static async Task RunAsync(string script, params string[] args)
    {
        var peers = Path.Combine(BotProcess.Repository, "tests", "peers");
        Assert.True(Directory.Exists(Path.Combine(peers, "node_modules")), "The peers are not installed: run ./test.sh, or 'npm ci' in tests/peers.");
        using var node = Process.Start(new ProcessStartInfo("node", [script, .. args]) { WorkingDirectory = peers, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var output = node.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = node.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!node.HasExited)
                node.Kill(entireProcessTree: true);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(await output);
        Assert.True(node.ExitCode == 0, $"{await output}\n{await errors}");
    }
}
