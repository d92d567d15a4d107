using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Reading;

/// <summary>Who did what, and when. Entries are added, never changed.</summary>
public sealed class AuditTrail
{
    private readonly SqliteStore _store;
    private readonly TimeProvider _time;

    internal AuditTrail(SqliteStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Adds an entry; completes once it is on disk.</summary>
    /// <param name="actor">Who, as they signed in.</param>
    /// <param name="action">What: <c>transcript.open</c>, <c>incident.seen</c>, <c>incident.resolved</c>.</param>
    /// <param name="conversationId">Of which conversation, or null.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask RecordAsync(string actor, string action, string? conversationId, CancellationToken cancel)
    {
        var at = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => Write(session, at, actor, action, conversationId), cancel);
    }

    /// <summary>Adds an entry with whatever else its transaction writes.</summary>
    internal static int Write(SqliteSession session, long at, string actor, string action, string? conversationId) =>
        session.Execute("INSERT INTO AuditEntries (At, Actor, Action, ConversationId) VALUES ($1, $2, $3, $4)", at, actor, action, conversationId);
}
