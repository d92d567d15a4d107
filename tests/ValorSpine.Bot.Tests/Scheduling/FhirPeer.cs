using System.Diagnostics;
using System.Threading.Channels;
using Hl7.Fhir.Rest;
using ValorSpine.Bot.Tests.Evaluation;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>Medplum's FHIR server as a process of its own, which can be made to fail as servers do.</summary>
public sealed class FhirPeer : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>(), _hung = Channel.CreateUnbounded<string>();
    private Process? _process;
    private FhirClient? _client;
    private Uri? _baseUrl;

    /// <summary>Where it serves.</summary>
    public Uri BaseUrl => _baseUrl!;

    /// <summary>What the clinic's own software does there.</summary>
    public FhirClient Clinic => _client!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var folder = Path.Combine(Repository.Root, "tests", "peers", "fhir");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "The FHIR server is not installed: run ./test.sh, or 'npm ci' in tests/peers/fhir.");
        _process = Process.Start(new ProcessStartInfo("node", ["server.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _ = ReadAsync(_process.StandardOutput);
        var ready = await NextAsync(_answers);
        _baseUrl = new(ready["ready ".Length..] + "/");
        _client = new(BaseUrl, new HttpClient(), new FhirClientSettings { PreferredFormat = ResourceFormat.Json, ReturnPreference = ReturnPreference.Representation });
    }

    /// <summary>Gives a command; completes once it is obeyed.</summary>
    public async Task<string> TellAsync(string command)
    {
        await _process!.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await NextAsync(_answers);
    }

    /// <summary>Completes when a request has arrived that is left unanswered.</summary>
    public async Task HungAsync() => await NextAsync(_hung);

    /// <summary>How many requests that write it has carried out.</summary>
    public async Task<int> WritesAsync() => int.Parse((await TellAsync("writes"))["writes ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process!.StandardInput.Close();
        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        _client?.Dispose();
    }

    private static async Task<string> NextAsync(Channel<string> lines)
    {
        using var patience = new CancellationTokenSource(s_patience);
        return await lines.Reader.ReadAsync(patience.Token);
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            (line == "hung" ? _hung : _answers).Writer.TryWrite(line);
        _answers.Writer.TryComplete();
        _hung.Writer.TryComplete();
    }
}
