using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Figures;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>Keeps what patients think of answers, for the queue and the figures.</summary>
internal sealed class StoredMarks(DataStore store, StoredConversations conversations, ClinicFacts clinic, TimeProvider time) : IReplyMarks
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <inheritdoc/>
    public async ValueTask<bool> MarkAsync(string conversationId, long sequence, bool? helpful, CancellationToken cancel)
    {
        if (conversations.Entry(conversationId, sequence) is not { TakesMark: true })
            return false;
        var at = time.GetUtcNow();
        return await store.WriteAsync(
            session =>
            {
                // It may have been erased since it was read.
                if (!session.Query("SELECT 1 FROM Log WHERE ConversationId = $1 AND Sequence = $2", _ => true, conversationId, sequence))
                    return false;
                var before = session.Query("SELECT Helpful, At FROM ReplyMarks WHERE ConversationId = $1 AND Sequence = $2", row => new Mark(row.GetBoolean(0), row.Time(1)), conversationId, sequence);
                if (before?.Helpful == helpful)
                    return true;
                // A mark stands since it was made first: staff who settled the conversation after that have seen that this answer was marked.
                var mark = helpful is { } now ? new Mark(now, before?.At ?? at) : null;
                Replace(session, conversationId, sequence, mark);
                Review(session, conversationId, mark, at);
                Count(session, conversationId, before, mark);
                return true;
            },
            cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableDictionary<long, bool>> OfAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => session.List("SELECT Sequence, Helpful FROM ReplyMarks WHERE ConversationId = $1", row => KeyValuePair.Create(row.GetInt64(0), row.GetBoolean(1)), conversationId)).ToImmutableDictionary());
    }

    /// <inheritdoc/>
    public ValueTask<long?> FindReplyAsync(string conversationId, string remoteId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var taken = store.Read(session => session.List(
            "SELECT Sequence, RemoteIds FROM Deliveries WHERE ConversationId = $1 AND RemoteIds IS NOT NULL", row => (Sequence: row.GetInt64(0), Ids: row.GetString(1)), conversationId));
        return new(taken.Where(delivery => delivery.Ids.Split('\n').Contains(remoteId, StringComparer.Ordinal)).Select(delivery => (long?)delivery.Sequence).FirstOrDefault());
    }

    private static void Replace(StoreSession session, string conversationId, long sequence, Mark? mark) => _ = mark is null
        ? session.Execute("DELETE FROM ReplyMarks WHERE ConversationId = $1 AND Sequence = $2", conversationId, sequence)
        : session.Execute(
            "INSERT INTO ReplyMarks (ConversationId, Sequence, At, Helpful) VALUES ($1, $2, $3, $4) ON CONFLICT (ConversationId, Sequence) DO UPDATE SET Helpful = excluded.Helpful",
            conversationId, sequence, mark.At.UtcTicks, mark.Helpful);

    private static void Review(StoreSession session, string conversationId, Mark? mark, DateTimeOffset now)
    {
        if (mark is { Helpful: false })
            ReviewRows.AddUnlessSettledSince(session, conversationId, ReviewReasons.ThumbsDown, mark.At.UtcTicks, now.UtcTicks);
        else if (!session.Query("SELECT 1 FROM ReplyMarks WHERE ConversationId = $1 AND NOT Helpful", _ => true, conversationId))
            ReviewRows.Remove(session, conversationId, ReviewReasons.ThumbsDown, now.UtcTicks);
    }

    private void Count(StoreSession session, string conversationId, Mark? before, Mark? after)
    {
        if (before is not null)
            StoredFigures.Add(session, conversationId, DayOf(before.At), before.Name, -1);
        if (after is not null)
            StoredFigures.Add(session, conversationId, DayOf(after.At), after.Name, 1);
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    private sealed record Mark(bool Helpful, DateTimeOffset At)
    {
        public string Name => Helpful ? TurnMarks.Helpful : TurnMarks.NotHelpful;
    }
}
