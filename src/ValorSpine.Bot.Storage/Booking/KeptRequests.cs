using System.Data.Common;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>
/// Requests to a schedule elsewhere: each is written down before the schedule is asked, and stays until it has answered and the patient has been told. So a process that ends in between loses none.
/// </summary>
public sealed class KeptRequests
{
    private const string Open = " FROM KeptRequests AS k JOIN Conversations AS c ON c.Id = k.ConversationId AND c.WrappedKey IS NOT NULL WHERE k.ToldAt IS NULL";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly TimeProvider _time;

    internal KeptRequests(DataStore store, StoredConversations conversations, TimeProvider time) => (_store, _conversations, _time) = (store, conversations, time);

    /// <summary>Wakes who carries them out, when there is something new to do.</summary>
    public WakeSignal Signal { get; } = new();

    /// <summary>Writes a request down; gives its id. One of the same name that is still open is replaced, under the same id.</summary>
    /// <param name="conversationId">Whose.</param>
    /// <param name="name">What it is about.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="dueAt">When it is carried out if it is not dropped before.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<string> KeepAsync(string conversationId, string name, ScheduleRequest request, DateTimeOffset dueAt, CancellationToken cancel)
    {
        var id = await WriteAsync(conversationId, name, new(request, null), dueAt, done: null, cancel);
        Signal.Wake();
        return id;
    }

    /// <summary>Writes down what the schedule says of itself, to be told.</summary>
    public async ValueTask TellAsync(string conversationId, string name, ScheduleRequest request, ScheduleResult result, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        await WriteAsync(conversationId, name, new(request, result), now, now, cancel);
        Signal.Wake();
    }

    /// <summary>When the next one is due, or null where there is none.</summary>
    public DateTimeOffset? NextDueAt() => _store.Read(session => session.Query("SELECT min(k.DueAt)" + Open, row => row.NumberOrNull(0))) is { } ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>The one that is due first, though perhaps only later, or null where there is none.</summary>
    /// <exception cref="UnreadableException">That one cannot be read.</exception>
    public KeptRequest? Next() => _store.Read(session => session.Query(
        "SELECT k.Id, k.ConversationId, k.Failures, k.DueAt, k.Withdrawn, k.Body, k.DoneAt" + Open + " ORDER BY k.DueAt, k.KeptAt, k.Id LIMIT 1", Read));

    /// <summary>How many the schedule did not answer so far.</summary>
    public int CountUnanswered() => _store.Read(session => session.Query("SELECT count(*)" + Open + " AND k.DoneAt IS NULL AND k.Failures > 0", row => row.GetInt32(0)));

    /// <summary>Whether a request of a name, or of one below it, is still to be answered by the schedule.</summary>
    public bool IsUnanswered(string name) =>
        _store.Read(session => session.Query("SELECT 1" + Open + " AND k.DoneAt IS NULL AND (k.Name = $1 OR k.Name LIKE $2) LIMIT 1", _ => true, name, name + "/%"));

    /// <summary>The schedule did not answer; it is asked again later.</summary>
    public async ValueTask PutOffAsync(string id, DateTimeOffset until, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("UPDATE KeptRequests SET Failures = Failures + 1, DueAt = $1 WHERE Id = $2 AND ToldAt IS NULL", until.UtcTicks, id), cancel);

    /// <summary>The schedule answered; the patient is to be told. Null where the patient took the request back meanwhile.</summary>
    public async ValueTask<KeptRequest?> AnsweredAsync(KeptRequest request, ScheduleResult result, CancellationToken cancel)
    {
        if (_conversations.FindCipher(request.ConversationId) is not { } cipher)
            return null;
        var now = _time.GetUtcNow().UtcTicks;
        var body = cipher.Encrypt(StoredJson.Write(new KeptBody(request.Request, result)), request.Id, RowKind.KeptRequest);
        var written = await _store.WriteAsync(
            session => session.Execute("UPDATE KeptRequests SET Body = $1, DoneAt = $2, Failures = 0 WHERE Id = $3 AND ToldAt IS NULL AND Withdrawn = FALSE", body, now, request.Id), cancel);
        return written == 1 ? request with { Result = result, DoneAt = now } : null;
    }

