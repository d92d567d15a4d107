using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ValorSpine.Bot.Bench;

/// <summary>A server under test, pinned to the first core.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public TimeSpan StartToFirstAnswer { get; private set; }

    /// <summary>CPU seconds used so far.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Resident memory now, MiB.</summary>
    public double MemoryMib
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public static async Task<ServerProcess> StartBotAsync(string folder)
    {
        var clock = Stopwatch.StartNew();
        var server = await StartAsync(url =>
        [
            Path.Combine(AppContext.BaseDirectory, "ValorSpine.Bot.dll"), "--contentRoot", Repository(), "--urls", url, $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "bot.db")}",
        ]);
        using var http = new HttpClient { BaseAddress = server.Address };
        var patient = await BotPatient.OpenAsync(http);
        await patient.SayAsync("what is fibrin");
        server.StartToFirstAnswer = clock.Elapsed;
        return server;
    }

    public static Task<ServerProcess> StartBareAsync(string folder) =>
        StartAsync(url => [Path.Combine(AppContext.BaseDirectory, "ValorSpine.Bot.Bench.dll"), "bare", url, Path.Combine(folder, "bare.db")]);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(Func<string, string[]> arguments)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        var process = Process.Start(new ProcessStartInfo("taskset", ["-c", "0", "dotnet", .. arguments(url)]) { RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        using var http = new HttpClient { BaseAddress = new(url) };
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var ready = await http.GetAsync("health/live");
                return new(process, new(url));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }

        throw new InvalidOperationException("The server did not start.");
    }

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ValorSpine.Bot.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"'{AppContext.BaseDirectory}' is outside the repository."));
        return folder.FullName;
    }
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("valorspine-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
