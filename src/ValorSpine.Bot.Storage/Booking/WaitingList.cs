using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>
/// The waiting list: who waits for which times in the order of joining, and what was offered to them. Each step is a compare-and-set, so that several processes can take them.
/// </summary>
public sealed class WaitingList
{
    private const string Alive = " JOIN Conversations AS c ON c.Id = e.ConversationId AND c.WrappedKey IS NOT NULL ";
    private const string EntryColumns = "SELECT e.Id, e.ConversationId, e.Visit, e.JoinedAt, e.Body FROM WaitingEntries AS e" + Alive;
    private const string OfferColumns =
        "SELECT e.Id, e.ConversationId, e.Visit, e.JoinedAt, e.Body, o.Id, o.Resource, o.Start, o.Minutes, o.Until, o.HoldId, o.ToldAt FROM WaitingOffers AS o JOIN WaitingEntries AS e ON e.Id = o.EntryId" + Alive;

    /// <summary>How a hold stands, whichever schedule keeps it: 1 while it does, 2 once it is an appointment.</summary>
    private const string HoldStands =
        """
        SELECT CASE WHEN Reference IS NOT NULL THEN 2 ELSE 1 END FROM Holds WHERE Id = $1 AND (Reference IS NOT NULL OR ExpiresAt > $2)
        UNION ALL
        SELECT CASE WHEN State = 'booked' THEN 2 ELSE 1 END FROM RemoteHolds WHERE Id = $1 AND State <> 'left' AND (Reference IS NOT NULL OR ExpiresAt > $2)
        """;

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly TimeProvider _time;
    private readonly TimeZoneInfo _zone;

