using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>Keeps the review of a conversation as its turns make it. Runs on the writer, in the transaction of the turn.</summary>
internal static class ReviewRows
{
    /// <summary>After a turn. What the patient writes opens again what staff had settled.</summary>
    /// <returns>Number of the review.</returns>
    public static long Write(StoreSession session, string conversationId, string channel, long at, TurnReview review, bool byPatient) => session.Query(
        $"""
        INSERT INTO Reviews (ConversationId, Channel, At, Reasons, State, Version, Touched) VALUES ($1, $2, $3, $4, 0, 1, $3)
        ON CONFLICT (ConversationId) DO UPDATE SET
            Reasons = CASE WHEN Reviews.State = 2 AND $5 THEN $4 | {(int)ReviewReasons.WroteAgain} ELSE (Reviews.Reasons & ~{(int)TurnReview.AllStanding}) | $4 END,
            State = CASE WHEN Reviews.State = 2 AND $5 THEN 0 ELSE Reviews.State END,
            At = $3, Touched = $3, Version = Reviews.Version + 1
        RETURNING Number
        """,
        row => row.GetInt64(0), conversationId, channel, at, (long)(review.Found | review.Standing), byPatient);

    /// <summary>Whoever takes a conversation over is at it.</summary>
    public static void Taken(StoreSession session, long number, string by, long at) => session.Execute(
        "UPDATE Reviews SET State = 1, Assignee = $2, ChangedBy = $2, ChangedAt = $3 WHERE Number = $1", number, by, at);

    /// <summary>Somebody of the staff has settled all that there was.</summary>
    public static void Settled(StoreSession session, long number, string by, long at) => session.Execute(
        "UPDATE Reviews SET State = 2, ChangedBy = $2, ChangedAt = $3, Version = Version + 1 WHERE Number = $1", number, by, at);

    /// <summary>Staff have settled the alert of a conversation. Where there was no other reason to look at it, that is settled, too.</summary>
    public static void SettleAlert(StoreSession session, string conversationId, string by, long at)
    {
        const int ofAlerts = (int)(ReviewReasons.Emergency | ReviewReasons.Crisis | ReviewReasons.Sign | ReviewReasons.Unreached);
        if (session.Execute(
            $"UPDATE Reviews SET State = 2, ChangedBy = $2, ChangedAt = $3, Touched = $3, Version = Version + 1 WHERE ConversationId = $1 AND State < 2 AND Reasons & ~{ofAlerts} = 0", conversationId, by, at) == 0)
        {
            session.Execute(
                $"UPDATE Reviews SET Reasons = Reasons & ~{ofAlerts}, ChangedBy = $2, ChangedAt = $3, Touched = $3, Version = Version + 1 WHERE ConversationId = $1 AND State < 2 AND Reasons & {ofAlerts} <> 0", conversationId, by, at);
        }
    }

    /// <summary>When something comes to light outside a turn. It opens again what staff had settled.</summary>
    public static void Add(StoreSession session, string conversationId, ReviewReasons reasons, long at) => session.Execute(
        "UPDATE Reviews SET Reasons = CASE WHEN State = 2 THEN $2 ELSE Reasons | $2 END, State = CASE WHEN State = 2 THEN 0 ELSE State END, Version = Version + 1, Touched = $3 WHERE ConversationId = $1",
        conversationId, (long)reasons, at);

    /// <summary>The same for what is no news to staff who have settled it since; says nothing where it stands there already.</summary>
    public static void AddUnlessSettledSince(StoreSession session, string conversationId, ReviewReasons reasons, long since, long at)
    {
        if (session.Query("SELECT 1 FROM Reviews WHERE ConversationId = $1 AND ((State = 2 AND ChangedAt >= $2) OR (State < 2 AND Reasons & $3 = $3))", _ => true, conversationId, since, (long)reasons))
            return;
        Add(session, conversationId, reasons, at);
    }

    /// <summary>When something turned out otherwise outside a turn.</summary>
    public static void Remove(StoreSession session, string conversationId, ReviewReasons reasons, long at) => session.Execute(
        "UPDATE Reviews SET Reasons = Reasons & ~$2, Version = Version + 1, Touched = $3 WHERE ConversationId = $1 AND Reasons & $2 <> 0", conversationId, (long)reasons, at);

    /// <summary>The patient goes on here with what they began elsewhere. The code that says so is forgotten some day; this is not.</summary>
    public static void Continue(StoreSession session, string conversationId, string from) => session.Execute(
        """
        INSERT INTO Reviews (ConversationId, Channel, At, Reasons, State, Version, Touched, ContinuesFrom) SELECT Id, Channel, LastAt, 0, 0, 1, LastAt, $2 FROM Conversations WHERE Id = $1
        ON CONFLICT (ConversationId) DO UPDATE SET ContinuesFrom = excluded.ContinuesFrom
        """,
        conversationId, from);

    /// <summary>Leaves nothing by which a conversation could be found; gives how many terms went. To be called before its rows are erased: these name it, the terms do not.</summary>
    public static int EraseTerms(StoreSession session, string conversationId)
    {
        session.Execute("UPDATE Reviews SET ContinuesFrom = NULL WHERE ContinuesFrom = $1", conversationId);
        return session.Execute("DELETE FROM SearchTerms WHERE Number = (SELECT Number FROM Reviews WHERE ConversationId = $1)", conversationId);
    }
}
