using System.Data.Common;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Ownership;

/// <summary>Conversations that wait for a person or that a person has, and when their timers run out.</summary>
public sealed class HeldConversations : IHeldConversations
{
    private const string Held = " FROM HeldConversations AS h JOIN Conversations AS c ON c.Id = h.ConversationId AND c.WrappedKey IS NOT NULL";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;

    internal HeldConversations(DataStore store, StoredConversations conversations) => (_store, _conversations) = (store, conversations);

    /// <summary>Wakes who carries timers out, when a conversation came to somebody else.</summary>
    public WakeSignal Signal { get; } = new();

    /// <summary>When the next timer runs out, or null where none does.</summary>
    public DateTimeOffset? NextDue() => _store.Read(session => session.Query(
        "SELECT h.DueAt" + Held + " WHERE h.DueAt IS NOT NULL ORDER BY h.DueAt LIMIT 1", row => new Due("", row.Time(0))))?.At;

    /// <summary>The conversations whose timer has run out, the earliest first.</summary>
    public IReadOnlyList<string> RunOut(DateTimeOffset now) => [.. _store.Read(session => session.List(
        "SELECT h.ConversationId, h.DueAt" + Held + " WHERE h.DueAt <= $1 ORDER BY h.DueAt", row => new Due(row.GetString(0), row.Time(1)), now.UtcTicks)).Select(due => due.ConversationId)];

    /// <inheritdoc/>
    public ValueTask<int> CountWaitingAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(_store.Read(session => session.Query("SELECT count(*)" + Held + " WHERE h.Account IS NULL", row => row.GetInt32(0))));
    }

    /// <inheritdoc/>
    public ValueTask<HeldList> ListAsync(int take, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 200);
        cancel.ThrowIfCancellationRequested();
        return new(_store.Read(session => new HeldList(
            [.. session.List("SELECT h.ConversationId, c.Channel, h.Since, h.Account" + Held + " ORDER BY h.Account IS NOT NULL, h.Since, h.ConversationId LIMIT $1", Read, (long)take)],
            session.Query("SELECT count(*)" + Held, row => row.GetInt32(0)))));
    }

    /// <inheritdoc/>
    public ValueTask<long> LastSequenceAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(_conversations.LastSequence(conversationId));
    }

    private static HeldConversation Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.Time(2), row.TextOrNull(3));

    private sealed record Due(string ConversationId, DateTimeOffset At);
}
