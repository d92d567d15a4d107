using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>The opened store: one writer, a few readers, the master keys.</summary>
internal sealed class DataStore(StoreEngine engine, StoreStatus status, ILogger<DataStore> log, StatementProbe? probe = null) : IAsyncDisposable, IDisposable
{
    private StoreWriter? _writer;
    private StoreReaders? _readers;
    private KeyRing? _masterKey;
    private AuditKeys? _audit;

    public StoreEngine Engine => engine;

    public KeyRing MasterKey => _masterKey ?? throw NotOpen();

    public AuditKeys Audit => _audit ?? throw NotOpen();

    /// <summary>What it did last.</summary>
    public StoreStatus Status => status;

    /// <exception cref="StorageUnavailableException">The store cannot be written now; nothing was, or it says that this is not known.</exception>
    public async ValueTask<T> WriteAsync<T>(Func<StoreSession, T> work, CancellationToken cancel)
    {
        try
        {
            var result = await (_writer ?? throw NotOpen()).RunAsync(work, cancel);
            status.Wrote();
            return result;
        }
        catch (StorageUnavailableException error)
        {
            status.WriteFailed(error.Message, damaged: false);
            throw;
        }
        catch (Exception error) when (engine.Problem(error) is { } problem)
        {
            status.WriteFailed(problem, engine.IsDamage(error));
            throw new StorageUnavailableException(problem, error);
        }
    }

    /// <exception cref="StorageUnavailableException">The store cannot be read now.</exception>
    public T Read<T>(Func<StoreSession, T> query)
    {
        try
        {
            var result = (_readers ?? throw NotOpen()).Read(query);
            status.Read();
            return result;
        }
        catch (Exception error) when (engine.Problem(error) is { } problem)
        {
            status.ReadFailed(problem, engine.IsDamage(error));
            throw new StorageUnavailableException(problem, error);
        }
    }

    /// <summary>Writes something that changes nothing, to see whether that is possible.</summary>
    public async ValueTask TryWriteAsync(CancellationToken cancel) =>
        await WriteAsync(session => session.Execute("UPDATE Secrets SET Value = Value WHERE Name = $1", StorageStartup.KeyCheck), cancel);

    /// <summary>Opens the writer and the readers on a migrated store. Called once, by <see cref="StorageStartup"/>.</summary>
    public void Open(KeyRing masterKey, AuditKeys audit)
    {
        _masterKey = masterKey;
        _audit = audit;
        _writer = new(engine, audit, log, probe);
        _readers = new(engine);
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
