using System.Globalization;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Deliveries;

/// <summary>
/// Brings replies to patients as text messages. Whoever ended them gets none but guidance for a warning sign, and nobody is woken who did not write. A message whose answer was
/// lost is looked for at the carrier before it is sent once more.
/// </summary>
internal sealed class SmsCarrier(
    SmsText text, SmsMessages messages, ITextConsents consents, IConversationLog log, QuietTimes quiet, DeliveryOutbox outbox, IOptions<TwilioOptions> options, TimeProvider time) : IReplyCarrier
{
    // A process that ended between sending and marking leaves nothing behind but the time that went by.
    private static readonly TimeSpan s_mayHaveBeenSent = TimeSpan.FromSeconds(30), s_inTalk = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public bool Carries(string channel) => channel == SmsConversations.Channel;

    /// <inheritdoc/>
    public async ValueTask<Sending> PrepareAsync(Delivery delivery)
    {
        var (to, reply) = (SmsAddress.Parse(delivery.Address.Reference), delivery.Entry.Reply!);
        if (!options.Value.IsOn)
            return new Sending.Never("text messages are off");
        var isGuidance = !reply.Calls.IsEmpty;
        if (!isGuidance && !reply.ConfirmsWish && await consents.FindAsync(to.To, CancellationToken.None) is { Stopped: true })
            return new Sending.Unwanted("the patient wants no messages");
        if (!isGuidance && quiet.Until is { } until && await IsUnaskedAsync(delivery))
            return new Sending.Later(until);
        var parts = text.MessagesOf(reply);
        return new Sending.Parts(parts.Length, part => SendAsync(delivery, to, parts[part]));
    }

    private Task<ConnectorResult> SendAsync(Delivery delivery, SmsAddress to, string part)
    {
        var about = string.Create(CultureInfo.InvariantCulture, $"c={delivery.Conversation.Id}&s={delivery.Entry.Sequence}");
        var mayHaveBeenSent = delivery.Failures > 0 || time.GetUtcNow() - delivery.At > s_mayHaveBeenSent;
        return messages.SendAsync(to, part, about, mayHaveBeenSent ? new(delivery.At, outbox.RemoteIdsOf(delivery.Conversation.Id)) : null, CancellationToken.None);
    }

    // What nobody asked for and no person says. In the middle of a talk nothing is, whoever of the two wrote last, nor is what stands before an answer.
    private async ValueTask<bool> IsUnaskedAsync(Delivery delivery)
    {
        if (delivery.Entry is { ReplyTo: not null } or { Reply.Staff: not null })
            return false;
        var entries = await log.ReadAsync(delivery.Conversation.Id, 0, CancellationToken.None);
        return !entries.Any(entry => (!entry.FromBot || entry.Reply?.Staff is not null) && time.GetUtcNow() - entry.At < s_inTalk);
    }
}
