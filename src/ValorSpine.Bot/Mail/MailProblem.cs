using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Mail;

/// <summary>Why a mail was not taken, without what the server said: that may repeat the mail.</summary>
internal static class MailProblem
{
    private const int Permanent = 500;

    // The account is not taken, or must be given: the mail itself is not at fault.
    private static readonly int[] s_aboutAccount = [530, 534, 535, 538];

    /// <summary>For the log.</summary>
    public static string InWords(Exception error) => error switch
    {
        SmtpCommandException refused => string.Create(CultureInfo.InvariantCulture, $"it answered {(int)refused.StatusCode}"),
        SocketException unreachable => $"it cannot be reached ({unreachable.SocketErrorCode})",
        TimeoutException => "it did not answer in time",
        SslHandshakeException => "TLS failed, or its certificate is not trusted",
        AuthenticationException => "it does not take User and Password",
        NotSupportedException => "it does not offer what Tls or User ask for",
        _ => error.GetType().Name,
    };

    /// <summary>For staff, and for what is done next.</summary>
    public static NoticeProblem Of(Exception error) => error switch
    {
        SmtpCommandException refused when s_aboutAccount.Contains((int)refused.StatusCode) => NoticeProblem.Setup,
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted, StatusCode: >= (SmtpStatusCode)Permanent } => NoticeProblem.Setup,
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)Permanent } => NoticeProblem.Refused,
        SmtpCommandException => NoticeProblem.NotNow,
        SocketException or TimeoutException or IOException or SmtpProtocolException => NoticeProblem.Unreachable,
        SslHandshakeException or AuthenticationException or NotSupportedException => NoticeProblem.Setup,
        _ => NoticeProblem.Other,
    };
}
