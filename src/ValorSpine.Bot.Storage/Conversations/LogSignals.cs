namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>Wakes those who wait for more of a conversation. Holds something only for conversations that somebody waits for.</summary>
internal sealed class LogSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate)
                return _signals.Count;
        }
    }

    /// <summary>A registration whose task ends with the next commit after it was made. To be disposed.</summary>
    public Registration Register(string conversationId)
    {
        lock (_gate)
        {
            if (!_signals.TryGetValue(conversationId, out var signal))
                _signals.Add(conversationId, signal = new());
            signal.Waiters++;
            return new(this, conversationId, signal);
        }
    }

    /// <summary>Is told of each <see cref="Raise"/>, for those who wait on other replicas.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>Wakes whoever waits for more of a conversation, on whichever replica.</summary>
    public void Raise(string conversationId)
    {
        RaiseHere(conversationId);
        Told?.Invoke(conversationId);
    }

    /// <summary>Wakes all who wait in this process.</summary>
    public void RaiseAllHere()
    {
        Signal[] signals;
        lock (_gate)
        {
            signals = [.. _signals.Values];
            _signals.Clear();
        }

        foreach (var signal in signals)
            signal.Raised.TrySetResult();
    }

    /// <summary>Wakes who waits in this process.</summary>
    public void RaiseHere(string conversationId)
    {
        Signal? signal;
        lock (_gate)
            _signals.Remove(conversationId, out signal);
        signal?.Raised.TrySetResult();
    }

    private void Leave(string conversationId, Signal signal)
    {
        lock (_gate)
        {
            if (--signal.Waiters == 0 && _signals.TryGetValue(conversationId, out var current) && current == signal)
                _signals.Remove(conversationId);
        }
    }

    internal sealed class Signal
    {
        public TaskCompletionSource Raised { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiters { get; set; }
    }

    internal readonly struct Registration(LogSignals owner, string conversationId, Signal signal) : IDisposable
    {
        public Task Raised => signal.Raised.Task;

        public void Dispose() => owner.Leave(conversationId, signal);
    }
}
