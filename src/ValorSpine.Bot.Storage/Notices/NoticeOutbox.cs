using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Notices;

/// <summary>
/// Notices to patients: committed with the turn that decided them, kept until a carrier has taken them, staff have seen to them, or they are no longer true. What
/// belongs to an erased conversation is neither sent nor shown.
/// </summary>
public sealed class NoticeOutbox : IOutbox
{
    private const string Unsettled = " FROM Notices AS n JOIN Conversations AS c ON c.Id = n.ConversationId AND c.WrappedKey IS NOT NULL WHERE n.State IN ('waiting', 'dead')";

    private const string Columns = "SELECT n.Id, n.ConversationId, n.Key, n.Template, n.Way, n.Reference, n.Sequence, n.MadeAt, n.DueAt, n.State, n.Failures, n.Problem, n.Body";

    /// <summary>Void, or about an appointment that has changed since.</summary>
    private const string Past = "((VoidAt IS NOT NULL AND VoidAt <= $1) OR EXISTS (SELECT 1 FROM Bookings AS b WHERE b.Reference = Notices.Reference AND b.Sequence > Notices.Sequence))";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly BuiltInSchedule _bookings;
    private readonly ClinicFacts _clinic;
    private readonly TimeProvider _time;

    internal NoticeOutbox(DataStore store, StoredConversations conversations, BuiltInSchedule bookings, ClinicFacts clinic, TimeProvider time) =>
        (_store, _conversations, _bookings, _clinic, _time) = (store, conversations, bookings, clinic, time);

    /// <summary>Wakes who sends, when there is something new to send.</summary>
    public WakeSignal Signal { get; } = new();

    /// <summary>Drops what is void or no longer true, whoever was to carry it.</summary>
    public async ValueTask DropPastAsync(CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        // Most looks find nothing, and a look is cheaper than a write.
        if (_store.Read(session => session.Query("SELECT 1 FROM Notices WHERE State IN ('waiting', 'dead') AND " + Past + " LIMIT 1", _ => true, now)))
            await _store.WriteAsync(session => session.Execute("UPDATE Notices SET State = 'dropped', SettledAt = $1 WHERE State IN ('waiting', 'dead') AND " + Past, now), cancel);
    }

    /// <summary>The notice that is due first on a way, though perhaps only later, or null where there is none. One that became void while others were sent is none.</summary>
    public DueNotice? Next(NoticeWay way)
    {
        var now = _time.GetUtcNow().UtcTicks;
        return _store.Read(session => session.Query(
            Columns + Unsettled + " AND n.State = 'waiting' AND n.Way = $1 AND (n.VoidAt IS NULL OR n.VoidAt > $2) ORDER BY n.DueAt, n.Id LIMIT 1", ReadDue, way.ToString(), now));
    }

    /// <summary>The appointment of a notice as it stands with the conversation that it was made in, or null where there is none any more.</summary>
    public async ValueTask<BookedAppointment?> AppointmentAsync(NoticeSubject about, CancellationToken cancel) =>
        await _bookings.PerformAsync("", new ScheduleRequest.Find(about.Reference), cancel) switch
        {
            ScheduleResult.Booked(var stands) => stands,
            ScheduleResult.Cancelled(var gone) => gone,
            _ => null,
        };

    /// <summary>A carrier has taken it.</summary>
    public ValueTask SentAsync(DueNotice notice, CancellationToken cancel) => SettleAsync(notice, "sent", cancel);

    /// <summary>It is no longer true.</summary>
    public ValueTask DropAsync(DueNotice notice, CancellationToken cancel) => SettleAsync(notice, "dropped", cancel);

    /// <summary>It could not be sent and is due again later.</summary>
    public async ValueTask PutOffAsync(DueNotice notice, NoticeProblem problem, DateTimeOffset until, CancellationToken cancel) => await _store.WriteAsync(
        session => session.Execute("UPDATE Notices SET Failures = Failures + 1, Problem = $1, DueAt = $2 WHERE Id = $3 AND State = 'waiting'", problem.ToString(), until.UtcTicks, notice.Id), cancel);

    /// <summary>It is looked at again later, through no fault of a carrier's.</summary>
    public async ValueTask WaitAsync(DueNotice notice, DateTimeOffset until, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("UPDATE Notices SET DueAt = $1 WHERE Id = $2 AND State = 'waiting'", until.UtcTicks, notice.Id), cancel);

    /// <summary>It is tried no more, unless staff ask for it.</summary>
    public async ValueTask GiveUpAsync(DueNotice notice, NoticeProblem problem, CancellationToken cancel) => await _store.WriteAsync(
        session => session.Execute("UPDATE Notices SET State = 'dead', Failures = Failures + 1, Problem = $1 WHERE Id = $2 AND State = 'waiting'", problem.ToString(), notice.Id), cancel);

    /// <summary>How many could not be sent so far, those that were given up among them.</summary>
    public int CountFailing() => _store.Read(session => session.Query("SELECT count(*)" + Unsettled + " AND n.Failures > 0", row => row.GetInt32(0)));

