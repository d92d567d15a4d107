using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Figures;

/// <summary>What waits in the store, for who operates the service: numbers alone.</summary>
public sealed class OperatingCounts
{
    // What was erased neither waits nor counts.
    private const string OfLive = "JOIN Conversations AS c ON c.Id = x.ConversationId AND c.WrappedKey IS NOT NULL WHERE";

    private readonly DataStore _store;
    private readonly TimeProvider _time;

    internal OperatingCounts(DataStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Counts now. Each is read from an index of what is not settled, so that it costs as much as there is to do, not as there is in the store.</summary>
    public ValueTask<OperatingCount> CountAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var since = _time.GetUtcNow().AddDays(-1).UtcTicks;
        return new(_store.Read(session => new OperatingCount
        {
            DeliveriesWaiting = Count(session, $"SELECT count(*) FROM Deliveries AS x {OfLive} x.State = 'waiting'"),
            DeliveriesGivenUp = Count(session, $"SELECT count(*) FROM Deliveries AS x {OfLive} x.State = 'dead' AND x.DoneAt >= $1", since),
            AlertMailsWaiting = Count(session, $"SELECT count(*) FROM AlertMails AS m JOIN Incidents AS x ON x.Id = m.IncidentId {OfLive} m.SentAt IS NULL"),
            AlertsOpen = Count(session, $"SELECT count(*) FROM Incidents AS x {OfLive} x.State = 'open'"),
            AlertsUnreached = Count(session, $"SELECT count(*) FROM Incidents AS x {OfLive} x.State <> 'resolved' AND x.Kind = $1", AlertKind.Unreached),
            HandOffsWaiting = Count(session, $"SELECT count(*) FROM HeldConversations AS x {OfLive} x.Account IS NULL"),
            NoticesWaiting = Count(session, $"SELECT count(*) FROM Notices AS x {OfLive} x.State = 'waiting'"),
            NoticesGivenUp = Count(session, $"SELECT count(*) FROM Notices AS x {OfLive} x.State = 'dead'"),
            RequestsUnanswered = Count(session, $"SELECT count(*) FROM KeptRequests AS x {OfLive} x.ToldAt IS NULL"),
        }));
    }

    private static long Count(StoreSession session, string sql, params ReadOnlySpan<object?> values) => session.Query(sql, row => row.GetInt64(0), values);
}

/// <summary>How much waits.</summary>
public sealed record OperatingCount
{
    /// <summary>Replies on their way to a channel that is called.</summary>
    public long DeliveriesWaiting { get; init; }

    /// <summary>Replies that were given up within a day.</summary>
    public long DeliveriesGivenUp { get; init; }

    /// <summary>Mails to staff about alerts that no mail server has taken yet.</summary>
    public long AlertMailsWaiting { get; init; }

    /// <summary>Alerts that nobody has seen.</summary>
    public long AlertsOpen { get; init; }

    /// <summary>Unresolved alerts of conversations whose patient guidance did not reach.</summary>
    public long AlertsUnreached { get; init; }

    /// <summary>Patients who wait for a person.</summary>
    public long HandOffsWaiting { get; init; }

    /// <summary>Notices to patients that are not due yet or not taken yet.</summary>
    public long NoticesWaiting { get; init; }

    /// <summary>Notices that are left to staff.</summary>
    public long NoticesGivenUp { get; init; }

    /// <summary>Requests that a schedule elsewhere has not answered.</summary>
    public long RequestsUnanswered { get; init; }
}