    internal WaitingList(DataStore store, StoredConversations conversations, ClinicFacts clinic, TimeProvider time)
    {
        (_store, _conversations, _time) = (store, conversations, time);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);
    }

    /// <summary>Wakes who offers, when a time may have been freed or an offer answered.</summary>
    public WakeSignal Signal { get; } = new();

    /// <summary>Puts a patient on the list; a place for the same kind of visit is kept, with the new wish.</summary>
    public async ValueTask<ScheduleResult> JoinAsync(string conversationId, WaitingEntry entry, CancellationToken cancel)
    {
        var cipher = _conversations.FindCipher(conversationId)
            ?? throw new InvalidOperationException("A patient joins the waiting list in a conversation that was never opened or whose content was erased.");
        var body = cipher.Encrypt(StoredJson.Write(entry), Owner(conversationId, entry.Wish.Visit), RowKind.WaitingEntry);
        var now = _time.GetUtcNow().UtcTicks;
        var ahead = await _store.WriteAsync(
            session =>
            {
                session.Execute(
                    """
                    INSERT INTO WaitingEntries (ConversationId, Visit, JoinedAt, EndsAt, Body) VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (ConversationId, Visit) DO UPDATE SET EndsAt = excluded.EndsAt, Body = excluded.Body
                    """,
                    conversationId, entry.Wish.Visit, now, entry.Wish.Ends.UtcTicks, body);
                var id = session.Query("SELECT Id FROM WaitingEntries WHERE ConversationId = $1 AND Visit = $2", row => row.GetInt64(0), conversationId, entry.Wish.Visit);
                return Ahead(session, id, entry.Wish.Visit, now);
            },
            cancel);
        Signal.Wake();
        return new ScheduleResult.Listed(ahead);
    }

    /// <summary>Takes a patient off the list: for one kind of visit, or altogether.</summary>
    public async ValueTask<ScheduleResult> LeaveAsync(string conversationId, string? visit, CancellationToken cancel)
    {
        var places = await _store.WriteAsync(session => session.Execute("DELETE FROM WaitingEntries WHERE ConversationId = $1 AND (CAST($2 AS TEXT) IS NULL OR Visit = $2)", conversationId, visit), cancel);
        Signal.Wake();
        return new ScheduleResult.Unlisted(places);
    }

    /// <summary>Those to whom a time can be offered, in the order of joining: nothing is on offer to them now, and no warning sign stands in their conversation.</summary>
    public IReadOnlyList<WaitingPlace> Unoffered()
    {
        var now = _time.GetUtcNow().UtcTicks;
        var rows = _store.Read(session => session.List(
            EntryColumns + "WHERE e.EndsAt > $1 AND NOT EXISTS (SELECT 1 FROM WaitingOffers AS o WHERE o.EntryId = e.Id AND o.OverAt IS NULL) ORDER BY e.Id", EntryRow.Read, now));
        return [.. rows.Select(Place).OfType<WaitingPlace>().Where(place => MayBeOffered(place.ConversationId))];
    }

    /// <summary>What is on offer now.</summary>
    public IReadOnlyList<OpenOffer> Open() => [.. _store.Read(session => session.List(OfferColumns + "WHERE o.OverAt IS NULL ORDER BY e.Id", OfferRow.Read)).Select(Offer).OfType<OpenOffer>()];

    /// <summary>Starts that were offered to a place before, the visit that it would move from (only an earlier time is worth offering), and how many offers in a row ended without a word.</summary>
    public (IReadOnlySet<DateTimeOffset> Offered, DateTimeOffset? Before, int Unanswered) Known(WaitingPlace place)
    {
        var now = _time.GetUtcNow().UtcTicks;
        return _store.Read<(IReadOnlySet<DateTimeOffset>, DateTimeOffset?, int)>(session => (
            session.List("SELECT Start FROM WaitingOffers WHERE EntryId = $1", row => row.Time(0), place.Id).ToHashSet(),
            session.Query(
                "SELECT min(Start) FROM Bookings WHERE CancelledAt IS NULL AND Start > $1 AND ((ConversationId = $2 AND Visit = $3) OR Reference = $4)",
                row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Time(0), now, place.ConversationId, place.Entry.Wish.Visit, place.Entry.Reference),
            session.Query(
                """
                SELECT count(*) FROM WaitingOffers WHERE EntryId = $1 AND ToldAt IS NOT NULL AND OverAt >= Until
                AND OverAt > COALESCE((SELECT max(OverAt) FROM WaitingOffers WHERE EntryId = $1 AND OverAt < Until), 0)
                """,
                row => row.GetInt32(0), place.Id)));
    }

    /// <summary>Notes that a slot is to be held for a place. Null where another offer stands in the way: of this place, or of this slot.</summary>
    public async ValueTask<OpenOffer?> WantAsync(WaitingPlace place, Slot slot, DateTimeOffset until, CancellationToken cancel)
    {
        var id = Codes.NewKey();
        var written = await _store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO WaitingOffers (Id, EntryId, Resource, Start, Minutes, Until)
                SELECT $1, Id, $2, $3, $4, $5 FROM WaitingEntries WHERE Id = $6 ON CONFLICT DO NOTHING
                """,
                id, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, until.UtcTicks, place.Id),
            cancel);
        return written == 0 ? null : new(id, place, slot, until, null, IsTold: false);
    }

    /// <summary>The slot is held.</summary>
    public async ValueTask HeldAsync(OpenOffer offer, string holdId, DateTimeOffset until, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("UPDATE WaitingOffers SET HoldId = $1, Until = $2 WHERE Id = $3 AND OverAt IS NULL", holdId, until.UtcTicks, offer.Id), cancel);

    /// <summary>The patient has been told.</summary>
    public async ValueTask ToldAsync(OpenOffer offer, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => session.Execute("UPDATE WaitingOffers SET ToldAt = $1 WHERE Id = $2 AND ToldAt IS NULL", now, offer.Id), cancel);
    }

    /// <summary>An offer is over: passed on or not answered, and then not made to them again. One that the patient never heard of is forgotten and may be made again.</summary>
    public async ValueTask EndAsync(OpenOffer offer, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(
            session =>
            {
                // The turn is what counts: a process may have ended before it noted that it took it.
                var heard = session.Query("SELECT 1 FROM Log WHERE ConversationId = $1 AND Key = $2", _ => true, offer.Place.ConversationId, offer.TurnKey);
                return heard
                    ? session.Execute("UPDATE WaitingOffers SET OverAt = $1, ToldAt = COALESCE(ToldAt, $1) WHERE Id = $2 AND OverAt IS NULL", now, offer.Id)
                    : session.Execute("DELETE FROM WaitingOffers WHERE Id = $1", offer.Id);
            },
            cancel);
    }

    /// <summary>The patient has what they waited for.</summary>
    public async ValueTask TakenAsync(OpenOffer offer, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("DELETE FROM WaitingEntries WHERE Id = $1", offer.Place.Id), cancel);

    /// <summary>Forgets places that nothing can be offered to any more.</summary>
    public async ValueTask ForgetEndedAsync(CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        if (_store.Read(session => session.Query("SELECT 1 FROM WaitingEntries WHERE EndsAt <= $1", _ => true, now)))
            await _store.WriteAsync(session => session.Execute("DELETE FROM WaitingEntries WHERE EndsAt <= $1", now), cancel);
    }

    /// <summary>How the hold of an offer stands.</summary>
    public OfferedHold StateOf(OpenOffer offer) => offer.HoldId is null
        ? OfferedHold.Gone
        : (OfferedHold)_store.Read(session => session.Query(HoldStands, row => row.GetInt32(0), offer.HoldId, _time.GetUtcNow().UtcTicks));

    /// <summary>When the next hold ends of those that patients have, so that a time may be free then; or null.</summary>
    public DateTimeOffset? NextExpiry()
    {
        var now = _time.GetUtcNow().UtcTicks;
        return _store.Read(session => session.Query(
            "SELECT min(At) FROM (SELECT ExpiresAt AS At FROM Holds WHERE Reference IS NULL AND ExpiresAt > $1 UNION ALL SELECT Until FROM WaitingOffers WHERE OverAt IS NULL AND Until > $1) AS ending",
            row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Time(0), now));
    }

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty() => !_store.Read(session => session.Query("SELECT 1 FROM WaitingEntries", _ => true));

    /// <summary>The places of a conversation, for staff.</summary>
    internal ImmutableArray<StoredWait> OfConversation(string conversationId)
    {
        var now = _time.GetUtcNow().UtcTicks;
        var rows = _store.Read(session => session.List(EntryColumns + "WHERE e.ConversationId = $1 AND e.EndsAt > $2 ORDER BY e.Id", EntryRow.Read, conversationId, now));
        return
        [
            .. rows.Select(Place).OfType<WaitingPlace>().Select(place => new StoredWait(
                place.Entry, place.JoinedAt, _store.Read(session => Ahead(session, place.Id, place.Entry.Wish.Visit, now)),
                Open().FirstOrDefault(offer => offer.Place.Id == place.Id) is { } offer ? new(offer.Slot, offer.Until) : null)),
        ];
    }

    private static int Ahead(StoreSession session, long id, string visit, long now) =>
        session.Query("SELECT count(*) FROM WaitingEntries AS e" + Alive + "WHERE e.Visit = $1 AND e.Id < $2 AND e.EndsAt > $3", row => row.GetInt32(0), visit, id, now);

    private static string Owner(string conversationId, string visit) => conversationId + "/waiting/" + visit;

    private bool MayBeOffered(string conversationId) => !_conversations.IsUnreadable(conversationId) && _conversations.Find(conversationId)?.Loaded.State.BotHasFloor == true;

    // A place that cannot be read is passed over: those behind it must not wait for it.
    private WaitingPlace? Place(EntryRow row)
    {
        try
        {
            return _conversations.FindCipher(row.ConversationId) is { } cipher
                ? new(row.Id, row.ConversationId, StoredJson.Read<WaitingEntry>(cipher.Decrypt(row.Body, Owner(row.ConversationId, row.Visit), RowKind.WaitingEntry)), row.JoinedAt)
                : null;
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            _store.Status.NoteUnreadable("places on the waiting list", row.Id.ToString(CultureInfo.InvariantCulture), error);
            return null;
        }
    }

    private OpenOffer? Offer(OfferRow row) => Place(row.Entry) is { } place
        ? new(row.Id, place, new(row.Entry.Visit, row.Resource, TimeZoneInfo.ConvertTime(row.Start, _zone), row.Minutes), row.Until, row.HoldId, row.IsTold)
        : null;

    private sealed record EntryRow(long Id, string ConversationId, string Visit, DateTimeOffset JoinedAt, byte[] Body)
    {
        public static EntryRow Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.Time(3), row.Bytes(4));
    }

    private sealed record OfferRow(EntryRow Entry, string Id, string Resource, DateTimeOffset Start, int Minutes, DateTimeOffset Until, string? HoldId, bool IsTold)
    {
        public static OfferRow Read(DbDataReader row) =>
            new(EntryRow.Read(row), row.GetString(5), row.GetString(6), row.Time(7), row.GetInt32(8), row.Time(9), row.TextOrNull(10), !row.IsDBNull(11));
    }
}

/// <summary>A place on the waiting list.</summary>
/// <param name="Id">The order of joining.</param>
/// <param name="ConversationId">Whose.</param>
/// <param name="Entry">Wish and contact.</param>
/// <param name="JoinedAt">UTC.</param>
public sealed record WaitingPlace(long Id, string ConversationId, WaitingEntry Entry, DateTimeOffset JoinedAt);

/// <summary>A freed time that is offered to a place.</summary>
/// <param name="Id">Of the offer.</param>
/// <param name="Place">To whom.</param>
/// <param name="Slot">The time.</param>
/// <param name="Until">When it goes to the next.</param>
/// <param name="HoldId">Set once the time is held.</param>
/// <param name="IsTold">Whether the patient has been told.</param>
public sealed record OpenOffer(string Id, WaitingPlace Place, Slot Slot, DateTimeOffset Until, string? HoldId, bool IsTold)
{
    /// <summary>Key of the turn in which the patient is told, so that it is said once.</summary>
    public string TurnKey => "offer:" + Id;
}

/// <summary>How the hold of an offer stands.</summary>
public enum OfferedHold
{
    /// <summary>It was given back or has ended.</summary>
    Gone = 0,

    /// <summary>It stands.</summary>
    Stands = 1,

    /// <summary>It became the patient's appointment.</summary>
    Taken = 2,
}