    /// <summary>The patient has been told, or nothing is to be told. One that was asked for anew meanwhile stays open.</summary>
    public async ValueTask ToldAsync(KeptRequest request, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(
            session => session.Execute("UPDATE KeptRequests SET ToldAt = $1 WHERE Id = $2 AND ToldAt IS NULL AND DoneAt IS NOT DISTINCT FROM $3", now, request.Id, request.DoneAt), cancel);
    }

    /// <summary>Forgets the open request of a name: the patient no longer waits for it.</summary>
    public async ValueTask DropAsync(string conversationId, string name, CancellationToken cancel)
    {
        // Most conversations have none, and a look is cheaper than a write.
        if (_store.Read(session => session.Query("SELECT 1 FROM KeptRequests WHERE ConversationId = $1 AND Name = $2 AND ToldAt IS NULL", _ => true, conversationId, name)))
            await _store.WriteAsync(session => session.Execute("DELETE FROM KeptRequests WHERE ConversationId = $1 AND Name = $2 AND ToldAt IS NULL", conversationId, name), cancel);
    }

    /// <summary>The patient takes a request back; what came of it is to be undone.</summary>
    public async ValueTask WithdrawAsync(string conversationId, string id, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(
            session => session.Execute(
                "UPDATE KeptRequests SET Withdrawn = TRUE, DueAt = $1, DoneAt = NULL WHERE Id = $2 AND ConversationId = $3 AND ToldAt IS NULL", now, id, conversationId),
            cancel);
        Signal.Wake();
    }

    private async ValueTask<string> WriteAsync(string conversationId, string name, KeptBody body, DateTimeOffset dueAt, DateTimeOffset? done, CancellationToken cancel)
    {
        var cipher = _conversations.FindCipher(conversationId)
            ?? throw new InvalidOperationException("A request is kept of a conversation that was never opened or whose content was erased.");
        var now = _time.GetUtcNow().UtcTicks;
        var newId = Codes.NewKey();
        return await _store.WriteAsync(
            session =>
            {
                var known = session.Query("SELECT Id FROM KeptRequests WHERE ConversationId = $1 AND Name = $2 AND ToldAt IS NULL", row => row.GetString(0), conversationId, name);
                var id = known ?? newId;
                var sealedBody = cipher.Encrypt(StoredJson.Write(body), id, RowKind.KeptRequest);
                if (known is not null)
                    session.Execute("UPDATE KeptRequests SET Body = $1, DueAt = $2, DoneAt = $3, Withdrawn = FALSE WHERE Id = $4", sealedBody, dueAt.UtcTicks, done?.UtcTicks, id);
                else
                    session.Execute(
                        "INSERT INTO KeptRequests (Id, ConversationId, Name, KeptAt, Failures, DueAt, DoneAt, Withdrawn, Body) VALUES ($1, $2, $3, $4, 0, $5, $6, FALSE, $7)",
                        id, conversationId, name, now, dueAt.UtcTicks, done?.UtcTicks, sealedBody);
                return id;
            },
            cancel);
    }

    private KeptRequest Read(DbDataReader row)
    {
        var (id, conversation) = (row.GetString(0), row.GetString(1));
        var body = BodyOf(id, conversation, row.Bytes(5));
        return new(id, conversation, body.Request, body.Result, row.GetInt64(2), row.Time(3), row.GetBoolean(4), row.NumberOrNull(6));
    }

    private KeptBody BodyOf(string id, string conversation, byte[] body)
    {
        try
        {
            var cipher = _conversations.FindCipher(conversation) ?? throw new InvalidOperationException("The conversation was erased while a request of it was read.");
            return StoredJson.Read<KeptBody>(cipher.Decrypt(body, id, RowKind.KeptRequest));
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            throw _store.Status.NoteUnreadable("requests to the schedule", id, error);
        }
    }
}

/// <summary>A request that is kept.</summary>
/// <param name="Id">Of the kept request.</param>
/// <param name="ConversationId">Whose.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Result">What the schedule answered, or null where it has not yet.</param>
/// <param name="Failures">How often it did not answer.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Withdrawn">Whether the patient took it back.</param>
/// <param name="DoneAt">When the schedule answered, as UTC ticks, or null where it has not yet.</param>
public sealed record KeptRequest(
    string Id, string ConversationId, ScheduleRequest Request, ScheduleResult? Result, long Failures, DateTimeOffset DueAt, bool Withdrawn, long? DoneAt);
