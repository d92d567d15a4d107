using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reading;

/// <summary>Who did what, and when. Entries are added, never changed.</summary>
public sealed class AuditTrail : IAuditTrail
{
    private readonly DataStore _store;
    private readonly TimeProvider _time;

    internal AuditTrail(DataStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Adds an entry; completes once it is on disk.</summary>
    /// <param name="actor">Who, as they signed in.</param>
    /// <param name="action">What: <c>transcript.open</c>, <c>incident.seen</c>, <c>incident.resolved</c>.</param>
    /// <param name="conversationId">Of which conversation, or null.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask RecordAsync(string actor, string action, string? conversationId, CancellationToken cancel) => await RecordAsync(actor, action, conversationId, note: null, cancel);

    /// <inheritdoc/>
    public async ValueTask<long> RecordAsync(string actor, string action, string? conversationId, string? note, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        var at = _time.GetUtcNow().UtcTicks;
        return await _store.WriteAsync(session => Write(session, at, actor, action, conversationId, note), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 500);
        cancel.ThrowIfCancellationRequested();
        return new([.. _store.Read(session => session.List(
            $"""
            SELECT {AuditRow.Columns} FROM AuditEntries
            WHERE (CAST($1 AS TEXT) IS NULL OR Actor = $1) AND (CAST($2 AS TEXT) IS NULL OR Action = $2 OR (Action > $2 || '.' AND Action < $2 || '/')) AND (CAST($3 AS TEXT) IS NULL OR ConversationId = $3)
                AND (CAST($4 AS BIGINT) IS NULL OR At >= $4) AND (CAST($5 AS BIGINT) IS NULL OR At < $5) AND (CAST($6 AS BIGINT) IS NULL OR Id < $6)
            ORDER BY Id DESC LIMIT $7
            """,
            AuditRow.Read, filter.Actor, filter.Action, filter.ConversationId, filter.From?.UtcTicks, filter.Until?.UtcTicks, before, (long)take))
            .Select(row => new AuditEntry(row.Number, new(row.At, TimeSpan.Zero), row.Actor, row.Action, row.ConversationId, NoteOf(row)))]);
    }

    /// <inheritdoc/>
    public ValueTask<AuditVerification> VerifyAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(_store.Read(session => AuditVerifier.Verify(session, _store.Audit)));
    }

    // One note that cannot be read must not hide the entry, nor the others; that it was changed is found by verifying.
    private string? NoteOf(AuditRow row)
    {
        try
        {
            return _store.Audit.Decrypt(row.Note, row.Number);
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            _store.Status.NoteUnreadable("entries of the audit trail", row.Number.ToString(CultureInfo.InvariantCulture), error);
            return "(This note can no longer be read.)";
        }
    }

    /// <summary>Adds an entry with whatever else its transaction writes; gives its number.</summary>
    internal static long Write(StoreSession session, long at, string actor, string action, string? conversationId, string? note = null) =>
        AuditChain.Append(session, at, actor, action, conversationId, note);
}
