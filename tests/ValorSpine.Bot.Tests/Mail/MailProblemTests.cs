using MailKit.Net.Smtp;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Mail;

namespace ValorSpine.Bot.Tests.Mail;

public sealed class MailProblemTests
{
    [Theory]
    [InlineData(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, NoticeProblem.Refused)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, SmtpStatusCode.MailboxUnavailable, NoticeProblem.Setup)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, SmtpStatusCode.MailboxBusy, NoticeProblem.NotNow)]
    public void A_sender_that_is_not_taken_is_a_matter_of_the_setup_and_not_of_the_patients_address(SmtpErrorCode error, SmtpStatusCode status, NoticeProblem problem) =>
        Assert.Equal(problem, MailProblem.Of(new SmtpCommandException(error, status, "said")));
}
