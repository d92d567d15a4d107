using System.Diagnostics;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Tests.Evaluation;
using ValorSpine.Bot.Tests.LanguageModel;

[assembly: AssemblyFixture(typeof(ModelServerProcess))]

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>The scripted model as a process of its own. It starts with the first test that asks for it, and ends with the last.</summary>
public sealed partial class ModelServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<(Process Process, Uri Address)>> s_started = new(StartAsync);

    internal static async Task<Uri> AddressAsync() => (await s_started.Value).Address;

    public async ValueTask DisposeAsync()
    {
        if (!s_started.IsValueCreated || !s_started.Value.IsCompletedSuccessfully)
            return;
        var (process, _) = await s_started.Value;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<(Process Process, Uri Address)> StartAsync()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var program = Path.Combine(Repository.Root, "bench", "ValorSpine.Bot.Bench", "bin", configuration, "net10.0", "ValorSpine.Bot.Bench.dll");
        // It ends with its input, and so with this process, however that ends.
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "model-server", "until-input-ends"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(s_patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (Endpoint().Match(line) is { Success: true } found)
                return (process, new(found.Groups["address"].Value));
        }

        throw new InvalidOperationException("The scripted model did not start.");
    }

    [GeneratedRegex(@"Model__Endpoint=(?<address>http://[\d.:]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Endpoint();
}
