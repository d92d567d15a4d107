using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Notices;

namespace ValorSpine.Bot.Notices;

/// <summary>Reminds in the chat that a visit was booked in: takes a turn there, in which the core decides what is said. Its key says it once.</summary>
internal sealed class ChatCarrier(ITurns turns, IUndelivered undelivered) : INoticeCarrier
{
    /// <inheritdoc/>
    public NoticeWay Way => NoticeWay.Chat;

    /// <summary>Key of the turn that reminds of a visit: a conversation reminds of it once, whichever notice comes first.</summary>
    internal static string KeyOf(BookedAppointment appointment) => string.Create(CultureInfo.InvariantCulture, $"reminder:{appointment.Reference}:{appointment.Sequence}");

    /// <inheritdoc/>
    public async Task SendAsync(DueNotice notice, BookedAppointment? appointment, bool mayHaveBeenSent, CancellationToken cancel)
    {
        if (appointment is null)
            throw new NoticeNotTakenException(NoticeProblem.Refused, "there is nothing to remind of");
        // The turn would be said to nobody; staff can call.
        if (await undelivered.GoneSinceAsync(notice.ConversationId, cancel) is not null)
            throw new NoticeNotTakenException(NoticeProblem.Gone, "the patient took the bot out of their channel");
        await turns.TakeAsync(new(notice.ConversationId, KeyOf(appointment), new Input.ReminderDue(appointment), ActivityJson: null), cancel);
    }
}
