using System.Collections.Concurrent;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>A few open sessions for reading. A read sees everything that was committed before it began. Where its connection turns out to be gone it is run once more on a new one.</summary>
internal sealed class StoreReaders(StoreEngine engine) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<StoreSession> _idle = [];
    private volatile bool _disposed;

    public T Read<T>(Func<StoreSession, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
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

    public void Dispose()
    {
        _disposed = true;
        Forget();
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
