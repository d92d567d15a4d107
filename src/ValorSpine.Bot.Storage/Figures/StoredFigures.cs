using System.Collections.Immutable;
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
        return store.Read(session =>
        {
            var (from, to) = ((long)period.From.DayNumber, (long)period.To.DayNumber);
            var daily = session.List(
                "SELECT m.Day, m.Channel, m.Name, count(*), sum(m.Count)" + Period + " GROUP BY m.Day, m.Name, m.Channel",
                row => new DailyCount(DateOnly.FromDayNumber(row.GetInt32(0)), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)), from, to, period.Channel);
            var conversations = session.List("SELECT m.Name, count(DISTINCT m.ConversationId)" + Period + " GROUP BY m.Name", row => (row.GetString(0), row.GetInt64(1)), from, to, period.Channel);
            var withPerson = session.Query(
                "SELECT count(DISTINCT m.ConversationId)" + Period + $" AND m.Name = '{TurnMarks.Said}' AND EXISTS (SELECT 1 FROM Marks AS p WHERE p.ConversationId = m.ConversationId AND p.Name = '{TurnMarks.Person}')",
                row => row.GetInt64(0), from, to, period.Channel);
            return new Counts([.. daily], conversations.ToImmutableDictionary(count => count.Item1, count => count.Item2), withPerson);
        });
    }

    // Facts hold the time of the clinic.
    private static long DayOf(DateTimeOffset now) => DateOnly.FromDateTime(now.DateTime).DayNumber;
}
