using System.Collections.Immutable;
using System.Data.Common;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Deliveries;

/// <summary>
/// Replies on their way to channels that are called: committed with their turn and kept until the channel has taken them. Each conversation is a queue of its own: only
/// its first waiting reply can be sent.
/// </summary>
public sealed class DeliveryOutbox : IDeliveryReceipts
{
    // What was erased is neither sent nor counted.
    private const string Alive = " JOIN Conversations AS c ON c.Id = a.ConversationId AND c.WrappedKey IS NOT NULL ";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly StoredAddresses _addresses;
    private readonly AlertOutbox _alerts;
    private readonly TimeProvider _time;

    internal DeliveryOutbox(DataStore store, StoredConversations conversations, StoredAddresses addresses, AlertOutbox alerts, TimeProvider time) =>
        (_store, _conversations, _addresses, _alerts, _time) = (store, conversations, addresses, alerts, time);

    /// <summary>Wakes who sends, when there is something new to send.</summary>
    public WakeSignal Signal { get; } = new();

    /// <summary>Conversations whose first waiting reply is due by now, longest due first.</summary>
    public ImmutableArray<string> Due(DateTimeOffset now, int take) => [.. _store.Read(session => session.List(
        "SELECT a.ConversationId FROM ReplyAddresses AS a" + Alive + "WHERE a.DueAt <= $1 ORDER BY a.DueAt LIMIT $2", row => row.GetString(0), now.UtcTicks, take))];

    /// <summary>When the next conversation after now is due, or null where none is.</summary>
    public DateTimeOffset? NextDueAt(DateTimeOffset now) =>
        _store.Read(session => session.Query("SELECT min(a.DueAt) FROM ReplyAddresses AS a" + Alive + "WHERE a.DueAt > $1", row => row.NumberOrNull(0), now.UtcTicks)) is { } ticks
            ? new(ticks, TimeSpan.Zero)
            : null;

    /// <summary>The first waiting reply of a conversation with all that is needed to send it, or null where none waits.</summary>
    /// <exception cref="UnreadableException">The conversation, its address or the reply cannot be read.</exception>
    public Delivery? Next(string conversationId)
    {
        var row = _store.Read(session => session.Query(
            """
            SELECT d.Sequence, d.At, d.RemoteIds, a.Failures FROM Deliveries AS d JOIN ReplyAddresses AS a ON a.ConversationId = d.ConversationId
            WHERE d.ConversationId = $1 AND d.State = 'waiting' ORDER BY d.Sequence LIMIT 1
            """,
            Row.Read, conversationId));
        if (row is null || _addresses.Find(conversationId) is not { } address || _conversations.Find(conversationId) is not { } conversation
            || _conversations.Entry(conversationId, row.Sequence) is not { } entry)
        {
            return null;
        }

        if (entry.IsLost)
            throw new UnreadableException("The reply cannot be read.", conversationId, null);
        var answered = entry.ReplyTo is { } sequence ? _conversations.Entry(conversationId, sequence)?.ActivityJson : null;
        return new(conversation.Loaded.Conversation, entry, address, row.At, row.RemoteIds, row.Failures) { AnsweredActivityJson = answered };
    }

    /// <summary>The channel has taken a part of a reply, the last one or one of those before.</summary>
    /// <param name="delivery">Of the reply.</param>
    /// <param name="remoteIds">What the channel calls its parts so far; parts without an id have an empty one.</param>
    /// <param name="isLast">Whether the reply is delivered whole.</param>
    /// <param name="cancel">Ends the wait until it is written.</param>
    public async ValueTask MarkSentAsync(Delivery delivery, ImmutableArray<string> remoteIds, bool isLast, CancellationToken cancel)
    {
        var (id, now) = (delivery.Conversation.Id, _time.GetUtcNow().UtcTicks);
        await _store.WriteAsync(
            session =>
            {
                session.Execute(
                    "UPDATE Deliveries SET RemoteIds = $1, State = $2, DoneAt = $3 WHERE ConversationId = $4 AND Sequence = $5 AND State = 'waiting'",
                    string.Join('\n', remoteIds), isLast ? "sent" : "waiting", isLast ? now : null, id, delivery.Entry.Sequence);
                session.Execute("UPDATE ReplyAddresses SET Failures = 0 WHERE ConversationId = $1 AND Failures > 0", id);
                return Rest(session, id);
            },
            cancel);
    }

