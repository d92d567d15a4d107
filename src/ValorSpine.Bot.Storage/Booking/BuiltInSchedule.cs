using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>
/// The schedule in the store. A visit takes up quarters of an hour of its resource, with the time before and after it; each place of a quarter can have one holder only.
/// </summary>
internal sealed class BuiltInSchedule(
    DataStore store, StoredConversations conversations, SlotEnumeration enumerate, ClinicFacts clinic, IOptions<ScheduleOptions> options, TimeProvider time) : ISchedule
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);
    private readonly TimeSpan _holdFor = TimeSpan.FromMinutes(options.Value.HoldMinutes);

    /// <inheritdoc/>
    public async ValueTask<ScheduleResult> PerformAsync(string conversationId, ScheduleRequest request, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return request switch
        {
            ScheduleRequest.FindSlots find => Find(find, now),
            ScheduleRequest.Hold hold => await HoldAsync(conversationId, hold.Slot, hold.Until ?? now + _holdFor, now, cancel),
            ScheduleRequest.Release release => await ReleaseAsync(conversationId, release.HoldId, cancel),
            ScheduleRequest.Confirm confirm => await ConfirmAsync(conversationId, confirm, now, cancel),
            ScheduleRequest.Find find => Answer(store.Read(session => BookingRow.ByReference(session, Codes.Normalise(find.Reference)))),
            ScheduleRequest.Cancel cancelled => await CancelAsync(Codes.Normalise(cancelled.Reference), now, cancel),
            ScheduleRequest.Move move => await MoveAsync(conversationId, Codes.Normalise(move.Reference), move.HoldId, now, cancel),
            ScheduleRequest.Attend attend => await AttendAsync(Codes.Normalise(attend.Reference), attend.Sequence, now, cancel),
            ScheduleRequest.Unshare => await UnshareAsync(conversationId, now, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "The schedule does not know this request."),
        };
    }

    /// <inheritdoc/>
    public ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var row = store.Read(session => BookingRow.ByCalendarKey(session, calendarKey));
        return new(row is null ? null : Decrypt(row)?.Appointment);
    }

    /// <summary>Appointments made in a conversation, by time.</summary>
    public IEnumerable<(BookedAppointment Appointment, bool Cancelled, BookingDetails Details)> MadeIn(string conversationId)
    {
        foreach (var row in store.Read(session => BookingRow.OfConversation(session, conversationId)))
        {
            if (Decrypt(row) is var (appointment, details))
                yield return (appointment, row.Cancelled, details);
        }
    }

    private ScheduleResult.Free Find(ScheduleRequest.FindSlots find, DateTimeOffset now)
    {
        if (VisitOf(find.Visit) is not { } visit || find.Limit < 1)
            return new([]);
        var taken = store.Read(session => TakenQuarters.Between(session, Quarters.First(visit, find.From.UtcTicks), Quarters.End(visit, find.To.UtcTicks), now));
        return new([.. enumerate(clinic, find.Of(visit), find.From, find.To, find.After, find.Before, IsFree).Where(slot => slot.Start > now).Take(find.Limit)]);

        bool IsFree(string resource, DateTimeOffset start, int minutes) =>
            Quarters.Of(visit, start.UtcTicks, minutes).All(quarter => taken.GetValueOrDefault((resource, quarter)) < clinic.PlacesOf(resource));
    }

    private async ValueTask<ScheduleResult> HoldAsync(string conversationId, Slot slot, DateTimeOffset until, DateTimeOffset now, CancellationToken cancel)
    {
        var newHold = Codes.NewKey();
        var visit = CanBeBooked(slot, now);
        return await store.WriteAsync<ScheduleResult>(
            session =>
            {
                if (HoldRow.Standing(session, conversationId, slot, now) is { } mine)
                    return new ScheduleResult.Held(mine.Id, mine.ExpiresAt);
                if (visit is null)
                    return new ScheduleResult.Taken();

                HoldRow.ForgetExpired(session, now);
                if (!TakenQuarters.TryTake(session, slot.Resource, Quarters.Of(visit, slot.Start.UtcTicks, slot.Minutes), clinic.PlacesOf(slot.Resource), newHold, until))
                    return new ScheduleResult.Taken();
                session.Execute(
                    "INSERT INTO Holds (Id, ConversationId, Visit, Resource, Start, Minutes, ExpiresAt) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    newHold, conversationId, slot.Visit, slot.Resource, slot.Start.UtcTicks, (long)slot.Minutes, until.UtcTicks);
                return new ScheduleResult.Held(newHold, until);
            },
            cancel);
    }

    // A slot comes from a card that may be days old: by now it can lie on a day that was closed since, or in the past.
    private VisitType? CanBeBooked(Slot slot, DateTimeOffset now)
    {
        if (VisitOf(slot.Visit) is not { } visit || slot.Start <= now || !visit.Resources.Contains(slot.Resource))
            return null;
        var there = enumerate(clinic, visit with { Resources = [slot.Resource] }, slot.Start, slot.Start.AddTicks(1), null, null, (_, _, _) => true);
        return there.Any(open => open.Start == slot.Start && open.Minutes == slot.Minutes) ? visit : null;
    }

    private VisitType? VisitOf(string id) => clinic.Visits.FirstOrDefault(visit => visit.Id == id);

    private async ValueTask<ScheduleResult> ReleaseAsync(string conversationId, string holdId, CancellationToken cancel)
    {
        var became = await store.WriteAsync(
            session =>
            {
                if (HoldRow.Find(session, holdId) is not { } hold || hold.ConversationId != conversationId)
                    return null;
                if (hold.Reference is not null)
                    return BookingRow.ByReference(session, hold.Reference);
                session.Execute("DELETE FROM Holds WHERE Id = $1", holdId);
                session.Execute("DELETE FROM BookedQuarters WHERE Holder = $1", holdId);
                return null;
            },
            cancel);
        return Answer(became) is ScheduleResult.Booked booked ? booked : new ScheduleResult.Released();
    }

    private async ValueTask<ScheduleResult> ConfirmAsync(string conversationId, ScheduleRequest.Confirm confirm, DateTimeOffset now, CancellationToken cancel)
    {
        var cipher = conversations.FindCipher(conversationId)
            ?? throw new InvalidOperationException("An appointment is confirmed in a conversation that was never opened or whose content was erased.");
        var details = StoredJson.Write(new BookingDetails(confirm.Name, confirm.Phone, confirm.Email, confirm.Reason, confirm.ScreeningSummary) { PreferredContact = confirm.PreferredContact });
        var calendarKey = Codes.NewKey();
        var booked = await store.WriteAsync(
            session =>
            {
                if (HoldRow.Find(session, confirm.HoldId) is not { } hold || hold.ConversationId != conversationId)
                    return null;
                if (hold.Reference is not null)
                    return BookingRow.ByReference(session, hold.Reference);
                if (hold.ExpiresAt <= now)
                    return null;

                var reference = UnusedReference(session);
                session.Execute(
                    """
                    INSERT INTO Bookings (Reference, ConversationId, Visit, Resource, Start, Minutes, CalendarKey, BookedAt, Sequence, Details)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)
                    """,
                    reference, conversationId, hold.Visit, hold.Resource, hold.Start, hold.Minutes, calendarKey, now.UtcTicks,
                    cipher.Encrypt(details, conversationId + "/" + reference, RowKind.Booking));
                hold.Become(session, reference);
                session.Execute("UPDATE Conversations SET Booked = TRUE WHERE Id = $1", conversationId);
                return BookingRow.ByReference(session, reference);
            },
            cancel);
        return booked is null ? new ScheduleResult.Expired() : Answer(booked);
    }

    private async ValueTask<ScheduleResult> CancelAsync(string reference, DateTimeOffset now, CancellationToken cancel) => Answer(await store.WriteAsync(
        session =>
        {
            var changed = session.Execute(
                "UPDATE Bookings SET CancelledAt = $1, Sequence = Sequence + 1 WHERE Reference = $2 AND CancelledAt IS NULL", now.UtcTicks, reference);
            if (changed > 0)
                session.Execute("DELETE FROM BookedQuarters WHERE Holder = $1", reference);
            return BookingRow.ByReference(session, reference);
        },
        cancel));

    private async ValueTask<ScheduleResult> MoveAsync(string conversationId, string reference, string holdId, DateTimeOffset now, CancellationToken cancel)
    {
        var (held, row) = await store.WriteAsync(
            session =>
            {
                var held = TryMove(session);
                return (held, BookingRow.ByReference(session, reference));
            },
            cancel);
        return held ? Answer(row) : new ScheduleResult.Expired();

        bool TryMove(StoreSession session)
        {
            if (BookingRow.ByReference(session, reference) is not { Cancelled: false })
                return true;
            if (HoldRow.Find(session, holdId) is not { } hold || hold.ConversationId != conversationId)
                return false;
            if (hold.Reference is not null)
                return hold.Reference == reference;
            if (hold.ExpiresAt <= now)
                return false;

            session.Execute("DELETE FROM BookedQuarters WHERE Holder = $1", reference);
            hold.Become(session, reference);
            session.Execute(
                "UPDATE Bookings SET Visit = $1, Resource = $2, Start = $3, Minutes = $4, Sequence = Sequence + 1 WHERE Reference = $5",
                hold.Visit, hold.Resource, hold.Start, hold.Minutes, reference);
            return true;
        }
    }

    private async ValueTask<ScheduleResult> AttendAsync(string reference, int sequence, DateTimeOffset now, CancellationToken cancel) => Answer(await store.WriteAsync(
        session =>
        {
            session.Execute(
                "UPDATE Bookings SET ComingAt = $1, ComingSequence = Sequence WHERE Reference = $2 AND Sequence = $3 AND CancelledAt IS NULL AND ComingSequence IS DISTINCT FROM $3",
                now.UtcTicks, reference, (long)sequence);
            return BookingRow.ByReference(session, reference);
        },
        cancel));

    private async ValueTask<ScheduleResult> UnshareAsync(string conversationId, DateTimeOffset now, CancellationToken cancel)
    {
        if (conversations.FindCipher(conversationId) is not { } cipher)
            return new ScheduleResult.Unshared(0, 0);
        return await store.WriteAsync(
            session =>
            {
                var (toCome, past) = (0, 0);
                foreach (var row in BookingRow.OfConversation(session, conversationId))
                {
                    var details = DetailsOf(row, cipher);
                    if (!row.Cancelled && row.Start <= now.UtcTicks)
                    {
                        past += details.ScreeningSummary is null ? 0 : 1;
                        continue;
                    }

                    toCome += row.Cancelled ? 0 : 1;
                    if (details.ScreeningSummary is not null)
                        session.Execute("UPDATE Bookings SET Details = $1 WHERE Reference = $2", Encrypted(details with { ScreeningSummary = null }, row, cipher), row.Reference);
                }

                return new ScheduleResult.Unshared(toCome, past);
            },
            cancel);
    }

    private static string UnusedReference(StoreSession session)
    {
        while (true)
        {
            var reference = Codes.NewReference();
            if (BookingRow.ByReference(session, reference) is null)
                return reference;
        }
    }

    // What is answered is read in the transaction that it answers for: the next one may already have cancelled or moved it.
    private ScheduleResult Answer(BookingRow? row)
    {
        if (row is null || Decrypt(row) is not var (appointment, _))
            return new ScheduleResult.NotFound();
        return row.Cancelled ? new ScheduleResult.Cancelled(appointment) : new ScheduleResult.Booked(appointment);
    }

    /// <summary>Null where the conversation that it was made in was erased.</summary>
    private (BookedAppointment Appointment, BookingDetails Details)? Decrypt(BookingRow row)
    {
        if (conversations.FindCipher(row.ConversationId) is not { } cipher)
            return null;
        var details = DetailsOf(row, cipher);
        var slot = new Slot(row.Visit, row.Resource, TimeZoneInfo.ConvertTime(new DateTimeOffset(row.Start, TimeSpan.Zero), _zone), (int)row.Minutes);
        return (new(row.Reference, slot, details.Name, details.Phone, details.Email, row.CalendarKey, (int)row.Sequence) { Cancelled = row.Cancelled, PreferredContact = details.PreferredContact, ComingSaidAt = row.ComingAt }, details);
    }

    private static BookingDetails DetailsOf(BookingRow row, ContentCipher cipher) =>
        StoredJson.Read<BookingDetails>(cipher.Decrypt(row.Details, row.ConversationId + "/" + row.Reference, RowKind.Booking));

    private static byte[] Encrypted(BookingDetails details, BookingRow row, ContentCipher cipher) =>
        cipher.Encrypt(StoredJson.Write(details), row.ConversationId + "/" + row.Reference, RowKind.Booking);
}
