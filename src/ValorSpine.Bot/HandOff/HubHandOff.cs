using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.HandOff;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.HandOff;

/// <summary>Asks the hub of a channel for a person (<c>handoff.initiate</c>), where <see cref="ConnectorOptions.HandOffChannels"/> says that the channel has one.</summary>
internal sealed class HubHandOff(ConversationStore store, IConversationLog log, ITranscripts transcripts, ClinicFacts clinic, IOptions<ConnectorOptions> options)
{
    /// <summary>Whether a person of a hub may come into conversations of a channel.</summary>
    public bool HasHub(string channel) => options.Value.HandOffChannels.Contains(channel, StringComparer.OrdinalIgnoreCase);

    /// <summary>The wait that began with a reply, where the hub is to hear of it after that reply; or null. Whom somebody took meanwhile, nobody is asked for.</summary>
    public async ValueTask<Owner.Waiting?> BegunByAsync(Delivery delivery)
    {
        var (conversation, entry) = (delivery.Conversation, delivery.Entry);
        if (!HasHub(conversation.Channel) || entry.ReplyTo is not { } answered || (await store.LoadAsync(conversation.Id, CancellationToken.None))?.State.Owner is not Owner.Waiting waiting || waiting.BegunBy != answered)
            return null;
        var replies = await log.ReadAsync(conversation.Id, answered, CancellationToken.None);
        return replies.Last(said => said.ReplyTo == answered).Sequence == entry.Sequence ? waiting : null;
    }

    /// <summary>The event, with the summary and all that was said. That it goes out is on the audit trail.</summary>
    /// <returns>Null where the conversation was erased meanwhile.</returns>
    public async ValueTask<Activity?> RequestAsync(Delivery delivery, Owner.Waiting waiting)
    {
        var conversation = delivery.Conversation;
        return await transcripts.OpenAsync(conversation.Id, $"hub of {conversation.Channel}", CancellationToken.None) is { } transcript
            ? ReplyActivities.Beside(HandOffEvents.Initiate(conversation, waiting, transcript.Summary ?? new([]), transcript.Log, clinic), delivery.Entry, delivery.Address.Reference)
            : null;
    }
}
