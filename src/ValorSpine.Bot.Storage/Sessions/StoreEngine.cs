using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Storage.Replicas;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>A kind of database that the store can be in.</summary>
internal abstract class StoreEngine : IDbContextFactory<BotDb>, IAsyncDisposable, IDisposable
{
    /// <summary>What the store is in, to stand in a sentence: <c>the data file '/path'</c>.</summary>
    public abstract string Place { get; }

    /// <summary>Brings the store to today's form and runs <paramref name="prepare"/>; at the same time no other process does.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be used; the message is one plain line.</exception>
    public abstract Task PrepareAsync(Action prepare, CancellationToken cancel);

    /// <summary>A session that reads and writes.</summary>
    public abstract StoreSession OpenWriter(StatementProbe? probe = null);

    /// <summary>A session that only reads.</summary>
    public abstract StoreSession OpenReader();

    /// <inheritdoc/>
    public abstract BotDb CreateDbContext();

    /// <summary>One plain line about an error of the database: what is wrong, where, what to do. Null where it is none.</summary>
    public abstract string? Explain(Exception error);

    /// <summary>One plain line about why the store cannot be used now, while it is served: what is wrong, where, what to do. Null for an error that is not the store's.</summary>
    public abstract string? Problem(Exception error);

    /// <summary>Whether an error says that the store is not as it was written.</summary>
    public abstract bool IsDamage(Exception error);

    /// <summary>Whether a session that met an error may be of no more use.</summary>
    public abstract bool SpoilsSession(Exception error);

    /// <summary>Bytes that the store has room for, or null where that cannot be seen from here.</summary>
    public abstract long? SpaceLeft();

    /// <summary>Removes what was erased from the journal beside the store; false where it stays there for now.</summary>
    public abstract bool CutJournal();

    /// <summary>Takes a lock that holds over all processes that may serve the store at once.</summary>
    public abstract ValueTask<IAsyncDisposable> LockAsync(ReplicaLock wanted, CancellationToken cancel);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
