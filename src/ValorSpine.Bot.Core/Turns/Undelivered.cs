using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>Replies that no channel took, for staff. The storage implements it.</summary>
public interface IUndelivered
{
    /// <summary>Replies that were given up since a moment, newest first. They name conversations and hold nothing of them.</summary>
    /// <param name="since">From when on.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<UndeliveredList> ListAsync(DateTimeOffset since, int take, CancellationToken cancel);

    /// <summary>Since when the patient of a conversation cannot be reached on their channel, or null where they can.</summary>
    ValueTask<DateTimeOffset?> GoneSinceAsync(string conversationId, CancellationToken cancel);
}

/// <summary>Replies that were given up.</summary>
/// <param name="Rows">The newest.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record UndeliveredList(ImmutableArray<UndeliveredReply> Rows, int Total);

/// <summary>A reply that was given up.</summary>
/// <param name="ConversationId">Of the conversation.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Sequence">Of the reply in its log.</param>
/// <param name="At">UTC, when it was said.</param>
/// <param name="GivenUpAt">UTC.</param>
/// <param name="IsGone">Whether the patient took the bot out of the channel or blocked it; else the channel did not take it.</param>
/// <param name="Problem">Status and code of the channel, nothing of the patient.</param>
public sealed record UndeliveredReply(string ConversationId, string Channel, long Sequence, DateTimeOffset At, DateTimeOffset GivenUpAt, bool IsGone, string Problem);
