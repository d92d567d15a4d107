using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Deliveries;

/// <summary>Replies that no channel took. What was erased is not shown.</summary>
internal sealed class Undelivered(DataStore store) : IUndelivered
{
    private const string GivenUp = " FROM Deliveries AS d JOIN Conversations AS c ON c.Id = d.ConversationId AND c.WrappedKey IS NOT NULL WHERE d.State IN ('dead', 'gone') AND d.DoneAt >= $1";

    /// <inheritdoc/>
    public ValueTask<UndeliveredList> ListAsync(DateTimeOffset since, int take, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => new UndeliveredList(
            [.. session.List(
                "SELECT d.ConversationId, c.Channel, d.Sequence, d.At, d.DoneAt, d.State, d.Problem" + GivenUp + " ORDER BY d.DoneAt DESC, d.ConversationId, d.Sequence LIMIT $2",
                row => new UndeliveredReply(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.Time(4), row.GetString(5) == "gone", row.TextOrNull(6) ?? ""), since.UtcTicks, take)],
            session.Query("SELECT count(*)" + GivenUp, row => row.GetInt32(0), since.UtcTicks))));
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> GoneSinceAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(GoneSince(conversationId));
    }

    /// <summary>Since when the patient of a conversation cannot be reached on their channel, or null.</summary>
    internal DateTimeOffset? GoneSince(string conversationId) =>
        store.Read(session => session.Query("SELECT ClosedAt FROM ReplyAddresses WHERE ConversationId = $1", row => row.NumberOrNull(0), conversationId)) is { } ticks ? new(ticks, TimeSpan.Zero) : null;
}
