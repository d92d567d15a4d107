using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Replicas;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>
/// The store in one SQLite file. Its contexts have a model that depends on nothing that the host configures: EF refuses to migrate when the model differs from the last migration,
/// and ASP.NET Core Identity would otherwise change it with its options.
/// </summary>
internal sealed class SqliteEngine(StorageSettings settings, ILoggerFactory loggers) : StoreEngine
{
    private static readonly SemaphoreSlim s_staffAccounts = new(1);

    private readonly string _file = settings.DataFile ?? throw new ArgumentException("The settings name no data file.", nameof(settings));
    private readonly DbContextOptions<SqliteBotDb> _options = new DbContextOptionsBuilder<SqliteBotDb>()
        .UseSqlite(new SqliteConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ToString())
        .ReplaceService<IMigrationsSqlGenerator, WithoutRowId>()
        .UseLoggerFactory(loggers)
        .Options;

    /// <inheritdoc/>
    public override string Place => $"the data file '{_file}'";

    /// <inheritdoc/>
    public override BotDb CreateDbContext() => new SqliteBotDb(_options);

    /// <inheritdoc/>
    public override StoreSession OpenWriter(StatementProbe? probe = null) => SqliteSession.Open(settings.ConnectionString, readOnly: false, probe);

    /// <inheritdoc/>
    public override StoreSession OpenReader() => SqliteSession.Open(settings.ConnectionString, readOnly: true);

    /// <inheritdoc/>
    public override string? Problem(Exception error) => error is SqliteException sqlite ? SqliteProblem.Of(sqlite, _file) : null;

    /// <inheritdoc/>
    public override bool IsDamage(Exception error) => error is SqliteException sqlite && sqlite.IsDamage();

    /// <inheritdoc/>
    public override bool SpoilsSession(Exception error) => error is SqliteException sqlite && sqlite.SpoilsConnection();

    /// <inheritdoc/>
    public override long? SpaceLeft()
    {
        try
        {
            return new DriveInfo(_file).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // That the folder is gone is told by who reads or writes there.
            return null;
        }
    }

    /// <inheritdoc/>
    public override async Task PrepareAsync(Action prepare, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(_file)!;
        try
        {
            Directory.CreateDirectory(folder);
            await MigrateAsync(cancel);
            prepare();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The data folder '{folder}' cannot be written. Let the service's account write there, or set Storage:ConnectionString to a file elsewhere ('Data Source=/path/valorspine.db').", error);
        }
    }

    /// <summary>What was erased still stands in the journal beside the data file until it is emptied. A reader of another process may hold that up.</summary>
    public override bool CutJournal()
    {
        using var session = OpenWriter();
        return session.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0) == 0);
    }

    /// <summary>One process serves a file: it is enough that it does one after the other.</summary>
    public override async ValueTask<IAsyncDisposable> LockAsync(ReplicaLock wanted, CancellationToken cancel)
    {
        await s_staffAccounts.WaitAsync(cancel);
        return new Taken();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override string? Explain(Exception error) => error is not SqliteException sqlite ? null
        : Problem(error) is { } problem ? $"{problem.TrimEnd('.')}, then start again."
        : $"The data file '{_file}' cannot be used (SQLite error {sqlite.SqliteErrorCode}). Restore it from your backup, or move it away to start with an empty one.";

    private async Task MigrateAsync(CancellationToken cancel)
    {
        // EF's own lock is a row that a killed process leaves behind, and then the next start waits for ever. This one dies with its process.
        await using var guard = await LockAsync(cancel);
        await using var db = CreateDbContext();
        if (File.Exists(_file))
        {
            var unknown = (await db.Database.GetAppliedMigrationsAsync(cancel)).Except(db.Database.GetMigrations()).Any();
            if (unknown)
                throw new StorageUnavailableException($"The data file '{_file}' was written by a newer version. Start that version, or restore the backup from before the update.");
            if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            {
                FreePages.Overwrite(settings, loggers.CreateLogger(typeof(FreePages)));
                return;
            }

            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        }

        await db.Database.MigrateAsync(cancel);
        FreePages.Overwrite(settings, loggers.CreateLogger(typeof(FreePages)));
    }

    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        var path = _file + ".lock";
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (File.Exists(path))
            {
                if (tries == 300)
                    throw new StorageUnavailableException($"Another process is still preparing the data file '{_file}'. Wait for it or stop it, then start again.", error);
                await Task.Delay(100, cancel);
            }
        }
    }

    private sealed class Taken : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            s_staffAccounts.Release();
            return ValueTask.CompletedTask;
        }
    }
}
