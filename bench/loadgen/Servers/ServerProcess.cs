using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ValorSpine.Bot.Loadgen.Servers;

/// <summary>A server under test, pinned to the first core.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>From the start of the process to the first answer of a request that looks at nothing.</summary>
    public TimeSpan StartToLive { get; private init; }

    /// <summary>What it uses.</summary>
    public ProcessFigures Figures => new(_process.Id);

    /// <summary>CPU seconds used so far.</summary>
    public double CpuSeconds => Figures.CpuSeconds;

    /// <summary>Resident memory now, MiB.</summary>
    public double MemoryMib => Figures.MemoryMib;

    /// <summary>Starts the built service with a data file in a folder, the repository's content, and further settings.</summary>
    public static Task<ServerProcess> StartBotAsync(string folder, params string[] settings) => StartBotInAsync(Repository(), folder, settings);

    /// <summary>The same with the content of another folder.</summary>
    public static Task<ServerProcess> StartBotInAsync(string content, string folder, params string[] settings) => StartAsync(url =>
    [
        Path.Combine(Repository(), "src", "ValorSpine.Bot", "bin", Configuration, "net10.0", "ValorSpine.Bot.dll"), "--contentRoot", content, "--urls", url,
        $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "bot.db")}", .. settings,
    ]);

    /// <summary>Starts the bare server: <c>sqlite</c> with a file, or <c>postgres</c> with a connection string.</summary>
    public static Task<ServerProcess> StartBareAsync(string store, string place) => StartAsync(url => [Path.Combine(AppContext.BaseDirectory, "ValorSpine.Bot.Loadgen.dll"), "bare", url, store, place]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The folder that everything is in.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ValorSpine.Bot.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"'{AppContext.BaseDirectory}' is outside the repository."));
        return folder.FullName;
    }

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static async Task<ServerProcess> StartAsync(Func<string, string[]> arguments)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo("taskset", ["-c", "0", "dotnet", .. arguments(url)]) { RedirectStandardOutput = true })!;
        // It would stand still once the pipe is full.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = new(url) };
        while (clock.Elapsed < s_patience && !process.HasExited)
        {
            try
            {
                using var ready = await http.GetAsync("health/live");
                return new(process, new(url)) { StartToLive = clock.Elapsed };
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }

        throw new InvalidOperationException($"The server did not start: {string.Join(' ', arguments(url))}");
    }
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("valorspine-bench-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
