using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Npgsql;
using ValorSpine.Bot.Storage.Replicas;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>The store in a PostgreSQL database, which any number of replicas share.</summary>
internal sealed class PostgresEngine : StoreEngine
{
    /// <summary>A table that is there while a store is being moved into the database.</summary>
    public const string UnfinishedMove = "storemove";

    /// <summary>The lock of whoever brings the database to today's form.</summary>
    private const long PrepareLock = 0x56535F5052455041;

    /// <summary>How long a change of the tables may take, and how long the other replicas wait for it at their start.</summary>
    private const int PrepareSeconds = 1800;

    /// <summary>The space of the locks that have a number.</summary>
    private const int NamedLocks = 0x56535F4C;

    /// <summary>
    /// Whoever writes holds a lock that all replicas want. So the server ends a transaction whose process says nothing more, and a statement that takes too long; and it finds out soon when a machine is gone.
    /// </summary>
    private const string WriterSettings =
        "SET lock_timeout = '15s'; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '10s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";

    private const string ReaderSettings = "SET default_transaction_read_only = on; SET statement_timeout = '30s'";

    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly NpgsqlDataSource _pooled;
    private readonly NpgsqlDataSource _unpooled;
    private readonly DbContextOptions<PostgresBotDb> _options;

    /// <summary>Creates it without a look at the database.</summary>
    public PostgresEngine(StorageSettings settings, ILoggerFactory loggers)
    {
        // Which statement failed is asked by sessions; the text of an error does not hold it.
        _connection = new(settings.ConnectionString) { ApplicationName = "ValorSpine.Bot", IncludeErrorDetail = false, IncludeFailedBatchedCommand = true };
        if (_connection.MaxAutoPrepare == 0)
            (_connection.MaxAutoPrepare, _connection.AutoPrepareMinUsages) = (200, 2);
        if (_connection.KeepAlive == 0)
            _connection.KeepAlive = 10;
        _pooled = NpgsqlDataSource.Create(_connection);
        _unpooled = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connection.ToString()) { Pooling = false });
        _options = Configured(new DbContextOptionsBuilder<PostgresBotDb>().UseNpgsql(_pooled)).UseLoggerFactory(loggers).Options;
    }

    /// <inheritdoc/>
    public override string Place => $"the PostgreSQL database '{_connection.Database}' on '{_connection.Host}'";

    /// <summary>Whether a database into which a move is not finished may be opened: by the one who finishes it.</summary>
    public bool TakesUnfinishedMove { get; init; }

    /// <summary>Connections that are not shared, for those who keep one.</summary>
    internal NpgsqlDataSource Unpooled => _unpooled;

    /// <summary>What the model's contexts have in common, at run time and for <c>dotnet ef</c>.</summary>
    public static DbContextOptionsBuilder<PostgresBotDb> Configured(DbContextOptionsBuilder<PostgresBotDb> options)
    {
        options.ReplaceService<IMigrationsSqlGenerator, DeferrableForeignKeys>();
        return options;
    }

    /// <inheritdoc/>
    public override BotDb CreateDbContext() => new PostgresBotDb(_options);

    /// <inheritdoc/>
    public override StoreSession OpenWriter(StatementProbe? probe = null) => PostgresSession.Open(_unpooled, WriterSettings, probe);

    /// <inheritdoc/>
    public override StoreSession OpenReader() => PostgresSession.Open(_unpooled, ReaderSettings, probe: null);

    /// <inheritdoc/>
    public override string? Problem(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled } => $"{Capital(Place)} was busy for too long. Look at its server, and at other replicas.",
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => $"Parts of {Place} are damaged. Its server's log says more.",
        PostgresException postgres => IsOfServer(postgres.SqlState) ? Explain(error) : null,
        _ => Explain(error),
    };

    /// <inheritdoc/>
    public override bool IsDamage(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    /// <summary>One that lost its connection says so itself.</summary>
    public override bool SpoilsSession(Exception error) => false;

    /// <summary>The server's disk is its own.</summary>
    public override long? SpaceLeft() => null;

    /// <summary>What was erased cannot be read without its key, and the server writes over it in its own time.</summary>
    public override bool CutJournal() => false;

    /// <summary>Lasts as long as its connection.</summary>
    public override async ValueTask<IAsyncDisposable> LockAsync(ReplicaLock wanted, CancellationToken cancel)
    {
        var connection = await _unpooled.OpenConnectionAsync(cancel);
        try
        {
            await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({NamedLocks}, {(int)wanted})", connection);
            await take.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task PrepareAsync(Action prepare, CancellationToken cancel)
    {
        await using var guard = await _unpooled.OpenConnectionAsync(cancel);
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({PrepareLock})", guard) { CommandTimeout = PrepareSeconds })
            await take.ExecuteNonQueryAsync(cancel);
        await using (var db = CreateDbContext())
        {
            db.Database.SetCommandTimeout(PrepareSeconds);
            // Else EF logs as a failure that the table is not there yet in which it looks.
            await db.Database.ExecuteSqlRawAsync(db.GetService<IHistoryRepository>().GetCreateIfNotExistsScript(), cancel);
            if ((await db.Database.GetAppliedMigrationsAsync(cancel)).Except(db.Database.GetMigrations()).Any())
                throw new StorageUnavailableException($"{Capital(Place)} was written by a newer version. Start that version, or restore the backup from before the update.");
            if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
                await db.Database.MigrateAsync(cancel);
        }

        await using (var unfinished = new NpgsqlCommand($"SELECT to_regclass('{UnfinishedMove}') IS NOT NULL", guard))
        {
            if (!TakesUnfinishedMove && await unfinished.ExecuteScalarAsync(cancel) is true)
                throw new StorageUnavailableException($"A move into {Place} is not finished. Run 'storage move' again with the settings of the SQLite file; it goes on where it was.");
        }

        prepare();
    }

    /// <inheritdoc/>
    public override string? Explain(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"There is no {Place["the ".Length..]}. Create it (createdb -E UTF8 {_connection.Database}), or set Storage:ConnectionString to one that exists.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"{Capital(Place)} does not let '{_connection.Username}' in. Check Username and Password in Storage:ConnectionString, and pg_hba.conf on the server.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            $"'{_connection.Username}' may not do in {Place} what the service needs. Make it the owner of the database.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"{Capital(Place)} has no connection left. Raise max_connections on the server, or run fewer replicas.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"The disk of {Place} is full. Free some space there.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"{Capital(Place)} takes no writes: it is a standby. Name the primary in Storage:ConnectionString, or add 'Target Session Attributes=primary'.",
        PostgresException postgres =>
            $"{Capital(Place)} cannot be used (PostgreSQL error {postgres.SqlState}). Its server's log says more.",
        NpgsqlException or SocketException or TimeoutException =>
            $"{Capital(Place)} does not answer. Start the server, or set Host and Port in Storage:ConnectionString to where it is.",
        _ => null,
    };

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _pooled.DisposeAsync();
        await _unpooled.DisposeAsync();
    }

    // Connections, rights, resources, an operator's doing, the system and the server itself: none of that comes from what was asked.
    private static bool IsOfServer(string state) => state[..2] is "08" or "28" or "3D" or "53" or "57" or "58" or "XX" || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege;

    private static string Capital(string text) => string.Concat(text[..1].ToUpperInvariant(), text[1..]);
}
