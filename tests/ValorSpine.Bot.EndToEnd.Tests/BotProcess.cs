using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The built program, run as its operator runs it, with a data file of its own.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _output;
    private Task _reading = Task.CompletedTask;
    private bool _disposed;

    private BotProcess(Process process, StringBuilder output, Uri address, string? password) =>
        (_process, _output, Address, FirstPassword) = (process, output, address, password);

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>The same as pages name it: without a slash at its end.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The first staff password, where this was the first start.</summary>
    public string? FirstPassword { get; }

    /// <summary>Number of its process.</summary>
    public int Id => _process.Id;

    /// <summary>Resident memory now, MiB.</summary>
    public double MemoryMib
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Starts it with the repository's content, a password alone signing staff in unless told otherwise, and waits until it says where it serves.</summary>
    public static Task<BotProcess> StartAsync(string dataFolder, params string[] settings) => StartInAsync(Repository, dataFolder, settings);

    /// <summary>Starts it with the content of another folder and waits until it says where it serves.</summary>
    public static async Task<BotProcess> StartInAsync(string contentRoot, string dataFolder, params string[] settings)
    {
        var (process, output) = Run(["--contentRoot", contentRoot, "--Staff:SecondFactor=Optional", "--urls", "http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={Path.Combine(dataFolder, "bot.db")}", .. settings]);
        try
        {
            return await ReadyAsync(process, output);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    private static async Task<BotProcess> ReadyAsync(Process process, StringBuilder output)
    {
        Uri? address = null;
        string? password = null;
        using var patience = new CancellationTokenSource(s_patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            lock (output)
                output.AppendLine(line);
            if (line.StartsWith("The clinic's page", StringComparison.Ordinal))
                address = new(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            else if (line.StartsWith("Its password", StringComparison.Ordinal))
                password = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
            else if (line.StartsWith("Press Ctrl+C", StringComparison.Ordinal) && address is not null)
                return Reading(new(process, output, address, password));
        }

        await process.WaitForExitAsync(patience.Token);
        throw new InvalidOperationException($"It did not start:\n{output}");
    }

    /// <summary>Runs it to its end and gives its exit status and what it wrote.</summary>
    public static async Task<(int Status, string Output, string Errors)> RunToEndAsync(string[] args, string input = "", params (string Name, string Value)[] environment)
    {
        var (process, errors) = Run(args, environment);
        using var patience = new CancellationTokenSource(s_patience);
        using var ended = patience.Token.Register(process.Kill);
        await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        lock (errors)
            return (process.ExitCode, output, errors.ToString());
    }

    /// <summary>Runs it and ends it between any two of its instructions once something has come about; true where it was still running then.</summary>
    public static async Task<bool> RunUntilAsync(Func<Task<bool>> hasComeAbout, (string Name, string Value)[] environment, string[] args)
    {
        var (process, _) = Run(args, environment);
        using var owned = process;
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            while (!process.HasExited && !await hasComeAbout())
                await Task.Delay(20, patience.Token);
            return !process.HasExited;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>What it wrote so far.</summary>
    public string Written()
    {
        lock (_output)
            return _output.ToString();
    }

    /// <summary>Ends it between any two of its instructions.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it as an operator does, and gives all that it wrote.</summary>
    public async Task<string> StopAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await SignalAsync("TERM");
        await _process.WaitForExitAsync(patience.Token);
        await _reading.WaitAsync(patience.Token);
        return Written();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A test that restarts it may fail between the end of one and the start of the next.
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    /// <summary>Goes on reading, or the process would stand still once the pipe is full.</summary>
    private static BotProcess Reading(BotProcess bot)
    {
        bot._reading = ReadAsync();
        return bot;

        async Task ReadAsync()
        {
            while (await bot._process.StandardOutput.ReadLineAsync() is { } line)
            {
                lock (bot._output)
                    bot._output.AppendLine(line);
            }
        }
    }

    private static (Process Process, StringBuilder Output) Run(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramPath, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (output)
                output.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
        return (process, output);
    }

    private static string ProgramPath
    {
        get
        {
            var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            return Path.Combine(Repository, "src", "ValorSpine.Bot", "bin", configuration, "net10.0", "ValorSpine.Bot.dll");
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ValorSpine.Bot.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their repository.");
        return folder.FullName;
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("valorspine-").FullName;

    /// <summary>A folder with appsettings.json, knowledge/ and dialogs/ as they are in the repository, to write in.</summary>
    public static ScratchFolder CopyOfContent()
    {
        var copy = new ScratchFolder();
        foreach (var folder in (string[])["knowledge", "dialogs"])
        {
            foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(BotProcess.Repository, folder), "*", SearchOption.AllDirectories))
            {
                var target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(BotProcess.Repository, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        File.Copy(System.IO.Path.Combine(BotProcess.Repository, "appsettings.json"), System.IO.Path.Combine(copy.Path, "appsettings.json"));
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
