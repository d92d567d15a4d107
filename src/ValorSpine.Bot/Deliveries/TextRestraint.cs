using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Which text messages are not sent, or not now, whoever carries them: whoever ended them gets none but guidance for a warning sign, and nobody is woken who did not write.</summary>
internal sealed class TextRestraint(ITextConsents consents, IConversationLog log, QuietTimes quiet, TimeProvider time)
{
    private static readonly TimeSpan s_inTalk = TimeSpan.FromMinutes(30);

    /// <summary>Why a reply is held back, or null where it may go.</summary>
    public async ValueTask<Sending?> HoldBackAsync(Delivery delivery, string number)
    {
        var reply = delivery.Entry.Reply!;
        if (!reply.Calls.IsEmpty)
            return null;
        if (!reply.ConfirmsWish && await consents.FindAsync(number, CancellationToken.None) is { Stopped: true })
            return new Sending.Unwanted("the patient wants no messages");
        return quiet.Until is { } until && await SeenUnaskedAsync(delivery) is { } seen ? new Sending.Later(until, seen) : null;
    }

    // The last entry that was looked at, for what nobody asked for and no person says. In the middle of a talk nothing is, whoever of the two wrote last, nor is what stands before an answer.
    private async ValueTask<long?> SeenUnaskedAsync(Delivery delivery)
    {
        if (delivery.Entry is { ReplyTo: not null } or { Reply.Staff: not null })
            return null;
        var entries = await log.ReadAsync(delivery.Conversation.Id, 0, CancellationToken.None);
        return entries.Any(entry => (!entry.FromBot || entry.Reply?.Staff is not null) && time.GetUtcNow() - entry.At < s_inTalk) ? null : Math.Max(delivery.Entry.Sequence, entries.LastOrDefault()?.Sequence ?? 0);
    }
}
