using System.Collections.Concurrent;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>A few open sessions for reading. A read sees everything that was committed before it began. Where its connection turns out to be gone it is run once more on a new one.</summary>
internal sealed class StoreReaders(StoreEngine engine) : IDisposable
{
    private const int Kept = 8, AtOnce = 24;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly ConcurrentBag<StoreSession> _idle = [];
    private readonly SemaphoreSlim _free = new(AtOnce);
    private volatile bool _disposed;

    public T Read<T>(Func<StoreSession, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_free.Wait(s_patience))
            throw new StorageUnavailableException($"{engine.Place} answers too slowly: {AtOnce} readings are under way.");
        try
        {
            return ReadNow(query);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Forget();
        _free.Dispose();
    }

    private T ReadNow<T>(Func<StoreSession, T> query)
    {
        var session = _idle.TryTake(out var idle) ? idle : engine.OpenReader();
        try
        {
            return Run(session, query);
        }
        catch (Exception) when (session.IsLost)
        {
            // The others are most likely gone with it.
            Forget();
        }

        return Run(engine.OpenReader(), query);
    }

    private T Run<T>(StoreSession session, Func<StoreSession, T> query)
    {
        var keep = false;
        try
        {
            var result = query(session);
            keep = !_disposed && _idle.Count < Kept;
            return result;
        }
        finally
        {
            if (keep)
                _idle.Add(session);
            else
                session.Dispose();
            if (_disposed)
                Forget();
        }
    }

    private void Forget()
    {
        while (_idle.TryTake(out var session))
            session.Dispose();
    }
}
