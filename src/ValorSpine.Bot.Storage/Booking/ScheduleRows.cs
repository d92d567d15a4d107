using System.Data.Common;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>The quarters of an hour that a visit touches with the time before and after it, as UTC ticks.</summary>
internal static class Quarters
{
    private static readonly long s_length = TimeSpan.FromMinutes(15).Ticks;

    /// <summary>The first quarter that a visit takes which starts then.</summary>
    public static long First(VisitType visit, long start)
    {
        var from = start - TimeSpan.FromMinutes(visit.MinutesBefore).Ticks;
        return from - (from % s_length);
    }

    /// <summary>When the resource is free again after a visit that starts then.</summary>
    public static long End(VisitType visit, long start, int? minutes = null) => start + TimeSpan.FromMinutes((minutes ?? visit.Minutes) + visit.MinutesAfter).Ticks;

    /// <summary>All of them.</summary>
    public static IEnumerable<long> Of(VisitType visit, long start, int minutes)
    {
        var end = End(visit, start, minutes);
        for (var quarter = First(visit, start); quarter < end; quarter += s_length)
            yield return quarter;
    }
}

/// <summary>The places of quarters that are taken.</summary>
internal static class TakenQuarters
{
    /// <summary>How many places of each quarter are taken.</summary>
    public static Dictionary<(string Resource, long Quarter), long> Between(StoreSession session, long from, long to, DateTimeOffset now) => session.List(
        "SELECT Resource, Start, COUNT(*) FROM BookedQuarters WHERE Start >= $1 AND Start < $2 AND (ExpiresAt IS NULL OR ExpiresAt > $3) GROUP BY Resource, Start",
        row => (Key: (row.GetString(0), row.GetInt64(1)), Places: row.GetInt64(2)), from, to, now.UtcTicks).ToDictionary(taken => taken.Key, taken => taken.Places);

    /// <summary>Takes a place of each quarter for a hold, or none where one of them is full.</summary>
    public static bool TryTake(StoreSession session, string resource, IEnumerable<long> quarters, int places, string hold, DateTimeOffset until)
    {
        var free = quarters.Select(quarter => (quarter, Place: FreePlace(session, resource, quarter, places))).ToArray();
        if (free.Any(found => found.Place is null))
            return false;
        foreach (var (quarter, place) in free)
        {
            session.Execute(
                "INSERT INTO BookedQuarters (Resource, Start, Place, Holder, ExpiresAt) VALUES ($1, $2, $3, $4, $5)", resource, quarter, place, hold, until.UtcTicks);
        }

        return true;
    }

    private static long? FreePlace(StoreSession session, string resource, long quarter, int places)
    {
        var taken = session.List("SELECT Place FROM BookedQuarters WHERE Resource = $1 AND Start = $2 ORDER BY Place", row => row.GetInt64(0), resource, quarter);
        if (taken.Count >= places)
            return null;
        var place = 0;
        while (place < taken.Count && taken[place] == place)
            place++;
        return place;
    }
}

/// <summary>A hold as stored.</summary>
internal sealed record HoldRow(string Id, string ConversationId, string Visit, string Resource, long Start, long Minutes, DateTimeOffset ExpiresAt, string? Reference)
{
    private const string Columns = "SELECT Id, ConversationId, Visit, Resource, Start, Minutes, ExpiresAt, Reference FROM Holds";

    public static HoldRow? Find(StoreSession session, string id) => session.Query(Columns + " WHERE Id = $1", Read, id);

    /// <summary>The hold that a conversation has on a slot now.</summary>
    public static HoldRow? Standing(StoreSession session, string conversationId, Slot slot, DateTimeOffset now) => session.Query(
        Columns + " WHERE ConversationId = $1 AND Visit = $2 AND Resource = $3 AND Start = $4 AND Minutes = $5 AND Reference IS NULL AND ExpiresAt > $6",
        Read, conversationId, slot.Visit, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, now.UtcTicks);

    /// <summary>Gives back what expired holds took.</summary>
    public static void ForgetExpired(StoreSession session, DateTimeOffset now)
    {
        session.Execute("DELETE FROM BookedQuarters WHERE Holder IN (SELECT Id FROM Holds WHERE ExpiresAt <= $1 AND Reference IS NULL)", now.UtcTicks);
        session.Execute("DELETE FROM Holds WHERE ExpiresAt <= $1 AND Reference IS NULL", now.UtcTicks);
    }

    /// <summary>Hands the quarters over to an appointment, for good.</summary>
    public void Become(StoreSession session, string reference)
    {
        session.Execute("UPDATE BookedQuarters SET Holder = $1, ExpiresAt = NULL WHERE Holder = $2", reference, Id);
        session.Execute("UPDATE Holds SET Reference = $1 WHERE Id = $2", reference, Id);
    }

    private static HoldRow Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.Time(6), row.TextOrNull(7));
}

/// <summary>An appointment as stored.</summary>
internal sealed record BookingRow(
    string Reference, string ConversationId, string Visit, string Resource, long Start, long Minutes, string CalendarKey, bool Cancelled, long Sequence, byte[] Details, DateTimeOffset? ComingAt)
{
    private const string Columns = "SELECT Reference, ConversationId, Visit, Resource, Start, Minutes, CalendarKey, CancelledAt IS NOT NULL, Sequence, Details, CASE WHEN ComingSequence = Sequence THEN ComingAt END FROM Bookings";

    public static BookingRow? ByReference(StoreSession session, string reference) => session.Query(Columns + " WHERE Reference = $1", Read, reference);

    public static BookingRow? ByCalendarKey(StoreSession session, string key) => session.Query(Columns + " WHERE CalendarKey = $1", Read, key);

    public static List<BookingRow> OfConversation(StoreSession session, string id) => session.List(Columns + " WHERE ConversationId = $1 ORDER BY Start", Read, id);

    private static BookingRow Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.GetString(6), row.GetBoolean(7), row.GetInt64(8), row.Bytes(9), row.IsDBNull(10) ? null : row.Time(10));
}
