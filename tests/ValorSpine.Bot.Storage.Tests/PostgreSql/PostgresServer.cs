using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ValorSpine.Bot.Storage.Tests.PostgreSql;

/// <summary>
/// A PostgreSQL server for the time of the tests: its data in a folder of its own, reached over a socket in it, started by the first test that wants one. It writes nothing through to the disk unless it is to.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> s_shared = new(() => StartAsync());

    private readonly string _folder;
    private readonly string _programs;

    private readonly bool _isDurable;

    private PostgresServer(string folder, string programs, bool isDurable) => (_folder, _programs, _isDurable) = (folder, programs, isDurable);

    /// <summary>The process that starts all others of it.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Where it keeps the files of its databases.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>The one that the tests of this process share.</summary>
    public static Task<PostgresServer> SharedAsync() => s_shared.Value;

    /// <summary>Ends the shared one where there is one.</summary>
    public static async Task EndSharedAsync()
    {
        if (s_shared.IsValueCreated)
            await (await s_shared.Value).DisposeAsync();
    }

    /// <summary>Starts a server, for measurements one that writes through to the disk.</summary>
    public static async Task<PostgresServer> StartAsync(bool isDurable = false)
    {
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal) : null;
        if (programs is null)
            throw new InvalidOperationException("PostgreSQL is missing: install Debian's package 'postgresql', or run ./test.sh, which does.");
        // Nothing here is about the disk, and a disk would be most of the time. The path of a socket must be short.
        var server = new PostgresServer(Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") && !isDurable ? "/dev/shm" : "/tmp", "pg-" + Guid.NewGuid().ToString("N")[..12])).FullName, programs, isDurable);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", server._folder);
        await server.ProgramAsync("initdb", "-D", server.DataFolder, "-A", "trust", "-U", "bot", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The socket over which it is reached.</summary>
    public string SocketPath => Path.Combine(_folder, ".s.PGSQL.5432");

    /// <summary>For a database of this server.</summary>
    public string ConnectionString(string database) => $"Host={_folder};Username=bot;Database={database};Timeout=5";

    /// <summary>Starts it once more after <see cref="StopAsync"/>.</summary>
    public Task StartAgainAsync() => ProgramAsync(
        "pg_ctl", "-D", DataFolder, "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-k {_folder} -c listen_addresses='' -c max_connections=300{(_isDurable ? "" : " -c fsync=off -c full_page_writes=off -c shared_buffers=64MB -c autovacuum=off")}", "start");

    /// <summary>Ends it, and what is connected is cut off: as a crash does, or as its operator does.</summary>
    public Task StopAsync(string mode = "immediate") => ProgramAsync("pg_ctl", "-D", DataFolder, "-m", mode, "-w", "stop");

    /// <summary>Runs SQL as the owner of a database.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value of a query.</summary>
    public async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // It refuses to run as root.
    private Task ProgramAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(_programs, program), .. arguments])
        : RunAsync(Path.Combine(_programs, program), arguments);

    private static async Task RunAsync(string file, params string[] arguments)
    {
        // The server that pg_ctl leaves behind keeps its output open: it is not waited for.
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
