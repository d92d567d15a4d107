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
    public async ValueTask<Counts> CountAsync(FigurePeriod period, ImmutableArray<string> steps, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => AuditTrail.Write(session, now, reader, "figures.open", null), cancel);
        var check = new CheckSteps(steps);
        var counts = await _days.SumAsync(period, check, cancel);
        var marks = counts.GroupBy(count => count.Name).ToImmutableDictionary(name => name.Key, name => new MarkCount(name.Sum(count => count.Different), name.Sum(count => count.Times)));
        return new(
            [.. counts.Where(count => count.Name == TurnMarks.Said).OrderBy(count => count.Day).Select(count => new DailyCount(DateOnly.FromDayNumber((int)count.Day), count.Channel, count.Conversations))],
            marks, Of(DayCounts.ToPerson), check.Left(Of));

        long Of(string name) => marks.GetValueOrDefault(name).Conversations;
    }

    // Facts hold the time of the clinic.
    private static long DayOf(DateTimeOffset now) => DateOnly.FromDateTime(now.DateTime).DayNumber;
}