    /// <summary>It could not be sent; the conversation is due again later.</summary>
    /// <param name="conversationId">Of the conversation.</param>
    /// <param name="until">When.</param>
    /// <param name="failed">Whether it was tried; else it only waits for others.</param>
    /// <param name="cancel">Ends the wait until it is written.</param>
    public async ValueTask PutOffAsync(string conversationId, DateTimeOffset until, bool failed, CancellationToken cancel) => await _store.WriteAsync(
        session => session.Execute("UPDATE ReplyAddresses SET DueAt = $1, Failures = Failures + $2 WHERE ConversationId = $3 AND DueAt IS NOT NULL", until.UtcTicks, failed ? 1L : 0L, conversationId),
        cancel);

    /// <summary>The conversation is due again later, unless something was said in it since that was decided: a patient who has written meanwhile does not wait.</summary>
    /// <param name="conversationId">Of the conversation.</param>
    /// <param name="until">When.</param>
    /// <param name="seen">The sequence number of the last entry that was looked at.</param>
    /// <param name="cancel">Ends the wait until it is written.</param>
    public async ValueTask PutOffUnlessNewsAsync(string conversationId, DateTimeOffset until, long seen, CancellationToken cancel) => await _store.WriteAsync(
        session => session.Execute(
            "UPDATE ReplyAddresses SET DueAt = $1 WHERE ConversationId = $2 AND DueAt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Log WHERE Log.ConversationId = $2 AND Log.Sequence > $3)",
            until.UtcTicks, conversationId, seen),
        cancel);

    /// <summary>It is given up, and staff can see it; the next reply of the conversation is due. Guidance that is given up alerts them.</summary>
    public async ValueTask GiveUpAsync(Delivery delivery, string problem, CancellationToken cancel)
    {
        var (id, now, alert) = (delivery.Conversation.Id, _time.GetUtcNow().UtcTicks, UnreachedAlert.Of(delivery.Entry, _conversations, _alerts.IsUsed));
        await _store.WriteAsync(
            session =>
            {
                session.Execute(
                    "UPDATE Deliveries SET State = 'dead', DoneAt = $1, Problem = $2 WHERE ConversationId = $3 AND Sequence = $4 AND State = 'waiting'", now, problem, id, delivery.Entry.Sequence);
                session.Execute("UPDATE ReplyAddresses SET Failures = 0 WHERE ConversationId = $1", id);
                alert?.Write(session, now);
                return Rest(session, id);
            },
            cancel);
        Alerted(alert);
    }

    /// <summary>What waits first cannot be read, and is given up; staff find it among what did not arrive.</summary>
    public async ValueTask GiveUpUnreadableAsync(string conversationId, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(
            session =>
            {
                session.Execute(
                    """
                    UPDATE Deliveries SET State = 'dead', DoneAt = $1, Problem = 'its record cannot be read' WHERE ConversationId = $2 AND Sequence =
                        (SELECT min(Sequence) FROM Deliveries WHERE ConversationId = $2 AND State = 'waiting')
                    """,
                    now, conversationId);
                session.Execute("UPDATE ReplyAddresses SET Failures = 0 WHERE ConversationId = $1", conversationId);
                return Rest(session, conversationId);
            },
            cancel);
    }

    /// <summary>It is not sent, as the patient wants no messages. The next reply of the conversation is due.</summary>
    public async ValueTask PassOverAsync(Delivery delivery, string why, CancellationToken cancel)
    {
        var (id, now) = (delivery.Conversation.Id, _time.GetUtcNow().UtcTicks);
        await _store.WriteAsync(
            session =>
            {
                session.Execute("UPDATE Deliveries SET State = 'gone', DoneAt = $1, Problem = $2 WHERE ConversationId = $3 AND Sequence = $4 AND State = 'waiting'", now, why, id, delivery.Entry.Sequence);
                session.Execute("UPDATE ReplyAddresses SET Failures = 0 WHERE ConversationId = $1 AND Failures > 0", id);
                return Rest(session, id);
            },
            cancel);
    }

    /// <summary>The patient cannot be reached there any more: all that waits is given up, until they write again. Guidance among it alerts staff.</summary>
    public async ValueTask CloseAsync(Delivery delivery, string problem, CancellationToken cancel)
    {
        var (id, now) = (delivery.Conversation.Id, _time.GetUtcNow().UtcTicks);
        var waiting = _store.Read(session => session.List("SELECT Sequence FROM Deliveries WHERE ConversationId = $1 AND State = 'waiting' ORDER BY Sequence", row => row.GetInt64(0), id));
        var alert = waiting.Select(sequence => _conversations.Entry(id, sequence)).OfType<LogEntry>().Select(entry => UnreachedAlert.Of(entry, _conversations, _alerts.IsUsed)).FirstOrDefault(alert => alert is not null);
        await _store.WriteAsync(
            session =>
            {
                alert?.Write(session, now);
                return StoredAddresses.Close(session, id, now, problem);
            },
            cancel);
        Alerted(alert);
    }

