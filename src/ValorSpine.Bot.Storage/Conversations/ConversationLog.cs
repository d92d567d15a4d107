using System.Collections.Immutable;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>Reads conversations for the channels; those who wait are woken by the commit itself, or look for what another process committed.</summary>
internal sealed class ConversationLog(StoredConversations conversations, LogSignals signals, TimeProvider time) : IConversationLog
{
    private static readonly TimeSpan s_looksAgain = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public ValueTask<NewConversation?> FindAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return new(conversations.Find(conversationId)?.Loaded.Conversation);
        }
        catch (UnreadableException)
        {
            // For its patient it is gone, and a new one can be begun. The operator is told.
            return new((NewConversation?)null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<LogEntry>> ReadAsync(string conversationId, long after, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(conversations.Entries(conversationId, after));
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(string conversationId, long after, CancellationToken cancel)
    {
        while (true)
        {
            // Registered before looking: a commit between the two is not missed.
            using var registration = signals.Register(conversationId);
            if (conversations.LastSequence(conversationId) > after)
                return;
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(registration.Raised, Task.Delay(s_looksAgain, time, woken.Token));
            await woken.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }
    }
}
