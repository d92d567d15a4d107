using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Storage.Sqlite;
using ValorSpine.Bot.Storage.Tests.Interleavings;

namespace ValorSpine.Bot.Bench;

/// <summary>Two processes on one data file fight over the same week, and are killed and started again at random moments. Meanwhile and at the end the file is looked through.</summary>
internal static class Fight
{
    private static readonly string[] s_names = ["red", "blue"];

    public static string DataFile(string folder) => Path.Combine(folder, "bot.db");

    /// <returns>1 where something was given twice, lost or wrong.</returns>
    public static async Task<int> RunAsync(int deaths)
    {
        using var scratch = new ScratchFolder();
        var start = DateTimeOffset.UtcNow.Ticks;
        var rivals = s_names.Select(name => RivalProcess.Start(scratch.Path, name, start)).ToArray();
        var (clock, kills, looks) = (Stopwatch.StartNew(), 0, 0);
        string? wrong = null;
        try
        {
            while (wrong is null && kills < deaths)
            {
                var which = Random.Shared.Next(rivals.Length);
                // Now and then it is killed while it starts.
                if (Random.Shared.Next(5) > 0)
                    await rivals[which].ReadyAsync();
                await Task.Delay(Random.Shared.Next(20, 800));
                wrong = rivals.Select(rival => rival.Failure()).FirstOrDefault(failure => failure is not null) ?? Look(scratch.Path, start);
                looks++;
                await rivals[which].KillAsync();
                kills++;
                rivals[which] = RivalProcess.Start(scratch.Path, s_names[which], start);
            }

            foreach (var rival in rivals)
                wrong ??= await rival.EndAsync();
        }
        finally
        {
            foreach (var rival in rivals)
                await rival.KillAsync();
        }

        var journals = Directory.EnumerateFiles(scratch.Path, "*.journal").Select(file => Journal.Open(scratch.Path, Path.GetFileNameWithoutExtension(file))).ToArray();
        wrong ??= journals.Select(journal => journal.Wrong).FirstOrDefault(found => found is not null) ?? Look(scratch.Path, start) ?? Compare(scratch.Path, journals);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"two processes on one file for {clock.Elapsed.TotalSeconds:0} s: {kills} kills, {journals.Sum(journal => journal.Answers):N0} requests answered, {journals.Sum(journal => journal.Repeats)} asked again after a kill, "
            + $"{journals.Sum(journal => journal.Confirmed.Count):N0} appointments confirmed, looked through {looks + 1} times"));
        Console.WriteLine(wrong ?? "double bookings 0, lost confirmations 0, appointments that nobody was told of 0, errors 0");
        return wrong is null ? 0 : 1;
    }

    private static string? Look(string folder, long start)
    {
        if (!File.Exists(DataFile(folder)))
            return null;
        using var session = Open(folder);
        var isMade = session.Query("SELECT 1 FROM sqlite_master WHERE name = 'KeptRequests'", _ => true);
        session.Execute("BEGIN");
        return isMade ? StoredBookings.Read(session, new HurriedClock(start).GetUtcNow()).Inspect(Scene.Clinic) : null;
    }

    // What stands in the file is just what somebody was told.
    private static string? Compare(string folder, Journal[] journals)
    {
        using var session = Open(folder);
        var stored = session.List("SELECT Reference, Resource, Start FROM Bookings WHERE CancelledAt IS NULL", row => (row.GetString(0), row.GetString(1), row.GetInt64(2))).ToHashSet();
        var told = journals.SelectMany(journal => journal.Standing).Select(visit => (visit.Key, visit.Value.Resource, visit.Value.Start.UtcTicks)).ToHashSet();
        if (told.Except(stored).FirstOrDefault() is { Item1: not null } lost)
            return $"lost confirmation: {lost}";
        return stored.Except(told).FirstOrDefault() is { Item1: not null } ghost ? $"appointment that nobody was told of: {ghost}" : null;
    }

    private static SqliteSession Open(string folder) => SqliteSession.Open(new SqliteConnectionStringBuilder { DataSource = DataFile(folder) }.ToString(), readOnly: true);
}

/// <summary>A rival under way.</summary>
internal sealed class RivalProcess
{
    private readonly Process _process;
    private readonly Task<string?> _firstLine;
    private readonly Task<string> _errors;

    private RivalProcess(Process process) =>
        (_process, _firstLine, _errors) = (process, process.StandardOutput.ReadLineAsync(), process.StandardError.ReadToEndAsync());

    public static RivalProcess Start(string folder, string name, long start) => new(Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "ValorSpine.Bot.Bench.dll"), "rival", folder, name, start.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    public Task ReadyAsync() => _firstLine;

    /// <summary>Why it ended by itself, or null while it runs.</summary>
    public string? Failure() => _process.HasExited ? $"a process ended by itself: {_errors.Result}" : null;

    /// <summary>Lets it answer what it was asked, and gives what went wrong, or null.</summary>
    public async Task<string?> EndAsync()
    {
        await _firstLine;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? null : $"a process failed: {await _errors}";
    }

    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
