using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>Incidents as staff see and settle them. What became of an erased conversation is not shown.</summary>
internal sealed class StoredIncidents(DataStore store, StoredConversations conversations, TimeProvider time) : IIncidents
{
    private const string From = " FROM Incidents AS i JOIN Conversations AS c ON c.Id = i.ConversationId AND c.WrappedKey IS NOT NULL";

    private const string Columns =
        "SELECT i.Id, i.ConversationId, c.Channel, i.Kind, i.State, i.Opening, i.OpenedAt, i.Alerts, i.LastAlertAt, i.SeenBy, i.SeenAt, i.ResolvedBy, i.ResolvedAt, i.Note" + From;

    // Spelt as the filter of the index is, so that only what is not settled is looked through.
    private const string Unsettled = " WHERE i.State <> 'resolved'";

    private const string MostUrgentFirst = $" ORDER BY CASE i.Kind WHEN '{AlertKind.Unreached}' THEN 0 WHEN '{AlertKind.Emergency}' THEN 1 WHEN '{AlertKind.Crisis}' THEN 2 WHEN '{AlertKind.Abuse}' THEN 3 ELSE 4 END, i.OpenedAt, i.Id";

    /// <inheritdoc/>
    public ValueTask<int> CountOpenAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => Count(session, Unsettled + " AND i.State = 'open'")));
    }

    /// <inheritdoc/>
    public ValueTask<IncidentList> UnsettledAsync(int take, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 200);
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => new IncidentList(
            [.. session.List(Columns + Unsettled + MostUrgentFirst + " LIMIT $1", Row.Read, (long)take).Select(row => row.Incident)], Count(session, Unsettled))));
    }

    /// <inheritdoc/>
    public ValueTask<IncidentChange> SeeAsync(IncidentStep step, CancellationToken cancel) => TakeAsync(
        step, "incident.seen", (session, now) => session.Execute(
            "UPDATE Incidents SET State = 'seen', SeenBy = $1, SeenAt = $2 WHERE Id = $3 AND ConversationId = $4 AND Opening = $5 AND State = 'open'",
            step.By, now, step.Id, step.ConversationId, step.Opening),
        cancel);

    /// <inheritdoc/>
    public async ValueTask<IncidentChange> ResolveAsync(IncidentStep step, string? note, CancellationToken cancel)
    {
        if (conversations.FindCipher(step.ConversationId) is not { } cipher)
            return new(Done: false, Now: null);
        var kept = note is null ? null : cipher.Encrypt(Encoding.UTF8.GetBytes(note), step.ConversationId, RowKind.IncidentNote, step.Id);
        return await TakeAsync(step, "incident.resolved", (session, now) => Resolve(session, step, kept, now), cancel);
    }

    /// <summary>Those of one conversation with their notes, oldest first.</summary>
    public ImmutableArray<Incident> OfConversation(string conversationId)
    {
        if (conversations.FindCipher(conversationId) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List(Columns + " WHERE i.ConversationId = $1 ORDER BY i.Id", Row.Read, conversationId));
        return [.. rows.Select(row => row.Incident with
        {
            Note = row.Note is null ? null : Encoding.UTF8.GetString(cipher.Decrypt(row.Note, conversationId, RowKind.IncidentNote, row.Incident.Id)),
        })];
    }

    private static int Resolve(StoreSession session, IncidentStep step, byte[]? note, long now)
    {
        var resolved = session.Execute(
            "UPDATE Incidents SET State = 'resolved', ResolvedBy = $1, ResolvedAt = $2, Note = $3 WHERE Id = $4 AND ConversationId = $5 AND Opening = $6 AND State = 'seen'",
            step.By, now, note, step.Id, step.ConversationId, step.Opening);
        if (resolved == 1)
            ReviewRows.SettleAlert(session, step.ConversationId, step.By, now);
        return resolved;
    }

    private static int Count(StoreSession session, string where) => session.Query("SELECT count(*)" + From + where, row => row.GetInt32(0));

    private async ValueTask<IncidentChange> TakeAsync(IncidentStep step, string action, Func<StoreSession, long, int> take, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(step.By);
        var now = time.GetUtcNow().UtcTicks;
        return await store.WriteAsync(
            session =>
            {
                var done = take(session, now) == 1;
                if (done)
                    AuditTrail.Write(session, now, step.By, action, step.ConversationId);
                return new IncidentChange(done, session.Query(Columns + " WHERE i.Id = $1 AND i.ConversationId = $2", Row.Read, step.Id, step.ConversationId)?.Incident);
            },
            cancel);
    }

    private sealed record Row(Incident Incident, byte[]? Note)
    {
        public static Row Read(DbDataReader row) => new(
            new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), State(row.GetString(4)), row.GetInt64(5), row.Time(6), row.GetInt64(7), row.Time(8))
            {
                Seen = Signature(row, 9),
                Resolved = Signature(row, 11),
            },
            row.BytesOrNull(13));

        private static IncidentSignature? Signature(DbDataReader row, int column) => row.TextOrNull(column) is { } by ? new(by, row.Time(column + 1)) : null;

        private static IncidentState State(string state) => state switch
        {
            "open" => IncidentState.Open,
            "seen" => IncidentState.Seen,
            "resolved" => IncidentState.Resolved,
            _ => throw new InvalidOperationException("An incident has a state that is not known here."),
        };
    }
}
