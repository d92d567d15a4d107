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
    private readonly DayCounts _days = new(store, time);

    /// <summary>Within the transaction of its turn.</summary>
    public static void Write(StoreSession session, NewConversation conversation, ConversationState before, Input input, TurnResult turn, DateTimeOffset now)
    {
        var marks = TurnMarks.Of(before, input, turn, now).ToArray();
        foreach (var mark in marks)
        {
            session.Post(
                "INSERT INTO Marks (ConversationId, Day, Name, Channel, Count) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (ConversationId, Day, Name) DO UPDATE SET Count = Marks.Count + excluded.Count",
                conversation.Id, DayOf(now), mark.Name, conversation.Channel, mark.Count);
        }

        DayCounts.ForgetFrom(session, DayOf(now));
        // Its earlier days are now those of a conversation that went to a person.
        if (marks.Any(mark => mark.Name == TurnMarks.Person))
            DayCounts.ForgetDaysOf(session, conversation.Id);
    }

    /// <summary>Counts one thing more or, with a negative number, less, outside a turn.</summary>
    public static void Add(StoreSession session, string conversationId, DateOnly day, string name, int count)
    {
        DayCounts.ForgetDaysOf(session, conversationId);
        session.Execute(
            "INSERT INTO Marks (ConversationId, Day, Name, Channel, Count) SELECT Id, $2, $3, Channel, $4 FROM Conversations WHERE Id = $1 ON CONFLICT (ConversationId, Day, Name) DO UPDATE SET Count = Marks.Count + excluded.Count",
            conversationId, (long)day.DayNumber, name, (long)count);
        DayCounts.ForgetDaysOf(session, conversationId);
        session.Execute("DELETE FROM Marks WHERE ConversationId = $1 AND Day = $2 AND Name = $3 AND Count <= 0", conversationId, (long)day.DayNumber, name);
    }

    /// <inheritdoc/>
    public async ValueTask<Counts> CountAsync(FigurePeriod period, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => AuditTrail.Write(session, now, reader, "figures.open", null), cancel);
        var counts = await _days.ListAsync(period, cancel);
        var different = counts.Where(count => count.Earlier < period.From.DayNumber).GroupBy(count => count.Name).ToImmutableDictionary(name => name.Key, name => name.Sum(count => count.Conversations));
        return new(
            [
                .. counts.Where(count => count.Name != DayCounts.ToPerson).GroupBy(count => (count.Day, count.Channel, count.Name)).OrderBy(group => group.Key.Day)
                    .Select(group => new DailyCount(DateOnly.FromDayNumber((int)group.Key.Day), group.Key.Channel, group.Key.Name, group.Sum(count => count.Conversations), group.Sum(count => count.Times))),
            ],
            different.Remove(DayCounts.ToPerson), different.GetValueOrDefault(DayCounts.ToPerson));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<long>> LeftAsync(FigurePeriod period, ImmutableArray<string> steps, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var place = string.Concat(steps.Select((_, at) => FormattableString.Invariant($" WHEN ${at + 4} THEN {at}")));
        // First as the index has them, day by day: then only as many are sorted as there are conversations.
        var left = store.Read(session => session.List(
            $"""
            SELECT f.Step, count(*) FROM (
                SELECT max(d.Step) AS Step FROM (
                    SELECT m.ConversationId, max(CASE m.Name{place} END) AS Step FROM Marks AS m
                    WHERE m.Day BETWEEN $1 AND $2 AND (CAST($3 AS TEXT) IS NULL OR m.Channel = $3) AND {MarkRecord.OfCheck} GROUP BY m.Day, m.ConversationId) AS d
                GROUP BY d.ConversationId) AS f
            WHERE f.Step IS NOT NULL GROUP BY f.Step
            """,
            row => (Step: row.GetInt32(0), Conversations: row.GetInt64(1)), [(long)period.From.DayNumber, (long)period.To.DayNumber, period.Channel, .. steps])).ToDictionary(step => step.Step, step => step.Conversations);
        return new([.. steps.Select((_, at) => left.GetValueOrDefault(at))]);
    }

    // Facts hold the time of the clinic.
    private static long DayOf(DateTimeOffset now) => DateOnly.FromDateTime(now.DateTime).DayNumber;
}
