using System.Globalization;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Deliveries;

/// <summary>
/// Brings replies to patients as text messages through Twilio. A message whose answer was lost is looked for at the carrier before it is sent once more.
/// </summary>
internal sealed class SmsCarrier(
    SmsText text, SmsMessages messages, TextRestraint restraint, DeliveryOutbox outbox, IOptions<TwilioOptions> options) : IReplyCarrier
{
    /// <inheritdoc/>
    public bool Carries(string channel) => channel == ChannelIds.TwilioSms;

    /// <inheritdoc/>
    public async ValueTask<Sending> PrepareAsync(Delivery delivery, bool mayHaveBeenSent)
    {
        var (to, reply) = (SmsAddress.Parse(delivery.Address.Reference), delivery.Entry.Reply!);
        if (!options.Value.IsOn)
            return new Sending.Never("text messages are off");
        if (await restraint.HoldBackAsync(delivery, to.To) is { } held)
            return held;
        var parts = text.MessagesOf(reply);
        return new Sending.Parts(parts.Length, part => SendAsync(delivery, to, parts[part], mayHaveBeenSent));
    }

    private Task<ConnectorResult> SendAsync(Delivery delivery, SmsAddress to, string part, bool mayHaveBeenSent)
    {
        var about = string.Create(CultureInfo.InvariantCulture, $"c={delivery.Conversation.Id}&s={delivery.Entry.Sequence}");
        return messages.SendAsync(to, part, about, mayHaveBeenSent ? new(delivery.At, outbox.RemoteIdsOf(delivery.Conversation.Id)) : null, CancellationToken.None);
    }
}