    /// <inheritdoc/>
    public async ValueTask<OutboxList> ListAsync(string reader, int take, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 200);
        // On the trail before anything is shown.
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => AuditTrail.Write(session, now, reader, "outbox.open", null), cancel);
        await DropPastAsync(cancel);

        // A reminder in the chat needs no staff: it comes by itself.
        const string Shown = Unsettled + " AND (n.Way <> 'Chat' OR n.Failures > 0)";
        return _store.Read(session => new OutboxList(
            [.. session.List(Columns + Shown + " ORDER BY n.State = 'waiting', n.DueAt, n.Id LIMIT $1", ReadRow, (long)take)], session.Query("SELECT count(*)" + Shown, row => row.GetInt32(0))));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryAgainAsync(long id, string by, CancellationToken cancel)
    {
        var done = await StepAsync(id, by, "notice.try-again", "State = 'waiting', Failures = 0, Problem = NULL, DueAt = $1", cancel);
        if (done)
            Signal.Wake();
        return done;
    }

    /// <inheritdoc/>
    public ValueTask<bool> HandledByPhoneAsync(long id, string by, CancellationToken cancel) => StepAsync(id, by, "notice.handled-by-phone", "State = 'handled', SettledAt = $1", cancel);

    private async ValueTask<bool> StepAsync(long id, string by, string action, string change, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var now = _time.GetUtcNow().UtcTicks;
        return await _store.WriteAsync(
            session =>
            {
                var conversation = session.Query("SELECT n.ConversationId" + Unsettled + " AND n.Id = $1", row => row.GetString(0), id);
                if (conversation is null)
                    return false;
                session.Execute("UPDATE Notices SET " + change + " WHERE Id = $2", now, id);
                AuditTrail.Write(session, now, by, action, conversation);
                return true;
            },
            cancel);
    }

    private async ValueTask SettleAsync(DueNotice notice, string state, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => session.Execute("UPDATE Notices SET State = $1, SettledAt = $2 WHERE Id = $3 AND State = 'waiting'", state, now, notice.Id), cancel);
    }

    private DueNotice ReadDue(DbDataReader row)
    {
        var body = BodyOf(row);
        return new(
            row.GetInt64(0), row.GetString(1), row.GetString(3), new(Enum.Parse<NoticeWay>(row.GetString(4)), body?.Address ?? ""),
            row.TextOrNull(5) is { } reference ? new(reference, (int)row.GetInt64(6)) : null, body?.Values ?? ImmutableDictionary<string, string>.Empty, row.Time(7), row.Time(8), (int)row.GetInt64(10))
        {
            IsReadable = body is not null,
        };
    }

    private OutboxRow ReadRow(DbDataReader row)
    {
        var (way, failures) = (Enum.Parse<NoticeWay>(row.GetString(4)), (int)row.GetInt64(10));
        var state = row.GetString(9) == "dead" ? OutboxState.Dead
            : !(_clinic.NoticeWays | NoticeWay.Chat).HasFlag(way) ? OutboxState.NoCarrier
            : failures > 0 ? OutboxState.Failing
            : OutboxState.Waiting;
        return new(
            row.GetInt64(0), row.GetString(1), row.GetString(3), way, MaskedAddress.Of(way, BodyOf(row)?.Address ?? ""), row.TextOrNull(5), row.Time(8), state, failures,
            row.TextOrNull(11) is { } problem ? Enum.Parse<NoticeProblem>(problem) : null);
    }

    // One that cannot be read must not hold up those behind it, nor the list that staff find it in.
    private NoticeBody? BodyOf(DbDataReader row)
    {
        var conversation = row.GetString(1);
        try
        {
            var cipher = _conversations.FindCipher(conversation) ?? throw new InvalidOperationException("The conversation was erased while a notice of it was read.");
            return StoredJson.Read<NoticeBody>(cipher.Decrypt(row.Bytes(12), PreparedNotice.Place(conversation, row.GetString(2)), RowKind.Notice));
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            _store.Status.NoteUnreadable("notices", row.GetInt64(0).ToString(CultureInfo.InvariantCulture), error);
            return null;
        }
    }
}

/// <summary>A notice to be sent.</summary>
/// <param name="Id">Of the notice.</param>
/// <param name="ConversationId">Where its appointment was made, or where it was decided.</param>
/// <param name="Template">Which text.</param>
/// <param name="To">To whom.</param>
/// <param name="About">The appointment that it is about, or null.</param>
/// <param name="Values">What fills the text.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Failures">How often it could not be sent.</param>
public sealed record DueNotice(
    long Id, string ConversationId, string Template, NoticeAddress To, NoticeSubject? About, ImmutableDictionary<string, string> Values, DateTimeOffset MadeAt, DateTimeOffset DueAt, int Failures)
{
    /// <summary>Whether its address and values could be read. Else they are empty.</summary>
    public bool IsReadable { get; init; } = true;
}
