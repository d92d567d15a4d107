using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>What patients think of answers: whether one helped. Only replies with <see cref="LogEntry.TakesMark"/> can be marked.</summary>
public interface IReplyMarks
{
    /// <summary>The patient marked a reply as helpful or not; marking it again replaces what stood.</summary>
    /// <param name="conversationId">Whose.</param>
    /// <param name="sequence">Of the reply.</param>
    /// <param name="helpful">Null where the patient takes the mark back.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>False where there is no such reply.</returns>
    ValueTask<bool> MarkAsync(string conversationId, long sequence, bool? helpful, CancellationToken cancel);

    /// <summary>Which replies of a conversation are marked, and whether as helpful.</summary>
    ValueTask<ImmutableDictionary<long, bool>> OfAsync(string conversationId, CancellationToken cancel);

    /// <summary>The reply of which a channel that is called knows a part by this id, or null.</summary>
    ValueTask<long?> FindReplyAsync(string conversationId, string remoteId, CancellationToken cancel);
}
