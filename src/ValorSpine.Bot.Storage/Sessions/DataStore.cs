using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>The opened store: one writer, a few readers, the master keys.</summary>
internal sealed class DataStore(StoreEngine engine, ILogger<DataStore> log, StatementProbe? probe = null) : IAsyncDisposable, IDisposable
{
    private StoreWriter? _writer;
    private StoreReaders? _readers;
    private KeyRing? _masterKey;
    private AuditKeys? _audit;

    public StoreEngine Engine => engine;

    public KeyRing MasterKey => _masterKey ?? throw NotOpen();

    public AuditKeys Audit => _audit ?? throw NotOpen();

    public ValueTask<T> WriteAsync<T>(Func<StoreSession, T> work, CancellationToken cancel) => (_writer ?? throw NotOpen()).RunAsync(work, cancel);

    public T Read<T>(Func<StoreSession, T> query) => (_readers ?? throw NotOpen()).Read(query);

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
