using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>Conversations that wait for a person or that a person has.</summary>
public interface IHeldConversations
{
    /// <summary>How many wait for a person.</summary>
    ValueTask<int> CountWaitingAsync(CancellationToken cancel);

    /// <summary>Those that wait, the longest first, then those that a person has.</summary>
    /// <param name="take">At most so many, 1 to 200.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<HeldList> ListAsync(int take, CancellationToken cancel);

    /// <summary>The sequence number of a conversation's last entry, for a page that stands open; 0 where there is none.</summary>
    ValueTask<long> LastSequenceAsync(string conversationId, CancellationToken cancel);
}

/// <summary>Conversations of the list.</summary>
/// <param name="Rows">The first of them.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record HeldList(ImmutableArray<HeldConversation> Rows, int Total);

/// <summary>One of them.</summary>
/// <param name="ConversationId">Which.</param>
/// <param name="Channel">Channel id.</param>
/// <param name="Since">UTC: since when it waits, or a person has it.</param>
/// <param name="Account">Who has it, as they signed in, or null where it waits.</param>
public sealed record HeldConversation(string ConversationId, string Channel, DateTimeOffset Since, string? Account);

/// <summary>A step of one of the staff in a conversation.</summary>
/// <param name="By">Who, as they signed in.</param>
/// <param name="Action">For the audit trail: <c>conversation.taken</c>, <c>conversation.said</c>, <c>conversation.returned</c>, <c>conversation.closed</c>.</param>
/// <param name="Seen">Sequence of the last entry that they had seen. The step is not taken where there is more: they read it first.</param>
public sealed record StaffAct(string By, string Action, long Seen);
