using System.Collections.Immutable;
using ValorSpine.Bot.Storage.Figures;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Retention;

/// <summary>
/// Takes away all that belongs to a conversation. Which tables hold something of one is read from the data file: each with a column <c>ConversationId</c>, so that a new table is never forgotten.
/// The row of the conversation stays without content, as its channel may go on with the same one.
/// </summary>
internal static class ErasedRows
{
    private static readonly HashSet<string> s_kept = new(["AuditEntries", "RemoteHolds"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs on the writer; gives how many rows went, by table.</summary>
    public static ImmutableSortedDictionary<string, long> Erase(StoreSession session, string id)
    {
        // What refers to a row may go after it, within this transaction.
        session.DeferForeignKeys();
        var rows = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        Note("BookedQuarters", session.Execute(
            "DELETE FROM BookedQuarters WHERE Holder IN (SELECT Id FROM Holds WHERE ConversationId = $1 UNION SELECT Reference FROM Bookings WHERE ConversationId = $1)", id));
        Note("OneTimeCodes", session.Execute("DELETE FROM OneTimeCodes WHERE AskedBy = $1 OR Reference IN (SELECT Reference FROM Bookings WHERE ConversationId = $1)", id));
        Note("AlertMails", session.Execute("DELETE FROM AlertMails WHERE IncidentId IN (SELECT Id FROM Incidents WHERE ConversationId = $1)", id));
        Note("WaitingOffers", session.Execute("DELETE FROM WaitingOffers WHERE EntryId IN (SELECT Id FROM WaitingEntries WHERE ConversationId = $1)", id));
        Note("SearchTerms", ReviewRows.EraseTerms(session, id));
        session.Execute("UPDATE ResumeCodes SET RedeemedBy = '' WHERE RedeemedBy = $1", id);

        // A time that is held on another server is given back there first; then its row goes by itself.
        session.Execute("UPDATE RemoteHolds SET State = 'left' WHERE ConversationId = $1 AND Reference IS NULL AND State IN ('wanted', 'held')", id);
        Note("RemoteHolds", session.Execute("DELETE FROM RemoteHolds WHERE ConversationId = $1 AND State <> 'left'", id));

        // What its days came to is added up again, without it.
        DayCounts.ForgetDaysOf(session, id);

        // The audit trail says who looked, and outlives what they saw.
        foreach (var table in session.TablesWith("ConversationId").Where(table => !s_kept.Contains(table)))
            Note(table, session.Execute($"DELETE FROM {table} WHERE ConversationId = $1", id));
        session.Execute(
            """
            UPDATE Conversations SET WrappedKey = NULL, State = $2, UserId = '', Locale = NULL, HasAlert = FALSE, AlertKinds = '', Screened = FALSE, Booked = FALSE, Version = Version + 1
            WHERE Id = $1
            """,
            id, Array.Empty<byte>());
        return rows.ToImmutable();

        void Note(string table, int count)
        {
            if (count > 0)
                rows[table] = rows.GetValueOrDefault(table) + count;
        }
    }
}
