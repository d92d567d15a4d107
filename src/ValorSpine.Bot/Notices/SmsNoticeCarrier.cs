using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Notices;

/// <summary>
/// Texts notices. A reminder is a turn of the conversation with that number, so that its answer reaches the visit; everything else is a message of its own. Nobody is told twice what a
/// conversation by text messages has said already, and nobody is written to who wants no messages.
/// </summary>
internal sealed class SmsNoticeCarrier(
    SmsMessages messages, SmsConversations conversations, ITextConsents consents, QuietTimes quiet, ITurns turns, IChannelConversations addresses, IConversationLog log, LiveContent content) : INoticeCarrier
{
    /// <inheritdoc/>
    public NoticeWay Way => NoticeWay.Phone;

    /// <inheritdoc/>
    public async Task SendAsync(DueNotice notice, BookedAppointment? appointment, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var number = notice.To.Address;
        var consent = await consents.FindAsync(number, cancel);
        if (consent is { Stopped: true })
            throw new NoticeNotTakenException(NoticeProblem.Refused, "the patient wants no text messages");
        if (notice.Template is AppointmentNotices.ReminderTemplate or NoticeTexts.Offer && quiet.Until is { } until)
            throw new NoticeNotYetException(until);

        var (conversation, address) = conversations.With(number);
        conversation = conversation with { Id = await addresses.CurrentAsync(conversation.Id, cancel) };
        if (notice.Template == AppointmentNotices.ReminderTemplate && appointment is not null)
            await RemindAsync(conversation, address, appointment, consent, cancel);
        else if (!await IsSaidAsync(conversation, notice, cancel))
            await SendAsync(notice, SmsAddress.Parse(address.Reference), consent, mayHaveBeenSent);
    }

    private async Task RemindAsync(NewConversation conversation, ReplyAddress address, BookedAppointment appointment, TextConsent? consent, CancellationToken cancel)
    {
        await turns.OpenAsync(conversation, cancel);
        await addresses.KeepAsync(conversation.Id, address, cancel);
        var key = ChatCarrier.KeyOf(appointment);
        await turns.TakeAsync(new(conversation.Id, key, new Input.ReminderDue(appointment), ActivityJson: null), cancel);
        await KnowAsync(consent, appointment.Phone, key, cancel);
    }

    private async Task SendAsync(DueNotice notice, SmsAddress to, TextConsent? consent, bool mayHaveBeenSent)
    {
        var current = content.Current;
        var said = current.Notices.Of(notice.Template, notice.Values).Sms;
        var text = SmsAlphabet.Plain(consent is null ? $"{said} {current.Words.Say("reach.stop-line", 0)}" : said);
        var about = string.Create(CultureInfo.InvariantCulture, $"n={notice.Id}");
        var earlier = mayHaveBeenSent ? new EarlierTry(notice.MadeAt, ImmutableHashSet<string>.Empty) : null;
        // Once it may have gone out, it has to be noted, also while the service stops.
        var cancel = CancellationToken.None;
        switch (await messages.SendAsync(to, text, about, earlier, cancel))
        {
            case ConnectorResult.Done:
                await KnowAsync(consent, to.To, about, cancel);
                return;
            case ConnectorResult.Throttled later:
                throw new NoticeNotTakenException(NoticeProblem.NotNow, later.Problem);
            case ConnectorResult.Unavailable later:
                throw new NoticeNotTakenException(NoticeProblem.Unreachable, later.Problem);
            case ConnectorResult.LeftAlone:
                throw new NoticeNotTakenException(NoticeProblem.Unreachable, "it failed often and is left alone for a while");
            case ConnectorResult.NotAccepted setup:
                throw new NoticeNotTakenException(NoticeProblem.Setup, setup.Problem);
            case ConnectorResult.Gone gone:
                throw new NoticeNotTakenException(NoticeProblem.Refused, gone.Problem);
            case ConnectorResult.Refused refused:
                throw new NoticeNotTakenException(NoticeProblem.Refused, refused.Problem);
            case var other:
                throw new UnreachableException($"Nothing is known of {other.GetType().Name}.");
        }
    }

    // A notice has the time of the turn that decided it, which is the time of what was said last in that turn.
    private async ValueTask<bool> IsSaidAsync(NewConversation conversation, DueNotice notice, CancellationToken cancel) =>
        (await log.ReadAsync(conversation.Id, 0, cancel)).Any(entry => entry.FromBot && entry.At == notice.MadeAt);

    // Whoever gave a number for a visit is written to about it, and was told how to end that.
    private async ValueTask KnowAsync(TextConsent? consent, string number, string message, CancellationToken cancel)
    {
        if (consent is null)
            await consents.TakeAsync(number, TextConsentEvent.Noticed, $"noticed:{message}", cancel);
    }
}
