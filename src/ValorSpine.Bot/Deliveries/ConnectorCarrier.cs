using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Brings replies to the channels of the Bot Framework.</summary>
internal sealed class ConnectorCarrier(ReplyActivities replies, ConnectorClient client, IOptions<ConnectorOptions> options) : IReplyCarrier
{
    /// <inheritdoc/>
    public bool Carries(string channel) => channel != SmsConversations.Channel;

    /// <inheritdoc/>
    public ValueTask<Sending> PrepareAsync(Delivery delivery)
    {
        if (!delivery.Address.IsAuthenticated && !options.Value.DangerouslyTrustEveryCaller)
            return new(new Sending.Never("its address came without a token"));
        var activities = replies.Of(delivery.Entry, delivery.Conversation, delivery.Address.Reference, delivery.AnsweredActivityJson);
        var reference = ConversationReference.Parse(delivery.Address.Reference);
        return new(new Sending.Parts(activities.Count, part => client.SendAsync(reference, activities[part], CancellationToken.None)));
    }
}
