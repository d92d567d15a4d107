using System.Data.Common;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Staff;

/// <summary>Who is signed in, and with which browsers. Ending a session here ends it at its next request.</summary>
public sealed class StaffSessions
{
    private const string Columns = "s.Id, s.StartedAt, s.SeenAt, s.Browser, s.Way";

    private readonly DataStore _store;
    private readonly TimeProvider _time;

    internal StaffSessions(DataStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Begins a session; forgets those that began before <paramref name="forgetBefore"/>, which have ended by then.</summary>
    public async ValueTask<string> BeginAsync(string memberId, string browser, string way, DateTimeOffset forgetBefore, CancellationToken cancel)
    {
        var id = Guid.NewGuid().ToString("N");
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM StaffSessions WHERE StartedAt < $1", forgetBefore.UtcTicks);
                return session.Execute("INSERT INTO StaffSessions (Id, MemberId, StartedAt, SeenAt, Browser, Way) VALUES ($1, $2, $3, $3, $4, $5)", id, memberId, now, browser, way);
            },
            cancel);
        return id;
    }

    /// <summary>The session with its account as it is now, or null where it has ended.</summary>
    public OpenStaffSession? Find(string id) => _store.Read(session => session.Query(
        $"SELECT {Columns}, s.MemberId, m.Roles, m.SecurityStamp, m.TwoFactorEnabled FROM StaffSessions AS s JOIN AspNetUsers AS m ON m.Id = s.MemberId WHERE s.Id = $1",
        row => new OpenStaffSession(Read(row), row.GetString(5), row.GetString(6), row.TextOrNull(7) ?? "", row.GetBoolean(8)), id));

    /// <summary>Notes that the person did something now.</summary>
    public async ValueTask SeenAsync(string id, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => session.Execute("UPDATE StaffSessions SET SeenAt = $1 WHERE Id = $2", now, id), cancel);
    }

    /// <summary>Notes that the person has shown more than before of who they are.</summary>
    public async ValueTask RaiseAsync(string id, string way, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("UPDATE StaffSessions SET Way = $1 WHERE Id = $2", way, id), cancel);

    /// <summary>The sessions of a person, the one that was used last first.</summary>
    public IReadOnlyList<StaffSession> Of(string memberId) => _store.Read(session => session.List(
        $"SELECT {Columns} FROM StaffSessions AS s WHERE s.MemberId = $1 ORDER BY s.SeenAt DESC, s.Id", Read, memberId));

    /// <summary>When each person who is signed in did something last, by the person's id.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastSeen() => _store.Read(session => session.List(
        "SELECT MemberId, MAX(SeenAt) FROM StaffSessions GROUP BY MemberId", row => (Member: row.GetString(0), At: row.Time(1)))).ToDictionary(seen => seen.Member, seen => seen.At);

    /// <summary>Ends one session of a person; whether there was one.</summary>
    public async ValueTask<bool> EndAsync(string memberId, string id, CancellationToken cancel) =>
        await _store.WriteAsync(session => session.Execute("DELETE FROM StaffSessions WHERE MemberId = $1 AND Id = $2", memberId, id), cancel) > 0;

    /// <summary>Ends the sessions of a person but for one, or all; how many there were.</summary>
    public ValueTask<int> EndAllAsync(string memberId, string? butFor, CancellationToken cancel) =>
        _store.WriteAsync(session => session.Execute("DELETE FROM StaffSessions WHERE MemberId = $1 AND Id <> $2", memberId, butFor ?? ""), cancel);

    private static StaffSession Read(DbDataReader row) => new(row.GetString(0), row.Time(1), row.Time(2), row.GetString(3), row.GetString(4));
}
