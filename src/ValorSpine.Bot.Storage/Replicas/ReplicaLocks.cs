using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Replicas;

/// <summary>Locks that hold over all replicas, for the few things that are looked at first and changed then, past the one writer: staff accounts.</summary>
public sealed class ReplicaLocks
{
    private readonly StoreEngine _engine;

    internal ReplicaLocks(StoreEngine engine) => _engine = engine;

    /// <summary>Waits for a lock; it is given back with what this gives, or when the process ends.</summary>
    public ValueTask<IAsyncDisposable> TakeAsync(ReplicaLock wanted, CancellationToken cancel) => _engine.LockAsync(wanted, cancel);
}

/// <summary>What a lock is about. The number is part of the lock's name in the database, and stays.</summary>
public enum ReplicaLock
{
    /// <summary>Staff accounts are changed: the first one is made, or the last administrator guarded.</summary>
    StaffAccounts = 1,
}
