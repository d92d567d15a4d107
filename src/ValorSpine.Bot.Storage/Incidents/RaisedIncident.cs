using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>What alerts do to the incident of their conversation. Runs on the writer, in the transaction of their turn.</summary>
internal static class RaisedIncident
{
    /// <summary>
    /// Opens an incident, or joins the one that is not resolved yet and opens it again where the alerts are more urgent. True where staff have something new to see.
    /// </summary>
    /// <param name="session">Of the writer.</param>
    /// <param name="conversationId">Whose alerts.</param>
    /// <param name="alerts">Their kinds.</param>
    /// <param name="at">UTC ticks.</param>
    /// <param name="mail">Whether an opening is mailed.</param>
    public static bool Write(StoreSession session, string conversationId, IReadOnlyCollection<string> alerts, long at, bool mail)
    {
        var kinds = AlertUrgency.MostUrgentFirst(alerts.Where(AlertUrgency.MakesIncident)).ToArray();
        if (kinds is not [var kind, ..])
            return false;
        var unsettled = session.Query(
            "SELECT Id, Kind FROM Incidents WHERE ConversationId = $1 AND State <> 'resolved'", row => new Unsettled(row.GetInt64(0), row.GetString(1)), conversationId);

        if (unsettled is null)
        {
            Open(session, conversationId, kind, kinds.Length, at);
        }
        else
        {
            Join(session, unsettled.Id, kinds.Length, at);
            if (!AlertUrgency.IsMoreUrgent(kind, unsettled.Kind))
                return false;
            Raise(session, unsettled.Id, kind, at);
        }

        if (mail)
        {
            // Due since ever: what is new goes before what failed.
            session.Execute(
                """
                INSERT INTO AlertMails (IncidentId, Opening, Kind, At, Failures, DueAt)
                SELECT Id, Opening, Kind, OpenedAt, 0, 0 FROM Incidents WHERE ConversationId = $1 AND State <> 'resolved'
                """,
                conversationId);
        }

        return true;
    }

    private static void Open(StoreSession session, string conversationId, string kind, long alerts, long at) => session.Execute(
        "INSERT INTO Incidents (ConversationId, Kind, State, Opening, OpenedAt, Alerts, LastAlertAt) VALUES ($1, $2, 'open', 1, $3, $4, $3)",
        conversationId, kind, at, alerts);

    private static void Join(StoreSession session, long id, long alerts, long at) =>
        session.Execute("UPDATE Incidents SET Alerts = Alerts + $1, LastAlertAt = $2 WHERE Id = $3", alerts, at, id);

    private static void Raise(StoreSession session, long id, string kind, long at) => session.Execute(
        "UPDATE Incidents SET Kind = $1, State = 'open', Opening = Opening + 1, OpenedAt = $2, SeenBy = NULL, SeenAt = NULL WHERE Id = $3", kind, at, id);

    private sealed record Unsettled(long Id, string Kind);
}
