using System.Globalization;
using MimeKit;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Mail;
using ValorSpine.Bot.Storage.Notices;

namespace ValorSpine.Bot.Notices;

/// <summary>Mails notices. What changes an appointment brings its calendar file along.</summary>
internal sealed class EmailCarrier(MailServer server, MailServerSettings settings, LiveContent content, ClinicFacts clinic, TimeProvider time) : INoticeCarrier
{
    /// <inheritdoc/>
    public NoticeWay Way => NoticeWay.Email;

    /// <inheritdoc/>
    public async Task SendAsync(DueNotice notice, BookedAppointment? appointment, bool mayHaveBeenSent, CancellationToken cancel)
    {
        if (!MailboxAddress.TryParse(notice.To.Address, out var to))
            throw new NoticeNotTakenException(NoticeProblem.Refused, "the address on file is none");
        try
        {
            await server.SendAsync(Write(notice, to, appointment), cancel);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancel.IsCancellationRequested)
        {
            // What the server said may hold the mail itself, so it goes no further.
            throw new NoticeNotTakenException(MailProblem.Of(error), MailProblem.InWords(error));
        }
    }

    private MimeMessage Write(DueNotice notice, MailboxAddress to, BookedAppointment? appointment)
    {
        var text = content.Current.Notices.Of(notice.Template, notice.Values);
        var body = new BodyBuilder { TextBody = text.Text };
        if (appointment is not null && notice.Template != AppointmentNotices.ReminderTemplate)
        {
            var calendar = new TextPart("calendar") { Text = CalendarInvitation.Create(appointment, clinic, time.GetUtcNow(), appointment.Cancelled), FileName = "appointment.ics", IsAttachment = true };
            calendar.ContentType.Parameters["method"] = appointment.Cancelled ? "CANCEL" : "PUBLISH";
            body.Attachments.Add(calendar);
        }

        var message = new MimeMessage([settings.From], [to], text.Subject, body.ToMessageBody())
        {
            Date = time.GetUtcNow(),
            MessageId = string.Create(CultureInfo.InvariantCulture, $"notice-{notice.Id}-{notice.MadeAt.UtcTicks}@{settings.From.Domain}"),
        };
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
