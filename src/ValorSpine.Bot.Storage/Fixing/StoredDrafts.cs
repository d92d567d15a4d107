using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Fixing;

/// <summary>Drafts in the store. What one says is encrypted with the key of the conversation that it came from, and gone with it.</summary>
internal sealed class StoredDrafts(DataStore store, StoredConversations conversations, TimeProvider time) : IDrafts
{
    private const string Columns = "SELECT Id, ConversationId, Sequence, State, Revision, Author, Editors, MadeAt, ChangedAt, Approver, Body FROM Drafts";

    private const string Step = "UPDATE Drafts SET Revision = Revision + 1, ChangedAt = $1";

    private const string Seen = " WHERE Id = $2 AND Revision = $3";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <inheritdoc/>
    public async ValueTask<long?> AddAsync(DraftQuestion question, DraftBody body, string author, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        if (conversations.FindCipher(question.ConversationId) is not { } cipher)
            return null;
        var (now, kept) = (time.GetUtcNow().UtcTicks, Encrypt(cipher, question.ConversationId, body));
        return await store.WriteAsync(
            session =>
            {
                var id = session.Query(
                    "INSERT INTO Drafts (ConversationId, Sequence, State, Revision, Author, Editors, MadeAt, ChangedAt, Body) VALUES ($1, $2, 'open', 1, $3, $3, $4, $4, $5) RETURNING Id",
                    row => row.GetInt64(0), question.ConversationId, question.Sequence, author, now, kept);
                AuditTrail.Write(session, now, author, Action("made", id), question.ConversationId);
                return (long?)id;
            },
            cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<Draft?> OpenAsync(long id, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        if (Find(id) is not { } row || conversations.FindCipher(row.ConversationId) is not { } cipher)
            return null;
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => AuditTrail.Write(session, now, reader, Action("open", id), row.ConversationId), cancel);
        return row.Open(cipher);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DraftRow>> ListAsync(int take, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => session.List(
            """
            SELECT d.Id, d.State, d.Author, d.ChangedAt FROM Drafts AS d JOIN Conversations AS c ON c.Id = d.ConversationId AND c.WrappedKey IS NOT NULL
            ORDER BY d.State IN ('published', 'withdrawn'), d.ChangedAt DESC LIMIT $1
            """,
            row => new DraftRow(row.GetInt64(0), StateOf(row.GetString(1)), row.GetString(2), row.Time(3)), (long)take)).ToImmutableArray());
    }

    /// <inheritdoc/>
    public async ValueTask<bool> SaveAsync(DraftStep step, DraftBody body, CancellationToken cancel)
    {
        if (Find(step.Id) is not { } row || row.Revision != step.Revision)
            return false;
        var editors = row.Editors.Split('\n');
        var now = editors.Contains(step.By, StringComparer.OrdinalIgnoreCase) ? row.Editors : $"{row.Editors}\n{step.By}";
        return await TakeAsync(
            step, "saved", body, (session, at, kept) => session.Execute(
                Step + ", State = 'open', Approver = NULL, Body = $4, Editors = $5" + Seen + " AND State IN ('open', 'submitted')", at, step.Id, step.Revision, kept, now),
            cancel);
    }

    /// <inheritdoc/>
    public ValueTask<bool> SubmitAsync(DraftStep step, CancellationToken cancel) =>
        TakeAsync(step, "submitted", null, (session, now, _) => session.Execute(Step + ", State = 'submitted'" + Seen + " AND State = 'open'", now, step.Id, step.Revision), cancel);

    /// <inheritdoc/>
    public ValueTask<bool> SendBackAsync(DraftStep step, DraftBody body, CancellationToken cancel) => TakeAsync(
        step, "sent-back", body, (session, now, kept) => session.Execute(
            Step + ", State = 'open', Approver = NULL, Body = $4" + Seen + " AND State IN ('submitted', 'approved')", now, step.Id, step.Revision, kept),
        cancel);

    /// <inheritdoc/>
    public async ValueTask<bool> ApproveAsync(DraftStep step, CancellationToken cancel) =>
        Find(step.Id) is { } row && !row.Editors.Split('\n').Contains(step.By, StringComparer.OrdinalIgnoreCase)
        && await TakeAsync(
            step, "approved", null, (session, now, _) => session.Execute(Step + ", State = 'approved', Approver = $4" + Seen + " AND State = 'submitted'", now, step.Id, step.Revision, step.By), cancel);

    /// <inheritdoc/>
    public ValueTask<bool> PublishedAsync(DraftStep step, CancellationToken cancel) =>
        TakeAsync(step, "published", null, (session, now, _) => session.Execute(Step + ", State = 'published'" + Seen + " AND State = 'approved'", now, step.Id, step.Revision), cancel);

    /// <inheritdoc/>
    public ValueTask<bool> WithdrawAsync(DraftStep step, CancellationToken cancel) =>
        TakeAsync(step, "withdrawn", null, (session, now, _) => session.Execute(Step + ", State = 'withdrawn'" + Seen + " AND State IN ('open', 'submitted')", now, step.Id, step.Revision), cancel);

    private async ValueTask<bool> TakeAsync(DraftStep step, string action, DraftBody? body, Func<StoreSession, long, byte[]?, int> take, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(step.By);
        if (Find(step.Id) is not { } row || conversations.FindCipher(row.ConversationId) is not { } cipher)
            return false;
        var (now, kept) = (time.GetUtcNow().UtcTicks, body is null ? null : Encrypt(cipher, row.ConversationId, body));
        return await store.WriteAsync(
            session =>
            {
                if (take(session, now, kept) != 1)
                    return false;
                AuditTrail.Write(session, now, step.By, Action(action, step.Id), row.ConversationId);
                return true;
            },
            cancel);
    }

    private Row? Find(long id) => store.Read(session => session.Query(Columns + " WHERE Id = $1", Row.Read, id));

    private static byte[] Encrypt(ContentCipher cipher, string conversationId, DraftBody body) =>
        cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(body, s_json), conversationId, RowKind.Draft);

    private static string Action(string verb, long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"draft.{verb}.{id}");

    private static DraftState StateOf(string state) => Enum.Parse<DraftState>(state, ignoreCase: true);

    private sealed record Row(
        long Id, string ConversationId, long Sequence, string State, long Revision, string Author, string Editors, DateTimeOffset MadeAt, DateTimeOffset ChangedAt, string? Approver, byte[] Body)
    {
        public static Row Read(DbDataReader row) => new(
            row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4), row.GetString(5), row.GetString(6), row.Time(7), row.Time(8), row.TextOrNull(9), row.Bytes(10));

        public Draft Open(ContentCipher cipher) => new(
            Id, new(ConversationId, Sequence), StateOf(State), Revision, Author, [.. Editors.Split('\n')], MadeAt, ChangedAt, Approver,
            JsonSerializer.Deserialize<DraftBody>(cipher.Decrypt(Body, ConversationId, RowKind.Draft), s_json) ?? throw new JsonException("A stored draft is null."));
    }
}
