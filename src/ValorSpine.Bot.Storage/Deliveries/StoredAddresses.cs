using System.Data.Common;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Deliveries;

/// <summary>Where replies are sent, and what else a channel told of a conversation; encrypted with the conversation's key.</summary>
internal sealed class StoredAddresses(DataStore store, StoredConversations conversations, TimeProvider time) : IChannelConversations
{
    // Channels send some of these at every word that is typed or read; a conversation is told by its newest.
    internal const long MostActivities = 100;

    /// <inheritdoc/>
    public ValueTask<string> CurrentAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        // Each that was erased is followed by one with the next number, and none is opened before that.
        var erased = store.Read(session => session.Query(
            "SELECT count(*) FROM Conversations WHERE (Id = $1 OR (Id > $1 || '-' AND Id < $1 || '.')) AND WrappedKey IS NULL", row => row.GetInt64(0), conversationId));
        var current = Id(erased);
        // One that cannot be read is followed as if it had been erased, so that its patient can go on; what was opened after it may have been erased since.
        while (conversations.IsUnreadable(current) || IsErased(current))
            current = Id(++erased);
        return new(current);

        string Id(long before) => before == 0 ? conversationId : string.Create(CultureInfo.InvariantCulture, $"{conversationId}-{before + 1}");
    }

    /// <inheritdoc/>
    public async ValueTask KeepAsync(string conversationId, ReplyAddress address, CancellationToken cancel)
    {
        // Nearly every message comes from where the last one came from: a look costs no flush to disk.
        if (IsKept(conversationId, address))
            return;
        var body = Cipher(conversationId).Encrypt(Encoding.UTF8.GetBytes(address.Reference), conversationId, RowKind.ReplyAddress);
        await store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO ReplyAddresses (ConversationId, IsAuthenticated, ClosedAt, DueAt, Failures, Body) VALUES ($1, $2, NULL, NULL, 0, $3)
                ON CONFLICT (ConversationId) DO UPDATE SET IsAuthenticated = excluded.IsAuthenticated, ClosedAt = NULL, Body = excluded.Body
                """,
                conversationId, address.IsAuthenticated, body),
            cancel);
    }

    /// <inheritdoc/>
    public async ValueTask CloseAsync(string conversationId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => Close(session, conversationId, now, "closed"), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask KeepActivityAsync(string conversationId, string key, string type, string activityJson, CancellationToken cancel)
    {
        var body = Cipher(conversationId).Encrypt(Encoding.UTF8.GetBytes(activityJson), conversationId, RowKind.KeptActivity);
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO KeptActivities (ConversationId, Key, At, Type, Body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", conversationId, key, now, type, body);
                return session.Execute(
                    "DELETE FROM KeptActivities WHERE ConversationId = $1 AND Key NOT IN (SELECT Key FROM KeptActivities WHERE ConversationId = $1 ORDER BY At DESC, Key LIMIT $2)", conversationId, MostActivities);
            },
            cancel);
    }

    /// <summary>Runs on the writer: nothing more is sent there, and what waits is given up.</summary>
    internal static int Close(StoreSession session, string conversationId, long now, string why)
    {
        session.Execute("UPDATE Deliveries SET State = 'gone', DoneAt = $1, Problem = $2 WHERE ConversationId = $3 AND State = 'waiting'", now, why, conversationId);
        return session.Execute("UPDATE ReplyAddresses SET ClosedAt = $1, DueAt = NULL, Failures = 0 WHERE ConversationId = $2", now, conversationId);
    }

    /// <summary>The address that is in use, or null.</summary>
    /// <exception cref="UnreadableException">It cannot be read.</exception>
    internal ReplyAddress? Find(string conversationId)
    {
        var row = store.Read(session => session.Query(
            "SELECT IsAuthenticated, Body FROM ReplyAddresses WHERE ConversationId = $1 AND ClosedAt IS NULL", Row.Read, conversationId));
        if (row is null || conversations.FindCipher(conversationId) is not { } cipher)
            return null;
        try
        {
            return new(row.IsAuthenticated, Encoding.UTF8.GetString(cipher.Decrypt(row.Body, conversationId, RowKind.ReplyAddress)));
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            throw store.Status.NoteUnreadable("addresses of replies", conversationId, error);
        }
    }

    // One that cannot be read is written anew.
    private bool IsKept(string conversationId, ReplyAddress address)
    {
        try
        {
            return Find(conversationId) == address;
        }
        catch (UnreadableException)
        {
            return false;
        }
    }

    private bool IsErased(string id) => store.Read(session => session.Query("SELECT 1 FROM Conversations WHERE Id = $1 AND WrappedKey IS NULL", _ => true, id));

    private ContentCipher Cipher(string conversationId) =>
        conversations.FindCipher(conversationId) ?? throw new InvalidOperationException("The conversation was never opened or its content was erased.");

    private sealed record Row(bool IsAuthenticated, byte[] Body)
    {
        public static Row Read(DbDataReader row) => new(row.GetBoolean(0), row.Bytes(1));
    }
}
