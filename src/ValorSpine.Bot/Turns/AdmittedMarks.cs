using System.Collections.Immutable;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Turns;

/// <summary>Takes what patients think of answers no faster than it takes their messages.</summary>
internal sealed class AdmittedMarks(IReplyMarks inner, AdmittedTurns turns) : IReplyMarks
{
    /// <inheritdoc/>
    /// <exception cref="TooManyException">They come too fast.</exception>
    public async ValueTask<bool> MarkAsync(string conversationId, long sequence, bool? helpful, CancellationToken cancel)
    {
        await turns.AdmitMarkAsync(conversationId, cancel);
        return await inner.MarkAsync(conversationId, sequence, helpful, cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableDictionary<long, bool>> OfAsync(string conversationId, CancellationToken cancel) => inner.OfAsync(conversationId, cancel);

    /// <inheritdoc/>
    public ValueTask<long?> FindReplyAsync(string conversationId, string remoteId, CancellationToken cancel) => inner.FindReplyAsync(conversationId, remoteId, cancel);
}
