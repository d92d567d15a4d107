namespace ValorSpine.Bot.Core.Turns;

/// <summary>
/// Keeps where the replies of a conversation are sent, for channels that are called and do not ask. What is said in a conversation that has an address is put aside
/// for delivery in the transaction of its turn. The storage implements it.
/// </summary>
public interface IChannelConversations
{
    /// <summary>The id under which a conversation of a channel goes on: its own, or one that follows it where its content was erased. Channels give a patient the same conversation for good.</summary>
    ValueTask<string> CurrentAsync(string conversationId, CancellationToken cancel);

    /// <summary>Keeps the address of an open conversation. The same address again changes nothing.</summary>
    ValueTask KeepAsync(string conversationId, ReplyAddress address, CancellationToken cancel);

    /// <summary>The patient can no longer be reached there: nothing more is sent until an address is kept again.</summary>
    ValueTask CloseAsync(string conversationId, CancellationToken cancel);

    /// <summary>Keeps an activity that is no message of the patient: a reaction, an event. Kept once for each key, and only so many of each conversation, the newest.</summary>
    ValueTask KeepActivityAsync(string conversationId, string key, string type, string activityJson, CancellationToken cancel);
}

/// <summary>Where the replies of a conversation are sent.</summary>
/// <param name="IsAuthenticated">Whether it came with a token that proves it. Nothing is sent to one that did not, unless every caller is trusted.</param>
/// <param name="Reference">Who talks with whom there, in the channel's own form. Kept encrypted.</param>
public sealed record ReplyAddress(bool IsAuthenticated, string Reference);
