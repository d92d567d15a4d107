using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Fixing;

/// <summary>Reads the conversations in which something was asked, the newest first, and keeps none of what it read.</summary>
internal sealed class OpenQuestions(DataStore store, StoredConversations conversations) : IOpenQuestions
{
    /// <inheritdoc/>
    public IEnumerable<ImmutableArray<OpenQuestion>> Read(DateOnly since, int most, CancellationToken cancel)
    {
        var ids = store.Read(session => session.List(
            "SELECT ConversationId FROM Marks WHERE Day >= $1 AND Name IN ('abstain', 'clarify', 'answer') GROUP BY ConversationId ORDER BY max(Day) DESC, ConversationId LIMIT $2",
            row => row.GetString(0), (long)since.DayNumber, (long)most));
        foreach (var id in ids)
        {
            cancel.ThrowIfCancellationRequested();
            if (!conversations.IsUnreadable(id) && conversations.Find(id) is { } found)
                yield return [.. QuestionClusters.In(conversations.Entries(id, after: 0), found.Loaded.State)];
        }
    }

    /// <inheritdoc/>
    public bool IsThere(string conversationId) => store.Read(session => session.Query("SELECT 1 FROM Conversations WHERE Id = $1 AND WrappedKey IS NOT NULL", _ => true, conversationId));
}
