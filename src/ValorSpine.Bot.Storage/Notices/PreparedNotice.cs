using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Notices;

/// <summary>A notice made ready by its caller, so that the writer has only a row to write.</summary>
internal sealed class PreparedNotice
{
    private readonly Notice _notice;
    private readonly string _conversationId;
    private readonly byte[] _body;

    private PreparedNotice(Notice notice, string conversationId, byte[] body) => (_notice, _conversationId, _body) = (notice, conversationId, body);

    /// <summary>
    /// A notice about an appointment is kept with the conversation that the appointment was made in, whichever one changed it: its address falls with that one. Null where that is erased.
    /// </summary>
    public static PreparedNotice? Of(Notice notice, string decidedIn, DataStore store, StoredConversations conversations) =>
        notice.About is { } about ? OfAppointment(notice, about.Reference, store, conversations, decidedIn) : In(notice, decidedIn, conversations);

    /// <summary>The same for one that goes to the address of an appointment, and is true whatever becomes of it.</summary>
    public static PreparedNotice? OfAppointment(Notice notice, string reference, DataStore store, StoredConversations conversations, string? decidedIn = null) =>
        (store.Read(session => BookingRow.ByReference(session, reference))?.ConversationId ?? decidedIn) is { } owner ? In(notice, owner, conversations) : null;

    private static PreparedNotice? In(Notice notice, string owner, StoredConversations conversations) =>
        conversations.FindCipher(owner) is { } cipher
            ? new(notice, owner, cipher.Encrypt(StoredJson.Write(new NoticeBody(notice.To.Address, notice.Values)), Place(owner, notice.Key), RowKind.Notice))
            : null;

    /// <summary>What the body belongs to.</summary>
    public static string Place(string conversationId, string key) => conversationId + "/" + key;

    /// <summary>Runs on the writer. One of the same key stays as it is.</summary>
    public void Write(StoreSession session, long at) => session.Post(
        """
        INSERT INTO Notices (ConversationId, Key, Template, Way, Reference, Sequence, MadeAt, DueAt, VoidAt, State, Failures, Body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, $10) ON CONFLICT (ConversationId, Key) DO NOTHING
        """,
        _conversationId, _notice.Key, _notice.Template, _notice.To.Way.ToString(), _notice.About?.Reference, (long?)_notice.About?.Sequence, at, _notice.DueAt.UtcTicks, _notice.VoidAt?.UtcTicks, _body);
}
