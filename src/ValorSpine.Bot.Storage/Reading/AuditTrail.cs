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
        var values = new List<object?>();
        var where = new List<string>();
        // Only what is asked for stands in the query, so that an index is used where there is one.
        Add("Actor = {0}", filter.Actor);
        Add("(Action = {0} OR (Action > {0} || '.' AND Action < {0} || '/'))", filter.Action);
        Add("Action <> {0}", filter.Except);
        Add("ConversationId = {0}", filter.ConversationId);
        Add("At >= {0}", filter.From?.UtcTicks);
        Add("At < {0}", filter.Until?.UtcTicks);
        Add("Id < {0}", before);
        values.Add((long)take);
        var query = $"SELECT {AuditRow.Columns} FROM AuditEntries{(where.Count == 0 ? "" : " WHERE " + string.Join(" AND ", where))} ORDER BY Id DESC LIMIT {Name(values.Count)}";
        return new([.. _store.Read(session => session.List(query, AuditRow.Read, [.. values]))
            .Select(row => new AuditEntry(row.Number, new(row.At, TimeSpan.Zero), row.Actor, row.Action, row.ConversationId, NoteOf(row)))]);

        void Add(string condition, object? value)
        {
            if (value is null)
                return;
            values.Add(value);
            where.Add(string.Format(CultureInfo.InvariantCulture, condition, Name(values.Count)));
        }

        static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");
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
