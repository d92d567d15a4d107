using System.Collections.Immutable;
using System.Data.Common;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Figures;

/// <summary>Writes the marks of turns and counts them.</summary>
internal sealed class StoredFigures(DataStore store, TimeProvider time) : IFigures
{
    private const string Period = " FROM Marks AS m WHERE m.Day BETWEEN $1 AND $2 AND (CAST($3 AS TEXT) IS NULL OR m.Channel = $3)";

    private const string ByDay = "SELECT m.Day, m.Channel, m.Name, count(*), sum(m.Count)" + Period + " GROUP BY m.Day, m.Name, m.Channel";

    /// <summary>How many different conversations have a mark.</summary>
    private const string Different = "SELECT m.Name, count(DISTINCT m.ConversationId)" + Period + " GROUP BY m.Name";

    private const string WithPersonOfPeriod =
        "SELECT count(DISTINCT m.ConversationId)" + Period + $" AND m.Name = '{TurnMarks.Said}' AND EXISTS (SELECT 1 FROM Marks AS p WHERE p.ConversationId = m.ConversationId AND p.Name = '{TurnMarks.Person}')";

    /// <summary>
    /// How many counts of days are of a conversation that an earlier day counted. Few conversations have more than one day: where most rows are of the period anyway, it is quicker to go through all of them once, conversation by conversation
    /// (the sign before the day has SQLite do that), than to sort them.
    /// </summary>
    private const string Again = "SELECT m.Name, count(*) - count(DISTINCT m.ConversationId)" + Period
        + " AND m.ConversationId IN (SELECT a.ConversationId FROM Marks AS a WHERE +a.Day BETWEEN $1 AND $2 GROUP BY a.ConversationId HAVING min(a.Day) < max(a.Day)) GROUP BY m.Name";

    private const string WithPersonOfAll =
        $"SELECT count(*) FROM (SELECT DISTINCT p.ConversationId FROM Marks AS p WHERE p.Name = '{TurnMarks.Person}') AS p WHERE EXISTS (SELECT 1" + Period + $" AND m.ConversationId = p.ConversationId AND m.Name = '{TurnMarks.Said}')";

    /// <summary>A period of more days is counted in other ways.</summary>
    private const int LongestByDay = 62;

    /// <summary>Within the transaction of its turn.</summary>
    public static void Write(StoreSession session, NewConversation conversation, ConversationState before, Input input, TurnResult turn, DateTimeOffset now)
    {
        foreach (var mark in TurnMarks.Of(before, input, turn, now))
        {
            session.Post(
                "INSERT INTO Marks (ConversationId, Day, Name, Channel, Count) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (ConversationId, Day, Name) DO UPDATE SET Count = Marks.Count + excluded.Count",
                conversation.Id, DayOf(now), mark.Name, conversation.Channel, mark.Count);
        }
    }

    /// <summary>Counts one thing more or, with a negative number, less, outside a turn.</summary>
    public static void Add(StoreSession session, string conversationId, DateOnly day, string name, int count)
    {
        session.Execute(
            "INSERT INTO Marks (ConversationId, Day, Name, Channel, Count) SELECT Id, $2, $3, Channel, $4 FROM Conversations WHERE Id = $1 ON CONFLICT (ConversationId, Day, Name) DO UPDATE SET Count = Marks.Count + excluded.Count",
            conversationId, (long)day.DayNumber, name, (long)count);
        session.Execute("DELETE FROM Marks WHERE ConversationId = $1 AND Day = $2 AND Name = $3 AND Count <= 0", conversationId, (long)day.DayNumber, name);
    }

    /// <inheritdoc/>
    public async ValueTask<Counts> CountAsync(FigurePeriod period, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => AuditTrail.Write(session, now, reader, "figures.open", null), cancel);
        var (from, to, isLong) = ((long)period.From.DayNumber, (long)period.To.DayNumber, period.Days > LongestByDay);
        // Each goes through the same rows in its own way: side by side, where there are processors for it.
        var daily = Task.Run(() => List(ByDay, row => new DailyCount(DateOnly.FromDayNumber(row.GetInt32(0)), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4))), cancel);
        var named = Task.Run(() => List(isLong ? Again : Different, row => (Name: row.GetString(0), Count: row.GetInt64(1))), cancel);
        var withPerson = Task.Run(() => List(isLong ? WithPersonOfAll : WithPersonOfPeriod, row => row.GetInt64(0))[0], cancel);
        var counted = (await named).ToImmutableDictionary(count => count.Name, count => count.Count);
        return new([.. await daily], isLong ? DifferentIn(await daily, counted) : counted, await withPerson);

        List<T> List<T>(string query, Func<DbDataReader, T> read) => store.Read(session => session.List(query, read, from, to, period.Channel));
    }

    private static ImmutableDictionary<string, long> DifferentIn(IEnumerable<DailyCount> daily, ImmutableDictionary<string, long> again) =>
        daily.GroupBy(count => count.Mark).ToImmutableDictionary(mark => mark.Key, mark => mark.Sum(count => count.Conversations) - again.GetValueOrDefault(mark.Key));

    // Facts hold the time of the clinic.
    private static long DayOf(DateTimeOffset now) => DateOnly.FromDateTime(now.DateTime).DayNumber;
}