    /// <summary>What the channel calls the parts of all replies of a conversation that it has taken.</summary>
    public IReadOnlySet<string> RemoteIdsOf(string conversationId) => _store.Read(session => session.List(
        "SELECT RemoteIds FROM Deliveries WHERE ConversationId = $1 AND RemoteIds IS NOT NULL", row => row.GetString(0), conversationId)).SelectMany(ids => ids.Split('\n')).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the channel calls the parts of one reply that it has taken; a part without an id has an empty one.</summary>
    public ImmutableArray<string> RemoteIdsOf(string conversationId, long sequence) => _store.Read(session => session.Query(
        "SELECT RemoteIds FROM Deliveries WHERE ConversationId = $1 AND Sequence = $2", row => row.TextOrNull(0), conversationId, sequence)) is { } ids ? [.. ids.Split('\n')] : [];

    /// <inheritdoc/>
    async ValueTask IDeliveryReceipts.TakeAsync(string conversationId, long sequence, string receipt, bool failed, CancellationToken cancel)
    {
        if (_conversations.Entry(conversationId, sequence) is not { FromBot: true } entry)
            return;
        var (now, alert) = (_time.GetUtcNow().UtcTicks, failed ? UnreachedAlert.Of(entry, _conversations, _alerts.IsUsed) : null);
        await _store.WriteAsync(
            session =>
            {
                // Receipts come in any order, that of a first part also before the last one is sent: once it has failed or arrived, that it was sent tells nothing more.
                if (!failed)
                    return session.Execute("UPDATE Deliveries SET Receipt = $1 WHERE ConversationId = $2 AND Sequence = $3 AND State <> 'dead' AND (Receipt IS NULL OR Receipt = 'sent')", receipt, conversationId, sequence);
                var changed = session.Execute(
                    "UPDATE Deliveries SET Receipt = $1, State = 'dead', DoneAt = $2, Problem = $1 WHERE ConversationId = $3 AND Sequence = $4 AND State IN ('sent', 'waiting')", receipt, now, conversationId, sequence);
                if (changed > 0)
                    alert?.Write(session, now);
                return changed;
            },
            cancel);
        Alerted(alert);
    }

    /// <inheritdoc/>
    async ValueTask IDeliveryReceipts.NoticeFailedAsync(long noticeId, CancellationToken cancel) => await _store.WriteAsync(
        session => session.Execute("UPDATE Notices SET State = 'dead', Failures = Failures + 1, Problem = 'Refused', SettledAt = NULL WHERE Id = $1 AND State IN ('sent', 'waiting')", noticeId), cancel);

    private void Alerted(UnreachedAlert? alert)
    {
        if (alert?.OpenedIncident == true)
            _alerts.Signal.Wake();
    }

    /// <summary>A conversation in which nothing waits is due no more.</summary>
    public async ValueTask RestAsync(string conversationId, CancellationToken cancel) => await _store.WriteAsync(session => Rest(session, conversationId), cancel);

    /// <summary>How many replies were given up since a moment, and how many wait after a failure.</summary>
    public (int Dead, int Failing) Count(DateTimeOffset since) => _store.Read(session => (
        session.Query("SELECT count(*) FROM Deliveries AS a" + Alive + "WHERE a.State = 'dead' AND a.DoneAt >= $1", row => row.GetInt32(0), since.UtcTicks),
        session.Query("SELECT count(*) FROM ReplyAddresses AS a" + Alive + "WHERE a.DueAt IS NOT NULL AND a.Failures > 0", row => row.GetInt32(0))));

    private static int Rest(StoreSession session, string id) => session.Execute(
        "UPDATE ReplyAddresses SET DueAt = NULL WHERE ConversationId = $1 AND NOT EXISTS (SELECT 1 FROM Deliveries WHERE ConversationId = $1 AND State = 'waiting')", id);

    private sealed record Row(long Sequence, DateTimeOffset At, ImmutableArray<string> RemoteIds, long Failures)
    {
        public static Row Read(DbDataReader row) => new(row.GetInt64(0), row.Time(1), row.TextOrNull(2) is { } ids ? [.. ids.Split('\n')] : [], row.GetInt64(3));
    }
}

/// <summary>A reply to be sent.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Entry">The reply.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="At">UTC, when it was put aside.</param>
/// <param name="RemoteIds">What the channel calls those of its parts that it has taken; a part without an id has an empty one.</param>
/// <param name="Failures">How often the conversation's first reply could not be sent.</param>
public sealed record Delivery(NewConversation Conversation, LogEntry Entry, ReplyAddress Address, DateTimeOffset At, ImmutableArray<string> RemoteIds, long Failures)
{
    /// <summary>The activity that it answers, as received, or null.</summary>
    public string? AnsweredActivityJson { get; init; }
}
