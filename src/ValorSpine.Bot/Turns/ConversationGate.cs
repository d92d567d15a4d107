using System.Collections.Concurrent;

namespace ValorSpine.Bot.Turns;

/// <summary>Lets the turns of one conversation through one after the other. Holds nothing for conversations at rest.</summary>
internal sealed class ConversationGate
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Waits until the conversation is free; disposing what it gives frees it again.</summary>
    public async ValueTask<Pass> EnterAsync(string conversationId, CancellationToken cancel)
    {
        var entry = Take(conversationId);
        try
        {
            await entry.Free.WaitAsync(cancel);
            return new(this, conversationId, entry);
        }
        catch
        {
            Leave(conversationId, entry);
            throw;
        }
    }

    private Entry Take(string conversationId)
    {
        while (true)
        {
            var entry = _entries.GetOrAdd(conversationId, _ => new Entry());
            lock (entry)
            {
                if (!entry.Gone)
                {
                    entry.Users++;
                    return entry;
                }
            }
        }
    }

    private void Leave(string conversationId, Entry entry)
    {
        lock (entry)
        {
            if (--entry.Users > 0)
                return;
            entry.Gone = true;
            _entries.TryRemove(new(conversationId, entry));
        }

        entry.Free.Dispose();
    }

    /// <summary>The right to take a turn.</summary>
    public readonly struct Pass(ConversationGate gate, string conversationId, Entry entry) : IDisposable
    {
        /// <summary>Lets the next turn through.</summary>
        public void Dispose()
        {
            entry.Free.Release();
            gate.Leave(conversationId, entry);
        }
    }

    /// <summary>One conversation with turns under way.</summary>
    public sealed class Entry
    {
        /// <summary>Taken while a turn is under way.</summary>
        public SemaphoreSlim Free { get; } = new(1);

        /// <summary>Turns under way and waiting.</summary>
        public int Users { get; set; }

        /// <summary>Whether the last one left.</summary>
        public bool Gone { get; set; }
    }
}
