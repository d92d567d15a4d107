using System.Globalization;
using MimeKit;
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
    AlertOutbox outbox, MailServer server, AlertEmailSettings settings, StaffConsoleOptions console, TimeProvider time, ILogger<AlertMailer> log) : BackgroundService
{
    private const int MostDoublings = 10;
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(10), s_longestDelay = TimeSpan.FromMinutes(15), s_afterDefect = TimeSpan.FromSeconds(10);
    private AlertMail? _accepted;

    /// <summary>Sends what is due; gives how long nothing is due then.</summary>
    internal async Task<TimeSpan> SendDueAsync(CancellationToken cancel)
    {
        while (outbox.Next() is { } mail)
        {
            var wait = mail.DueAt - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                return wait;
            await SendAsync(mail, cancel);
        }

        return Timeout.InfiniteTimeSpan;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var clock = time.CreateTimer(_ => outbox.Wake(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await foreach (var _ in outbox.Woken.ReadAllAsync(stoppingToken))
            clock.Change(await TrySendDueAsync(stoppingToken), Timeout.InfiniteTimeSpan);
    }

    private async Task<TimeSpan> TrySendDueAsync(CancellationToken cancel)
    {
        try
        {
            return await SendDueAsync(cancel);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            // Whatever it is, a store that cannot be read now for example, the next mail must be sent.
            LookFailed(error);
            return s_afterDefect;
        }
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
            var delay = DelayAfter(mail.Failures + 1);
            // What the server said may hold the mail itself, so it is not logged.
            NotSent(settings.Host, settings.Port, MailProblem.InWords(error), delay);
            await outbox.PutOffAsync(mail, time.GetUtcNow() + delay, cancel);
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

    private static TimeSpan DelayAfter(long failures)
    {
        var delay = s_firstDelay * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return delay < s_longestDelay ? delay : s_longestDelay;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "An alert mail was not taken by {Host}:{Port}: {Problem}. It is tried again in {Delay}. The alert stands in the staff console.")]
    private partial void NotSent(string host, int port, string problem, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The mail server refused these recipients of an alert mail, and took it for the others: {Recipients}. Correct Alerts:Email:To.")]
    private partial void Refused(string recipients);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The alert mails could not be looked at or marked; this is tried again.")]
    private partial void LookFailed(Exception error);
}
