using System.Net.Security;
using MailKit.Net.Smtp;
using MimeKit;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Mail;

/// <summary>Hands mails to the clinic's mail server.</summary>
internal sealed class MailServer(MailServerSettings settings, TimeProvider time)
{
    /// <summary>How long one mail may take from connecting to being accepted.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Which certificates are trusted; null leaves it to the system.</summary>
    public RemoteCertificateValidationCallback? Trusts { get; init; }

    /// <summary>Completes once the server has accepted the mail for somebody; gives the addresses that it refused.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<IReadOnlyList<string>> SendAsync(MimeMessage mail, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var client = new Client();
            if (Trusts is not null)
                client.ServerCertificateValidationCallback = Trusts;
            await client.ConnectAsync(settings.Host, settings.Port, settings.Tls, either.Token);
            if (settings is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, either.Token);
            await client.SendAsync(mail, either.Token);
            await client.DisconnectAsync(quit: true, either.Token);
            return client.Refused;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>One address that the server does not take must not keep the mail from the others.</summary>
    private sealed class Client : SmtpClient
    {
        private SmtpStatusCode _lastRefusal;

        public List<string> Refused { get; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            Refused.Add(mailbox.Address);
            _lastRefusal = response.StatusCode;
        }

        protected override void OnNoRecipientsAccepted(MimeMessage message) =>
            throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, _lastRefusal, "Every recipient was refused.");
    }
}
