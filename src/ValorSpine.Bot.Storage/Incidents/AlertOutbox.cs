using System.Data.Common;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>Mails to staff about incidents: one for each opening, committed with the turn that opened it and kept until a mail server has taken it.</summary>
public sealed class AlertOutbox
{
    private const string Waiting =
        " FROM AlertMails AS m JOIN Incidents AS i ON i.Id = m.IncidentId JOIN Conversations AS c ON c.Id = i.ConversationId AND c.WrappedKey IS NOT NULL WHERE m.SentAt IS NULL";

    private readonly DataStore _store;
    private readonly TimeProvider _time;

    internal AlertOutbox(DataStore store, AlertOutboxOptions options, TimeProvider time) => (_store, IsUsed, _time) = (store, options.Used, time);

    /// <summary>Wakes who sends, when there is something new to send.</summary>
    public WakeSignal Signal { get; } = new();

    internal bool IsUsed { get; }

    /// <summary>The mail that is due first, though perhaps only later, or null where all are sent.</summary>
    public AlertMail? Next() => _store.Read(session => session.Query(
        "SELECT m.IncidentId, m.Opening, i.ConversationId, c.Channel, m.Kind, m.At, m.Failures, m.DueAt" + Waiting + " ORDER BY m.DueAt, m.IncidentId, m.Opening LIMIT 1", Read));

    /// <summary>How many could not be sent so far.</summary>
    public int CountFailing() => _store.Read(session => session.Query("SELECT count(*)" + Waiting + " AND m.Failures > 0", row => row.GetInt32(0)));

    /// <summary>A mail server has taken it. False where that was marked before.</summary>
    public async ValueTask<bool> MarkSentAsync(AlertMail mail, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        return await _store.WriteAsync(
            session => session.Execute("UPDATE AlertMails SET SentAt = $1 WHERE IncidentId = $2 AND Opening = $3 AND SentAt IS NULL", now, mail.IncidentId, mail.Opening), cancel) == 1;
    }

    /// <summary>It could not be sent and is due again later.</summary>
    public async ValueTask PutOffAsync(AlertMail mail, DateTimeOffset until, CancellationToken cancel) => await _store.WriteAsync(
        session => session.Execute(
            "UPDATE AlertMails SET Failures = Failures + 1, DueAt = $1 WHERE IncidentId = $2 AND Opening = $3 AND SentAt IS NULL", until.UtcTicks, mail.IncidentId, mail.Opening),
        cancel);

    private static AlertMail Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Time(5), row.GetInt64(6), row.Time(7));
}

/// <summary>Whether incidents are mailed. Without anybody to send them no mails are put aside: they would all go out on the day that somebody is there.</summary>
public sealed class AlertOutboxOptions
{
    /// <summary>True where the host sends what the outbox holds.</summary>
    public bool Used { get; set; }
}

/// <summary>A mail to be sent.</summary>
/// <param name="IncidentId">Of the incident.</param>
/// <param name="Opening">Which opening of it: 1, and one more each time it became more urgent.</param>
/// <param name="ConversationId">Whose incident.</param>
/// <param name="Channel">Channel id of the conversation.</param>
/// <param name="Kind">Kind of the incident at this opening.</param>
/// <param name="At">UTC, of the opening.</param>
/// <param name="Failures">How often it could not be sent.</param>
/// <param name="DueAt">UTC.</param>
public sealed record AlertMail(long IncidentId, long Opening, string ConversationId, string Channel, string Kind, DateTimeOffset At, long Failures, DateTimeOffset DueAt);
