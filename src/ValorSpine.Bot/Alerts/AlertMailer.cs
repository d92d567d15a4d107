using System.Globalization;
using MimeKit;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Mail;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.Incidents;
using ValorSpine.Bot.Storage.Incidents;

namespace ValorSpine.Bot.Alerts;

/// <summary>
/// Mails staff about incidents, as long as the service runs. A mail that a server has accepted is marked as sent; until then it is tried again, with growing delay.
/// Where the process ends between the two, it goes out once more, under the same message id.
/// </summary>
internal sealed partial class AlertMailer(
    AlertOutbox outbox, MailServer server, AlertEmailSettings settings, StaffConsoleOptions console, TimeProvider time, ILogger<AlertMailer> log) : DueWork(outbox.Signal, time)
{
    private static readonly Backoff s_backoff = new(First: TimeSpan.FromSeconds(10), Longest: TimeSpan.FromMinutes(15));
    private AlertMail? _accepted;

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        while (outbox.Next() is { } mail)
        {
            var wait = mail.DueAt - Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                return wait;
            await SendAsync(mail, cancel);
        }

        return Timeout.InfiniteTimeSpan;
    }

    private async Task SendAsync(AlertMail mail, CancellationToken cancel)
    {
        try
        {
            // Marking it failed before: a full disk must not send the same mail again and again.
            if (_accepted != mail)
            {
                var refused = await server.SendAsync(Write(mail), cancel);
                if (refused.Count > 0)
                    Refused(string.Join(", ", refused));
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancel.IsCancellationRequested)
        {
            var delay = s_backoff.After(mail.Failures + 1);
            // What the server said may hold the mail itself, so it is not logged.
            NotSent(settings.Host, settings.Port, MailProblem.InWords(error), delay);
            await outbox.PutOffAsync(mail, Time.GetUtcNow() + delay, cancel);
            return;
        }

        _accepted = mail;
        await outbox.MarkSentAsync(mail, cancel);
        _accepted = null;
    }

    private MimeMessage Write(AlertMail mail)
    {
        var notice = AlertNotice.Of(mail.Kind, raised: mail.Opening > 1, mail.Channel, mail.At, mail.ConversationId, settings.ConsoleUrl, console);
        var message = new MimeMessage([settings.From], settings.To, notice.Subject, new TextPart("plain") { Text = notice.Text })
        {
            Date = mail.At,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"alert-{mail.IncidentId}-{mail.Opening}-{mail.At.UtcTicks}@{settings.From.Domain}"),
        };
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "An alert mail was not taken by {Host}:{Port}: {Problem}. It is tried again in {Delay}. The alert stands in the staff console.")]
    private partial void NotSent(string host, int port, string problem, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The mail server refused these recipients of an alert mail, and took it for the others: {Recipients}. Correct Alerts:Email:To.")]
    private partial void Refused(string recipients);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The alert mails could not be looked at or marked; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
