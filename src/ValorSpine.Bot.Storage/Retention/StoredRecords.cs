using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Retention;

/// <summary>Ends the life of conversations.</summary>
public sealed class StoredRecords : IRecords
{
    private const string Service = "retention";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly LogSignals _signals;
    private readonly RetentionOptions _options;
    private readonly ErasureList _list;
    private readonly TimeProvider _time;

    internal StoredRecords(DataStore store, StoredConversations conversations, LogSignals signals, IOptions<RetentionOptions> options, ErasureList list, TimeProvider time) =>
        (_store, _conversations, _signals, _options, _list, _time) = (store, conversations, signals, options.Value, list, time);

    /// <inheritdoc/>
    public async ValueTask<Erasure> EraseAsync(string conversationId, RecordAct act, CancellationToken cancel)
    {
        var erased = await EraseAsync(conversationId, act, "record.erase", cancel);
        return erased is Erasure.Done done ? new Erasure.Done(done.Proof with { JournalCut = _store.Engine.CutJournal() }) : erased;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HoldAsync(string conversationId, RecordAct act, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(act.Reason);
        if (_conversations.FindCipher(conversationId) is not { } cipher)
            return false;
        var (now, reason) = (_time.GetUtcNow().UtcTicks, cipher.Encrypt(Encoding.UTF8.GetBytes(act.Reason), conversationId, RowKind.HoldReason));
        return await _store.WriteAsync(
            session =>
            {
                var held = session.Execute(
                    "INSERT INTO LegalHolds (ConversationId, \"by\", At, Reason) SELECT Id, $2, $3, $4 FROM Conversations WHERE Id = $1 AND WrappedKey IS NOT NULL ON CONFLICT DO NOTHING",
                    conversationId, act.By, now, reason) == 1;
                if (held)
                    AuditTrail.Write(session, now, act.By, "record.hold", conversationId, act.Reason);
                return held;
            },
            cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(string conversationId, RecordAct act, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(act.Reason);
        var now = _time.GetUtcNow().UtcTicks;
        return await _store.WriteAsync(
            session =>
            {
                var released = session.Execute("DELETE FROM LegalHolds WHERE ConversationId = $1", conversationId) == 1;
                if (released)
                    AuditTrail.Write(session, now, act.By, "record.release", conversationId, act.Reason);
                return released;
            },
            cancel);
    }

    /// <inheritdoc/>
    public ValueTask<LegalHold?> HoldOfAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(_store.Read(session => HoldOf(session, conversationId)));
    }

    /// <summary>What would be purged now.</summary>
    public PurgePlan Plan()
    {
        var due = new Due(_options, _time.GetUtcNow());
        return _store.Read(session => new PurgePlan(
            [.. session.List(Due.Select, row => new PurgedConversation(row.GetString(0), row.Time(1)), due.Values)], due.AuditBefore is { } before ? session.Query("SELECT count(*) FROM AuditEntries WHERE At < $1", row => row.GetInt64(0), before) : 0));
    }

    /// <summary>Erases what has had its time, and takes old entries off the audit trail. Gives what proves it.</summary>
    public async Task<Purge> PurgeAsync(CancellationToken cancel)
    {
        var due = new Due(_options, _time.GetUtcNow());
        var proofs = ImmutableArray.CreateBuilder<ErasureProof>();
        foreach (var conversation in Plan().Conversations)
        {
            if (await EraseAsync(conversation.Id, new(Service, "Its time was over."), "record.purge", cancel, due) is Erasure.Done done)
                proofs.Add(done.Proof);
        }

        var entries = due.AuditBefore is { } before ? await _store.WriteAsync(session => PurgeTrail(session, before), cancel) : 0;
        var cut = proofs.Count > 0 && _store.Engine.CutJournal();
        return new([.. proofs.Select(proof => proof with { JournalCut = cut })], entries);
    }

    /// <summary>Erases again what was erased once and a backup brought back, whatever speaks against erasing it: that was settled then. Gives how many conversations went.</summary>
    /// <param name="hashes">Of their ids, as <see cref="ErasureList"/> has them.</param>
    /// <param name="act">Who, and why.</param>
    /// <param name="cancel">Stops after what is in hand; the next call goes on.</param>
    public async Task<int> EraseAgainAsync(IReadOnlySet<string> hashes, RecordAct act, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(act.Reason);
        var back = _store.Read(session => session.List("SELECT Id FROM Conversations WHERE WrappedKey IS NOT NULL", row => row.GetString(0))).Where(id => hashes.Contains(ErasureList.Hash(id))).ToArray();
        var now = _time.GetUtcNow().UtcTicks;
        foreach (var id in back)
        {
            await _store.WriteAsync(
                session =>
                {
                    ErasedRows.Erase(session, id);
                    return AuditTrail.Write(session, now, act.By, "record.erase-again", id, act.Reason);
                },
                cancel);
            _conversations.Cache.Drop(id, long.MaxValue);
            _signals.Raise(id);
        }

        if (back.Length > 0)
            _store.Engine.CutJournal();
        return back.Length;
    }

    private async ValueTask<Erasure> EraseAsync(string conversationId, RecordAct act, string action, CancellationToken cancel, Due? due = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(act.Reason);
        var now = _time.GetUtcNow();
        var erased = await _store.WriteAsync(session => Erase(session, conversationId, act, action, now, due), cancel);
        if (erased is Erasure.Done)
        {
            _list.Add(conversationId, now);
            _conversations.Cache.Drop(conversationId, long.MaxValue);
            _signals.Raise(conversationId);
        }

        return erased;
    }

    private Erasure Erase(StoreSession session, string id, RecordAct act, string action, DateTimeOffset now, Due? due)
    {
        if (!session.Query("SELECT 1 FROM Conversations WHERE Id = $1 AND WrappedKey IS NOT NULL", _ => true, id))
            return new Erasure.Unknown();
        if (HoldOf(session, id) is { } hold)
            return new Erasure.Held(hold);
        var coming = session.Query("SELECT min(Start) FROM Bookings WHERE ConversationId = $1 AND CancelledAt IS NULL AND Start > $2", row => row.NumberOrNull(0), id, now.UtcTicks);
        if (coming is { } start)
            return new Erasure.VisitToCome(new(start, TimeSpan.Zero));
        // Somebody may have written since it was found.
        if (due is not null && !session.Query($"SELECT 1 FROM ({Due.Select}) AS due WHERE due.Id = $5", _ => true, [.. due.Values, id]))
            return new Erasure.Unknown();
        var rows = ErasedRows.Erase(session, id);
        var entry = AuditTrail.Write(session, now.UtcTicks, act.By, action, id, act.Reason);
        return new Erasure.Done(new(ErasureList.Hash(id), now, act.By, act.Reason, rows, entry, JournalCut: false));
    }

    private long PurgeTrail(StoreSession session, long before)
    {
        var gone = AuditChain.Purge(session, before);
        if (gone > 0)
            AuditTrail.Write(session, _time.GetUtcNow().UtcTicks, Service, "record.purge-audit", null, FormattableString.Invariant($"{gone} entries"));
        return gone;
    }

    private LegalHold? HoldOf(StoreSession session, string id)
    {
        var row = session.Query("SELECT \"by\", At, Reason FROM LegalHolds WHERE ConversationId = $1", row => new Row(row.GetString(0), row.Time(1), row.Bytes(2)), id);
        return row is null || _conversations.FindCipher(id) is not { } cipher ? null : new(row.By, row.At, Encoding.UTF8.GetString(cipher.Decrypt(row.Reason, id, RowKind.HoldReason)));
    }

    private sealed record Row(string By, DateTimeOffset At, byte[] Reason);

    /// <summary>Up to when the last message of a conversation must lie for it to be purged; where it is of several kinds, it stays as long as one of them.</summary>
    private sealed class Due
    {
        public const string Select =
            """
            SELECT c.Id AS Id, c.LastAt AS LastAt FROM Conversations AS c
            WHERE c.WrappedKey IS NOT NULL AND (c.HasAlert OR c.Screened OR c.Booked OR c.LastAt < $1)
                AND (NOT c.HasAlert OR c.LastAt < $2) AND (NOT c.Screened OR c.LastAt < $3)
                AND (NOT c.Booked OR (c.LastAt < $4 AND NOT EXISTS (SELECT 1 FROM Bookings AS b WHERE b.ConversationId = c.Id AND b.CancelledAt IS NULL AND b.Start >= $4)))
                AND NOT EXISTS (SELECT 1 FROM LegalHolds AS l WHERE l.ConversationId = c.Id)
                AND NOT EXISTS (SELECT 1 FROM Incidents AS i WHERE i.ConversationId = c.Id AND i.State <> 'resolved')
                AND NOT EXISTS (SELECT 1 FROM SafetyRecords AS s WHERE s.ConversationId = c.Id AND s.State <> 'closed')
                AND NOT EXISTS (SELECT 1 FROM Drafts AS d WHERE d.ConversationId = c.Id AND d.State NOT IN ('published', 'withdrawn'))
                AND NOT EXISTS (SELECT 1 FROM HeldConversations AS h WHERE h.ConversationId = c.Id)
            ORDER BY c.LastAt, c.Id
            """;

        public Due(RetentionOptions options, DateTimeOffset now)
        {
            Values = [Before(options.ConversationDays), Before(options.AlertDays), Before(options.ScreeningDays), Before(options.BookingDays)];
            AuditBefore = options.AuditDays is null ? null : Before(options.AuditDays);

            long Before(int? days) => days is { } number ? now.AddDays(-number).UtcTicks : long.MinValue;
        }

        public object?[] Values { get; }

        public long? AuditBefore { get; }
    }
}

/// <summary>What would be purged.</summary>
/// <param name="Conversations">The oldest first.</param>
/// <param name="AuditEntries">How many entries of the audit trail.</param>
public sealed record PurgePlan(ImmutableArray<PurgedConversation> Conversations, long AuditEntries);

/// <summary>A conversation whose time is over.</summary>
/// <param name="Id">Its id.</param>
/// <param name="LastAt">When the last message came.</param>
public sealed record PurgedConversation(string Id, DateTimeOffset LastAt);

/// <summary>What was purged.</summary>
/// <param name="Proofs">One for each conversation.</param>
/// <param name="AuditEntries">How many entries of the audit trail.</param>
public sealed record Purge(ImmutableArray<ErasureProof> Proofs, long AuditEntries);
