using System.Data.Common;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>What is known here of a schedule that is kept elsewhere: who holds which slot until when, and which appointments were made there by the chat.</summary>
public sealed class RemoteBookings
{
    private const string Columns = "SELECT Id, ConversationId, RemoteSlot, Visit, Resource, Start, Minutes, ExpiresAt, State, Reference, RemoteAppointment FROM RemoteHolds";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly BuiltInSchedule _local;
    private readonly TimeZoneInfo _zone;
    private readonly TimeSpan _holdFor;
    private readonly TimeProvider _time;

    internal RemoteBookings(
        DataStore store, StoredConversations conversations, BuiltInSchedule local, ClinicFacts clinic, IOptions<ScheduleOptions> options, TimeProvider time)
    {
        (_store, _conversations, _local, _time) = (store, conversations, local, time);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);
        _holdFor = TimeSpan.FromMinutes(options.Value.HoldMinutes);
    }

    /// <summary>A hold, or null.</summary>
    public RemoteHold? Find(string holdId) => _store.Read(session => Find(session, holdId));

    /// <summary>The hold that an appointment stands on, or null where there is none.</summary>
    public RemoteHold? OfAppointment(string reference) => _store.Read(session => session.Query(Columns + " WHERE Reference = $1 AND State = 'booked'", Read, Codes.Normalise(reference)));

    /// <summary>The appointment as it is known here: booked, cancelled or not found.</summary>
    public ValueTask<ScheduleResult> KnownAsync(string reference, CancellationToken cancel) => _local.PerformAsync("", new ScheduleRequest.Find(reference), cancel);

    /// <summary>Notes here that the patient will come.</summary>
    public ValueTask<ScheduleResult> AttendAsync(string conversationId, ScheduleRequest attend, CancellationToken cancel) => _local.PerformAsync(conversationId, attend, cancel);

    /// <summary>The appointment behind a calendar key, or null.</summary>
    public ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel) => _local.FindByCalendarKeyAsync(calendarKey, cancel);

    /// <summary>Takes the screening summary out of the appointments of a conversation, here and not on the server.</summary>
    public async ValueTask<ScheduleResult.Unshared> UnshareAsync(string conversationId, CancellationToken cancel) =>
        (ScheduleResult.Unshared)await _local.PerformAsync(conversationId, new ScheduleRequest.Unshare(), cancel);

    /// <summary>Notes that a conversation wants a slot, before the schedule is asked for it. The same slot again gives the hold that stands.</summary>
    public async ValueTask<RemoteHold> WantAsync(string conversationId, Slot slot, string remoteSlot, DateTimeOffset? until, CancellationToken cancel)
    {
        var (id, now) = (Codes.NewKey(), _time.GetUtcNow());
        return await _store.WriteAsync(
            session =>
            {
                var standing = session.Query(
                    Columns + " WHERE ConversationId = $1 AND RemoteSlot = $2 AND Visit = $3 AND State IN ('wanted', 'held') AND Reference IS NULL AND ExpiresAt > $4",
                    Read, conversationId, remoteSlot, slot.Visit, now.UtcTicks);
                if (standing is not null)
                    return standing;
                session.Execute(
                    "INSERT INTO RemoteHolds (Id, ConversationId, RemoteSlot, Visit, Resource, Start, Minutes, ExpiresAt, State) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'wanted')",
                    id, conversationId, remoteSlot, slot.Visit, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, (until ?? now + _holdFor).UtcTicks);
                return Find(session, id)!;
            },
            cancel);
    }

    /// <summary>The schedule has given the slot.</summary>
    public async ValueTask HeldAsync(string holdId, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("UPDATE RemoteHolds SET State = 'held' WHERE Id = $1 AND State = 'wanted'", holdId), cancel);

    /// <summary>The slot is to be given back to the schedule. An appointment keeps its own.</summary>
    public async ValueTask LeaveAsync(string holdId, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("UPDATE RemoteHolds SET State = 'left' WHERE Id = $1 AND State <> 'booked'", holdId), cancel);

    /// <summary>Nothing is held any more.</summary>
    public async ValueTask ForgetAsync(string holdId, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("DELETE FROM RemoteHolds WHERE Id = $1 AND State <> 'booked'", holdId), cancel);

    /// <summary>What is to be given back to the schedule now: given up or expired.</summary>
    public IReadOnlyList<RemoteHold> Left()
    {
        var now = _time.GetUtcNow().UtcTicks;
        return _store.Read(session => session.List(
            Columns + " WHERE State = 'left' OR (ExpiresAt <= $1 AND Reference IS NULL AND State IN ('wanted', 'held')) ORDER BY ExpiresAt LIMIT 200", Read, now));
    }

    /// <summary>When the next hold ends, or null where there is none.</summary>
    public DateTimeOffset? NextExpiry() => _store.Read(session => session.Query(
        "SELECT min(ExpiresAt) FROM RemoteHolds WHERE Reference IS NULL AND State IN ('wanted', 'held')", row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Time(0)));

    /// <summary>
    /// Chooses the reference of the appointment that a hold becomes. From then on the hold does not end by itself. Null where it is not the conversation's or has ended.
    /// </summary>
    public async ValueTask<RemoteHold?> ConfirmingAsync(string conversationId, string holdId, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        return await _store.WriteAsync(
            session =>
            {
                if (Find(session, holdId) is not { } hold || hold.ConversationId != conversationId || hold.State is RemoteHoldState.Left)
                    return null;
                if (hold.Reference is not null)
                    return hold;
                if (hold.ExpiresAt <= now)
                    return null;
                session.Execute("UPDATE RemoteHolds SET Reference = $1 WHERE Id = $2", UnusedReference(session), holdId);
                return Find(session, holdId);
            },
            cancel);
    }

    /// <summary>The schedule has made the appointment of a hold. Asking again changes nothing.</summary>
    public async ValueTask BookedAsync(RemoteHold hold, ScheduleRequest.Confirm confirm, string remoteAppointment, CancellationToken cancel)
    {
        var cipher = _conversations.FindCipher(hold.ConversationId)
            ?? throw new InvalidOperationException("An appointment was made in a conversation that was never opened or whose content was erased.");
        var reference = hold.Reference ?? throw new ArgumentException("A hold becomes an appointment once its reference is chosen.", nameof(hold));
        var details = StoredJson.Write(new BookingDetails(confirm.Name, confirm.Phone, confirm.Email, confirm.Reason, confirm.ScreeningSummary) { PreferredContact = confirm.PreferredContact });
        var (calendarKey, now) = (Codes.NewKey(), _time.GetUtcNow().UtcTicks);
        await _store.WriteAsync(
            session =>
            {
                session.Execute(
                    """
                    INSERT INTO Bookings (Reference, ConversationId, Visit, Resource, Start, Minutes, CalendarKey, BookedAt, Sequence, Details)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9) ON CONFLICT (Reference) DO NOTHING
                    """,
                    reference, hold.ConversationId, hold.Slot.Visit, hold.Slot.Resource, hold.Slot.Start.UtcTicks, (long)hold.Slot.Minutes, calendarKey, now,
                    cipher.Encrypt(details, hold.ConversationId + "/" + reference, RowKind.Booking));
                session.Execute("UPDATE RemoteHolds SET State = 'booked', RemoteAppointment = $1 WHERE Id = $2 AND State IN ('wanted', 'held')", remoteAppointment, hold.Id);
                return session.Execute("UPDATE Conversations SET Booked = TRUE WHERE Id = $1", hold.ConversationId);
            },
            cancel);
    }

    /// <summary>The schedule has moved an appointment to the slot of another hold. Asking again changes nothing.</summary>
    public async ValueTask MovedAsync(RemoteHold from, RemoteHold to, CancellationToken cancel) => await _store.WriteAsync(
        session =>
        {
            if (session.Execute("UPDATE RemoteHolds SET State = 'booked', Reference = $1, RemoteAppointment = $2 WHERE Id = $3 AND State IN ('wanted', 'held')", from.Reference, from.RemoteAppointment, to.Id) == 0)
                return 0;
            session.Execute("UPDATE RemoteHolds SET State = 'left' WHERE Id = $1", from.Id);
            return Reschedule(session, from.Reference!, to.Slot);
        },
        cancel);

    /// <summary>The appointment was moved there by others. Its slot is theirs now.</summary>
    public async ValueTask MovedElsewhereAsync(RemoteHold hold, Slot slot, string? remoteSlot, CancellationToken cancel) => await _store.WriteAsync(
        session =>
        {
            session.Execute(
                "UPDATE RemoteHolds SET RemoteSlot = $1, Resource = $2, Start = $3, Minutes = $4 WHERE Id = $5",
                remoteSlot ?? hold.RemoteSlot, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, hold.Id);
            return Reschedule(session, hold.Reference!, slot);
        },
        cancel);

    /// <summary>The appointment no longer stands there.</summary>
    /// <param name="hold">What it stood on.</param>
    /// <param name="giveBack">Whether its slot is to be given back. One that the clinic cancelled is the clinic's to free.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<ScheduleResult> CancelledAsync(RemoteHold hold, bool giveBack, CancellationToken cancel)
    {
        var result = await _local.PerformAsync(hold.ConversationId, new ScheduleRequest.Cancel(hold.Reference!), cancel);
        await _store.WriteAsync(
            session => session.Execute(giveBack ? "UPDATE RemoteHolds SET State = 'left' WHERE Id = $1 AND State = 'booked'" : "DELETE FROM RemoteHolds WHERE Id = $1 AND State = 'booked'", hold.Id),
            cancel);
        return result;
    }

    /// <summary>Appointments that are still to come, by time.</summary>
    public IReadOnlyList<RemoteHold> Upcoming()
    {
        var now = _time.GetUtcNow().UtcTicks;
        return _store.Read(session => session.List(Columns + " WHERE State = 'booked' AND Start > $1 ORDER BY Start, Id", Read, now));
    }

    /// <summary>The QuestionnaireResponse behind a summary that the patient agreed to share, as FHIR JSON, or null where there is none.</summary>
    public string? Response(string conversationId, string summary)
    {
        if (_conversations.FindCipher(conversationId) is not { } cipher)
            return null;
        var rows = _store.Read(session => session.List(
            "SELECT Sequence, Body FROM Screenings WHERE ConversationId = $1 ORDER BY Sequence DESC", row => (Sequence: row.GetInt64(0), Body: row.Bytes(1)), conversationId));
        return rows.Select(row => StoredJson.Read<FinishedScreening>(cipher.Decrypt(row.Body, conversationId, RowKind.Screening, row.Sequence)))
            .FirstOrDefault(screening => screening.Summary == summary)?.ResponseJson;
    }

    private static int Reschedule(StoreSession session, string reference, Slot slot) => session.Execute(
        "UPDATE Bookings SET Visit = $1, Resource = $2, Start = $3, Minutes = $4, Sequence = Sequence + 1 WHERE Reference = $5",
        slot.Visit, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, reference);

    private static string UnusedReference(StoreSession session)
    {
        while (true)
        {
            var reference = Codes.NewReference();
            if (!session.Query("SELECT 1 FROM Bookings WHERE Reference = $1 UNION SELECT 1 FROM RemoteHolds WHERE Reference = $1", _ => true, reference))
                return reference;
        }
    }

    private RemoteHold? Find(StoreSession session, string id) => session.Query(Columns + " WHERE Id = $1", Read, id);

    private RemoteHold Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2),
        new(row.GetString(3), row.GetString(4), TimeZoneInfo.ConvertTime(row.Time(5), _zone), (int)row.GetInt64(6)),
        row.Time(7), Enum.Parse<RemoteHoldState>(row.GetString(8), ignoreCase: true), row.TextOrNull(9), row.TextOrNull(10));
}

/// <summary>A slot of a schedule elsewhere.</summary>
/// <param name="Id">Of the hold.</param>
/// <param name="ConversationId">Who holds it.</param>
/// <param name="RemoteSlot">Id of the slot there.</param>
/// <param name="Slot">When and with whom.</param>
/// <param name="ExpiresAt">When the hold ends, while it has no reference.</param>
/// <param name="State">How far it got.</param>
/// <param name="Reference">Of the appointment that it becomes or is, or null.</param>
/// <param name="RemoteAppointment">Id of the appointment there, once it stands.</param>
public sealed record RemoteHold(
    string Id, string ConversationId, string RemoteSlot, Slot Slot, DateTimeOffset ExpiresAt, RemoteHoldState State, string? Reference, string? RemoteAppointment);

/// <summary>How far a hold got.</summary>
public enum RemoteHoldState
{
    /// <summary>The schedule is asked for it; whether it gives it is not known.</summary>
    Wanted,

    /// <summary>The schedule has given it.</summary>
    Held,

    /// <summary>It is an appointment's.</summary>
    Booked,

    /// <summary>It is to be given back.</summary>
    Left,
}
