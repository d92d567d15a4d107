using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Brings replies to the channels of the Bot Framework.</summary>
internal sealed class ConnectorCarrier(ReplyActivities replies, ConnectorClient client, TextRestraint restraint, IOptions<ConnectorOptions> options) : IReplyCarrier
{
    /// <inheritdoc/>
    public bool Carries(string channel) => channel != SmsConversations.Channel;

    /// <inheritdoc/>
    public async ValueTask<Sending> PrepareAsync(Delivery delivery)
    {
        if (!delivery.Address.IsAuthenticated && !options.Value.DangerouslyTrustEveryCaller)
            return new Sending.Never("its address came without a token");
        var reference = ConversationReference.Parse(delivery.Address.Reference);
        if (delivery.Conversation.Channel == SmsRenderer.AzureChannel && reference.User?.Id is { Length: > 0 } number && await restraint.HoldBackAsync(delivery, number) is { } held)
            return held;
        var activities = replies.Of(delivery.Entry, delivery.Conversation, delivery.Address.Reference, delivery.AnsweredActivityJson);
        return new Sending.Parts(activities.Count, part => client.SendAsync(reference, activities[part], CancellationToken.None));
    }
}
