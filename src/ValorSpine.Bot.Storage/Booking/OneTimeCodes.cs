using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>
/// One-time codes to the phone or e-mail of an appointment. Kept as a keyed hash, so that the data file alone tells none. A reference that does not exist is treated as one that does,
/// row for row, so that neither an answer nor its time tells the two apart.
/// </summary>
internal sealed class OneTimeCodes(
    DataStore store, StoredConversations conversations, BuiltInSchedule bookings, Secrets secrets, NoticeOutbox notices, ClinicFacts clinic, TimeProvider time) : IOneTimeCodes
{
    private const int SecretBytes = 32, MostTries = 3, MostSent = 3;
    private static readonly TimeSpan s_window = TimeSpan.FromHours(1), s_holds = TimeSpan.FromMinutes(OneTimeCode.Minutes);

    /// <inheritdoc/>
    public async ValueTask<CodeResult> PerformAsync(string conversationId, string turnKey, CodeRequest request, CancellationToken cancel) => request switch
    {
        CodeRequest.Send send => await SendAsync(conversationId, turnKey, Codes.Normalise(send.Reference), cancel),
        CodeRequest.Check check => await CheckAsync(conversationId, turnKey, Codes.Normalise(check.Reference), check.Typed, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "This request about one-time codes is not known."),
    };

    private async ValueTask<CodeResult> SendAsync(string conversationId, string turnKey, string reference, CancellationToken cancel)
    {
        var code = RandomNumberGenerator.GetString("0123456789", OneTimeCode.Length);
        var hash = await HashOfAsync(conversationId, reference, code, cancel);
        var now = time.GetUtcNow();
        var appointment = await bookings.PerformAsync(conversationId, new ScheduleRequest.Find(reference), cancel) is ScheduleResult.Booked(var booked) && booked.Slot.Start > now ? booked : null;
        var reached = appointment is null ? null : Reached(appointment);
        var notice = NoticeOf(appointment, reached, conversationId, turnKey, code, now);
        var sent = await store.WriteAsync<CodeResult>(
            session =>
            {
                var known = session.Query("SELECT CASE WHEN NeedsStaff THEN 2 ELSE 1 END FROM OneTimeCodes WHERE AskedBy = $1 AND SentIn = $2", row => row.GetInt64(0), conversationId, turnKey);
                if (known > 0)
                    return new CodeResult.Sent(NeedsStaff: known > 1);
                session.Execute("DELETE FROM OneTimeCodes WHERE SentAt <= $1", (now - s_window).UtcTicks);
                var asked = session.Query(
                    "SELECT count(*) FILTER (WHERE Reference = $1), count(*) FILTER (WHERE AskedBy = $2) FROM OneTimeCodes", row => Math.Max(row.GetInt64(0), row.GetInt64(1)), reference, conversationId);
                if (asked >= MostSent)
                    return new CodeResult.TooMany();

                var needsStaff = appointment is not null && reached is null;
                session.Execute(
                    "INSERT INTO OneTimeCodes (AskedBy, SentIn, Reference, Hash, SentAt, ExpiresAt, Tries, NeedsStaff) VALUES ($1, $2, $3, $4, $5, $6, 0, $7)",
                    conversationId, turnKey, reference, hash, now.UtcTicks, (now + s_holds).UtcTicks, needsStaff);
                notice?.Write(session, now.UtcTicks);
                return new CodeResult.Sent(needsStaff);
            },
            cancel);
        notices.Signal.Wake();
        return sent;
    }

    private async ValueTask<CodeResult> CheckAsync(string conversationId, string turnKey, string reference, string typed, CancellationToken cancel)
    {
        var hash = await HashOfAsync(conversationId, reference, typed, cancel);
        var now = time.GetUtcNow().UtcTicks;
        return await store.WriteAsync<CodeResult>(
            session =>
            {
                var last = session.Query(
                    "SELECT SentIn, Hash, ExpiresAt, Tries, UsedIn, TriedIn FROM OneTimeCodes WHERE AskedBy = $1 AND Reference = $2 ORDER BY SentAt DESC LIMIT 1",
                    row => new Row(row.GetString(0), row.Bytes(1), row.GetInt64(2), row.GetInt64(3), row.TextOrNull(4), row.TextOrNull(5)), conversationId, reference);
                // The same turn again is told the same.
                if (last is null || last.UsedIn is not null || last.TriedIn == turnKey)
                    return last?.UsedIn == turnKey ? new CodeResult.Right() : new CodeResult.Wrong();
                if (last.Tries >= MostTries || last.ExpiresAt <= now)
                    return new CodeResult.Wrong();
                var right = CryptographicOperations.FixedTimeEquals(last.Hash, hash);
                session.Execute(
                    right
                        ? "UPDATE OneTimeCodes SET UsedIn = $1 WHERE AskedBy = $2 AND SentIn = $3"
                        : "UPDATE OneTimeCodes SET Tries = Tries + 1, TriedIn = $1 WHERE AskedBy = $2 AND SentIn = $3",
                    turnKey, conversationId, last.SentIn);
                return right ? new CodeResult.Right() : new CodeResult.Wrong();
            },
            cancel);
    }

    /// <summary>Where a code reaches the patient; null where nothing does.</summary>
    private NoticeAddress? Reached(BookedAppointment appointment) =>
        AppointmentNotices.AddressOf(appointment, clinic.NoticeWays) is var to && clinic.NoticeWays.HasFlag(to.Way) ? to : null;

    /// <summary>The code itself, or, where nothing reaches the patient, the request that staff see to.</summary>
    private PreparedNotice? NoticeOf(BookedAppointment? appointment, NoticeAddress? reached, string conversationId, string turnKey, string code, DateTimeOffset now)
    {
        if (appointment is null)
            return null;
        var values = ImmutableDictionary<string, string>.Empty;
        var notice = new Notice
        {
            Key = $"code:{conversationId}:{turnKey}",
            Template = reached is null ? NoticeTexts.Help : NoticeTexts.Code,
            To = reached ?? AppointmentNotices.AddressOf(appointment, clinic.NoticeWays),
            DueAt = now,
            VoidAt = reached is null ? appointment.Slot.Start : now + s_holds,
            Values = reached is null
                ? values.Add("reference", appointment.Reference)
                : values.Add("code", code).Add("minutes", OneTimeCode.Minutes.ToString(CultureInfo.InvariantCulture)),
        };
        return PreparedNotice.OfAppointment(notice, appointment.Reference, store, conversations);
    }

    // The conversation and the reference are part of it: a row that is copied to another place proves nothing.
    private async ValueTask<byte[]> HashOfAsync(string conversationId, string reference, string code, CancellationToken cancel) =>
        HMACSHA256.HashData(await secrets.GetOrCreateAsync("one-time-codes", SecretBytes, cancel), Encoding.UTF8.GetBytes($"{conversationId}\n{reference}\n{code}"));

    private sealed record Row(string SentIn, byte[] Hash, long ExpiresAt, long Tries, string? UsedIn, string? TriedIn);
}
