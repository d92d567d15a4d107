using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>Makes conversations that are older than the queue part of it: what a turn writes since then is worked out for them from their log.</summary>
public sealed class ReviewBackfill
{
    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly SearchIndex _index;

    internal ReviewBackfill(DataStore store, StoredConversations conversations, SearchIndex index) => (_store, _conversations, _index) = (store, conversations, index);

    /// <summary>Takes up some more conversations; gives how many. Safe to repeat, and to leave at any time.</summary>
    /// <param name="take">At most so many.</param>
    /// <param name="cancel">Ends the work between two conversations.</param>
    public async ValueTask<int> TakeUpAsync(int take, CancellationToken cancel)
    {
        await _index.PrepareAsync(cancel);
        var left = _store.Read(session => session.List(
            "SELECT Id, Channel, LastAt, AlertKinds FROM Conversations WHERE WrappedKey IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Reviews WHERE ConversationId = Id) LIMIT $1",
            row => (Id: row.GetString(0), Channel: row.GetString(1), LastAt: row.GetInt64(2), Alerts: row.GetString(3)), (long)take));
        foreach (var (id, channel, lastAt, alerts) in left)
        {
            cancel.ThrowIfCancellationRequested();
            // One that cannot be read is taken up with its alerts alone: else those behind it would never be.
            var isReadable = !_conversations.IsUnreadable(id);
            var entries = isReadable ? _conversations.Entries(id, after: 0) : [];
            var hashes = _index.HashesOf(entries);
            var review = Of(entries, alerts, isReadable && _conversations.Find(id) is { } found ? found.Loaded.State : new());
            await _store.WriteAsync(
                session =>
                {
                    // It may have been erased since it was read.
                    if (!session.Query("SELECT 1 FROM Conversations WHERE Id = $1 AND WrappedKey IS NOT NULL", _ => true, id))
                        return 0;
                    // A turn may have been first; it knows more.
                    if (!session.Query("SELECT 1 FROM Reviews WHERE ConversationId = $1", _ => true, id))
                        ReviewRows.Write(session, id, channel, lastAt, review, byPatient: false);
                    var number = session.Query("SELECT Number FROM Reviews WHERE ConversationId = $1", row => row.GetInt64(0), id);
                    SearchIndex.Write(session, number, hashes);
                    return number;
                },
                cancel);
        }

        return left.Count;
    }

    private static TurnReview Of(IEnumerable<LogEntry> entries, string alerts, ConversationState state)
    {
        var found = alerts.Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(ReviewReasons.None, (reasons, kind) => reasons | TurnReview.OfAlert(kind));
        var now = TurnReview.Of(new TurnResult { State = state, Replies = [], Outcome = Outcome.Smalltalk });
        foreach (var outcome in entries.Select(entry => entry.Outcome).OfType<Outcome>().Distinct())
            found |= TurnReview.Of(new TurnResult { State = state, Replies = [], Outcome = outcome }).Found;
        return now with { Found = now.Found | found };
    }
}
