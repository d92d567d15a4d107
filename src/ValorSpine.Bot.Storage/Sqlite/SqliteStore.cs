using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>The opened store: one writer, a few readers, the master keys.</summary>
internal sealed class SqliteStore(StorageSettings settings, StoreStatus status, ILogger<SqliteStore> log, StatementProbe? probe = null) : IAsyncDisposable, IDisposable
{
    private SqliteWriter? _writer;
    private SqliteReaders? _readers;
    private KeyRing? _masterKey;
    private AuditKeys? _audit;

    public StorageSettings Settings => settings;

    public KeyRing MasterKey => _masterKey ?? throw NotOpen();

    public AuditKeys Audit => _audit ?? throw NotOpen();

    /// <summary>What it did last.</summary>
    public StoreStatus Status => status;

    /// <exception cref="StorageUnavailableException">The file cannot be written now; nothing was.</exception>
    public async ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        try
        {
            var result = await (_writer ?? throw NotOpen()).RunAsync(work, cancel);
            status.Wrote();
            return result;
        }
        catch (SqliteException error) when (SqliteProblem.Of(error, settings.DataFile) is { } problem)
        {
            status.WriteFailed(problem, error.IsDamage());
            throw new StorageUnavailableException(problem, error);
        }
    }

    /// <exception cref="StorageUnavailableException">The file cannot be read now.</exception>
    public T Read<T>(Func<SqliteSession, T> query)
    {
        try
        {
            var result = (_readers ?? throw NotOpen()).Read(query);
            status.Read();
            return result;
        }
        catch (SqliteException error) when (SqliteProblem.Of(error, settings.DataFile) is { } problem)
        {
            status.ReadFailed(problem, error.IsDamage());
            throw new StorageUnavailableException(problem, error);
        }
    }

    /// <summary>Writes something that changes nothing, to see whether that is possible.</summary>
    public async ValueTask TryWriteAsync(CancellationToken cancel) =>
        await WriteAsync(session => session.Execute("UPDATE Secrets SET Value = Value WHERE Name = $1", StorageStartup.KeyCheck), cancel);

    /// <summary>Opens the writer and the readers on a migrated file. Called once, by <see cref="StorageStartup"/>.</summary>
    public void Open(KeyRing masterKey, AuditKeys audit)
    {
        _masterKey = masterKey;
        _audit = audit;
        _writer = new(settings.ConnectionString, audit, log, probe);
        _readers = new(settings.ConnectionString);
    }

    /// <summary>Commits what was handed in, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync();
        _readers?.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static InvalidOperationException NotOpen() => new($"{nameof(StorageStartup)}.{nameof(StorageStartup.PrepareAsync)} has not run.");
}
