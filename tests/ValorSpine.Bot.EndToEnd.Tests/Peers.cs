using System.Diagnostics;
using System.Text;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>Scripts that drive clients which others wrote.</summary>
internal static class Peers
{
    /// <summary>Where scripts leave what they saw.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(BotProcess.Repository, "TestResults", "screenshots")).FullName;

    /// <summary>Runs a script of <c>tests/peers</c> to its end; fails where it does.</summary>
    public static Task RunAsync(string script, params string[] args) => RunAsync(script, ask: null, args);

    /// <summary>Runs a script that asks for something on the way: each line <c>? word</c> is answered on its standard input.</summary>
    public static async Task RunAsync(string script, Func<string, Task<string>>? ask, params string[] args)
    {
        var peers = Path.Combine(BotProcess.Repository, "tests", "peers");
        Assert.True(Directory.Exists(Path.Combine(peers, "node_modules")), "The peers are not installed: run ./test.sh, or 'npm ci' in tests/peers.");
        using var node = Process.Start(new ProcessStartInfo("node", [script, .. args]) { WorkingDirectory = peers, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var output = ReadAsync(node, ask, patience.Token);
        var errors = node.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            // What cannot be answered ends the script too.
            await await Task.WhenAny(output, node.WaitForExitAsync(patience.Token));
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

    private static async Task<string> ReadAsync(Process node, Func<string, Task<string>>? ask, CancellationToken cancel)
    {
        var output = new StringBuilder();
        while (await node.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            output.AppendLine(line);
            if (ask is not null && line.StartsWith("? ", StringComparison.Ordinal))
                await node.StandardInput.WriteLineAsync(await ask(line[2..]));
        }

        return output.ToString();
    }
}
