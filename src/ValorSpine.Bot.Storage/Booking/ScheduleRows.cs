using Microsoft.Data.Sqlite;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>The quarters of an hour that an interval touches, as UTC ticks.</summary>
internal static class Quarters
{
    private static readonly long s_length = TimeSpan.FromMinutes(15).Ticks;

    public static long Floor(long ticks) => ticks - (ticks % s_length);

    public static IEnumerable<long> Of(long start, int minutes)
    {
        var end = start + TimeSpan.FromMinutes(minutes).Ticks;
        for (var quarter = Floor(start); quarter < end; quarter += s_length)
            yield return quarter;
    }
}

/// <summary>A hold as stored.</summary>
internal sealed record HoldRow(string Id, string ConversationId, string Visit, string Resource, long Start, long Minutes, DateTimeOffset ExpiresAt, string? Reference)
{
    private const string Columns = "SELECT Id, ConversationId, Visit, Resource, Start, Minutes, ExpiresAt, Reference FROM Holds";

    public static HoldRow? Find(SqliteSession session, string id) => session.Query(Columns + " WHERE Id = $1", Read, id);

    /// <summary>The hold that a conversation has on a slot now.</summary>
    public static HoldRow? Standing(SqliteSession session, string conversationId, Slot slot, DateTimeOffset now) => session.Query(
        Columns + " WHERE ConversationId = $1 AND Visit = $2 AND Resource = $3 AND Start = $4 AND Minutes = $5 AND Reference IS NULL AND ExpiresAt > $6",
        Read, conversationId, slot.Visit, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, now.UtcTicks);

    /// <summary>Gives back what expired holds took.</summary>
    public static void ForgetExpired(SqliteSession session, DateTimeOffset now)
    {
        session.Execute("DELETE FROM BookedQuarters WHERE Holder IN (SELECT Id FROM Holds WHERE ExpiresAt <= $1 AND Reference IS NULL)", now.UtcTicks);
        session.Execute("DELETE FROM Holds WHERE ExpiresAt <= $1 AND Reference IS NULL", now.UtcTicks);
    }

    /// <summary>Hands the quarters over to an appointment, for good.</summary>
    public void Become(SqliteSession session, string reference)
    {
        session.Execute("UPDATE BookedQuarters SET Holder = $1, ExpiresAt = NULL WHERE Holder = $2", reference, Id);
        session.Execute("UPDATE Holds SET Reference = $1 WHERE Id = $2", reference, Id);
    }

    private static HoldRow Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.Time(6), row.TextOrNull(7));
}

/// <summary>An appointment as stored.</summary>
internal sealed record BookingRow(
    string Reference, string ConversationId, string Visit, string Resource, long Start, long Minutes, string CalendarKey, bool Cancelled, long Sequence, byte[] Details, DateTimeOffset? ComingAt)
{
    private const string Columns = "SELECT Reference, ConversationId, Visit, Resource, Start, Minutes, CalendarKey, CancelledAt IS NOT NULL, Sequence, Details, CASE WHEN ComingSequence = Sequence THEN ComingAt END FROM Bookings";

    public static BookingRow? ByReference(SqliteSession session, string reference) => session.Query(Columns + " WHERE Reference = $1", Read, reference);

    public static BookingRow? ByCalendarKey(SqliteSession session, string key) => session.Query(Columns + " WHERE CalendarKey = $1", Read, key);

    public static List<BookingRow> OfConversation(SqliteSession session, string id) => session.List(Columns + " WHERE ConversationId = $1 ORDER BY Start", Read, id);

    private static BookingRow Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.GetString(6), row.GetBoolean(7), row.GetInt64(8), row.Bytes(9), row.IsDBNull(10) ? null : row.Time(10));
}
