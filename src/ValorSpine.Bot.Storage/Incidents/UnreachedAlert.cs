using System.Text;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>The alert that guidance for a warning sign did not reach its patient, made ready by its caller. It stands beside the alert of the turn that gave the guidance.</summary>
internal sealed class UnreachedAlert
{
    private const string Reason = "not-delivered";

    private readonly string _conversationId;
    private readonly long _sequence;
    private readonly byte[] _body;
    private readonly bool _mail;

    private UnreachedAlert(string conversationId, long sequence, byte[] body, bool mail) => (_conversationId, _sequence, _body, _mail) = (conversationId, sequence, body, mail);

    /// <summary>Whether it opened an incident, or opened one again.</summary>
    public bool OpenedIncident { get; private set; }

    /// <summary>For a reply that was not delivered; null where it holds no guidance, or its conversation was erased.</summary>
    public static UnreachedAlert? Of(LogEntry entry, StoredConversations conversations, bool mail) =>
        entry.Reply is { Calls.IsEmpty: false } && conversations.FindCipher(entry.ConversationId) is { } cipher
            ? new(entry.ConversationId, entry.Sequence, cipher.Encrypt(Encoding.UTF8.GetBytes(Reason), entry.ConversationId, RowKind.Alert, entry.Sequence), mail)
            : null;

    /// <summary>Runs on the writer. Written once for a reply.</summary>
    public void Write(StoreSession session, long at)
    {
        if (session.Query("SELECT 1 FROM Alerts WHERE ConversationId = $1 AND Sequence = $2 AND Kind = $3", _ => true, _conversationId, _sequence, AlertKind.Unreached))
            return;
        session.Execute(
            "INSERT INTO Alerts (ConversationId, Sequence, Number, At, Kind, Body) SELECT $1, $2, COALESCE(max(Number) + 1, 0), $3, $4, $5 FROM Alerts WHERE ConversationId = $1 AND Sequence = $2",
            _conversationId, _sequence, at, AlertKind.Unreached, _body);
        var kinds = session.List("SELECT DISTINCT Kind FROM Alerts WHERE ConversationId = $1", row => row.GetString(0), _conversationId);
        session.Execute("UPDATE Conversations SET HasAlert = TRUE, AlertKinds = $1 WHERE Id = $2", string.Join(',', AlertUrgency.MostUrgentFirst(kinds)), _conversationId);
        ReviewRows.Add(session, _conversationId, ReviewReasons.Unreached, at);
        OpenedIncident = RaisedIncident.Write(session, _conversationId, [AlertKind.Unreached], at, _mail);
    }
}
