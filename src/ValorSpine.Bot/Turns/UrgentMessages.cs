using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Turns;

/// <summary>Whether a message must be taken however much came before it.</summary>
internal delegate ValueTask<bool> IsUrgent(InboundMessage message);

/// <summary>Tells whether a message may be about an emergency: by the safety rules, and by what is going on in its conversation.</summary>
internal sealed class UrgentMessages(LiveContent live, ConversationStore store, TimeProvider time)
{
    /// <summary>Whether it must be taken however much came before it.</summary>
    public async ValueTask<bool> IsUrgentAsync(InboundMessage message)
    {
        var text = message.Input switch
        {
            Input.Said said => said.Text,
            Input.CalledInGroup called => called.Text,
            _ => "",
        };
        var state = await StateOfAsync(message.ConversationId);
        // Whoever is asked whether it is happening, or was told to call, may answer with one word.
        if (state is { SafetyQuestion: not null } or { SafeMode: not null })
            return true;
        var now = time.GetUtcNow();
        var verdict = live.Current.Safety.Evaluate(text.Trim(), state?.SoftSigns ?? [], state?.ShortMessages ?? [], now);
        return verdict.Tier >= SafetyTier.SameDay || verdict.Doubt is not null || (state is not null && SafetyReplies.TellsOfEarlierSign(live.Current, state, text.Trim(), now));
    }

    // The words alone tell most of it, where nothing can be read of what was said before.
    private async ValueTask<ConversationState?> StateOfAsync(string conversationId)
    {
        try
        {
            return (await store.LoadAsync(conversationId, CancellationToken.None))?.State;
        }
        catch (Exception error) when (error is StorageUnavailableException or UnreadableException)
        {
            return null;
        }
    }
}
