using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>
/// What <c>POST /sms/twilio</c> and <c>POST /sms/twilio/status</c> do. A message is answered with an empty <c>Response</c> once its turn is committed: replies go out through the table of
/// deliveries, so that one whose answer Twilio never saw is neither lost nor said twice.
/// </summary>
internal sealed partial class TwilioServer(
    ITurns turns, IChannelConversations addresses, ITextConsents consents, TextWishes wishes, SmsReactions reactions, IDeliveryReceipts receipts, SmsConversations conversations, ClinicFacts clinic, IOptions<TwilioOptions> options, ILogger<TwilioServer> log)
{
    public const string MessagePath = "/sms/twilio";
    public const string StatusPath = "/sms/twilio/status";
    public const string ConversationField = "c", SequenceField = "s", NoticeField = "n";

    private const int LongestSid = 64;

    /// <summary>Takes a message of a patient. Gives what they are told in the answer itself, because it could not be kept and nothing else can be sent; else null.</summary>
    /// <exception cref="TwilioRefusedException">400, 403, 404, 413, 415.</exception>
    /// <exception cref="NotNowException">It could not be taken, and they are told nothing.</exception>
    public async Task<string?> TakeMessageAsync(HttpContext context)
    {
        var form = await ReadAsync(context, MessagePath);
        if (form.From.Length == 0 || form.To.Length == 0 || form.Message is not { Length: > 0 and <= LongestSid })
            throw new TwilioRefusedException(StatusCodes.Status400BadRequest, "no sender or no id");
        try
        {
            await TakeAsync(form);
            return null;
        }
        catch (NotNowException reason) when (!reason.IsTooMany && MayBeTold(form))
        {
            return NotTaken.InWords(reason, clinic);
        }
    }

    // Whether they want texts cannot be looked up now. Where Twilio handles that, it holds back what is not wanted.
    private bool MayBeTold(TwilioForm form) =>
        !options.Value.ConfirmsOptOut && OptOut.Read(form.Body, form.OptOutType, stopped: false, answersItself: false) is { Happened: null, Reach: Reach.Open };

    private async Task TakeAsync(TwilioForm form)
    {
        // Twilio that gives up waiting must not cut its own turn off: it would send the message again and find half of it done.
        var (conversation, address) = conversations.With(form.From, form.To);
        conversation = conversation with { Id = await addresses.CurrentAsync(conversation.Id, CancellationToken.None) };
        if (await reactions.TakeAsync(conversation.Id, form.Body, CancellationToken.None))
        {
            await addresses.KeepActivityAsync(conversation.Id, KeyOf(form), ConnectorActivityTypes.MessageReaction, form.ToActivityJson(conversation.Id, conversation.UserId), CancellationToken.None);
            return;
        }

        var wish = await wishes.TakeAsync(form.From, form.Body, form.OptOutType, form.Message, CancellationToken.None);
        await turns.OpenAsync(conversation, CancellationToken.None);
        await addresses.KeepAsync(conversation.Id, address, CancellationToken.None);
        var said = new Input.Said(form.Body) { Introduce = true, Files = form.Media, Reach = wish };
        await turns.TakeAsync(new(conversation.Id, KeyOf(form), said, form.ToActivityJson(conversation.Id, conversation.UserId)) { TextedFrom = form.From }, CancellationToken.None);
    }

    /// <summary>Takes what became of a message of ours.</summary>
    /// <exception cref="TwilioRefusedException">400, 403, 404, 413, 415.</exception>
    public async Task TakeStatusAsync(HttpContext context)
    {
        var form = await ReadAsync(context, StatusPath);
        var (status, error) = (form.Text("MessageStatus"), form.Text("ErrorCode"));
        var failed = status is "undelivered" or "failed";
        if (error == TwilioClient.OptedOut && form.To.Length > 0)
            await consents.TakeAsync(form.To, TextConsentEvent.StoppedAtCarrier, form.Message, CancellationToken.None);
        if (!failed && status is not ("delivered" or "sent" or "read"))
            return;
        var query = context.Request.Query;
        if (failed && long.TryParse(query[NoticeField], NumberStyles.None, CultureInfo.InvariantCulture, out var notice))
            await receipts.NoticeFailedAsync(notice, CancellationToken.None);
        else if (query[ConversationField] is [{ Length: > 0 } conversation] && long.TryParse(query[SequenceField], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            await receipts.TakeAsync(conversation, sequence, IsCode(error) ? $"{status} {error}" : status, failed, CancellationToken.None);
    }

    private async Task<TwilioForm> ReadAsync(HttpContext context, string path)
    {
        var twilio = options.Value;
        if (!twilio.IsOn)
            throw new TwilioRefusedException(StatusCodes.Status404NotFound, "off");
        var form = await TwilioForm.ReadAsync(context, twilio.MaxFormBytes);
        var url = new Uri(twilio.UrlOf(path + context.Request.QueryString.Value));
        if (!TwilioSignature.IsValid(context.Request.Headers[TwilioSignature.Header], twilio.AuthToken!, url, [.. form.Fields]) || form.Text("AccountSid") != twilio.AccountSid)
        {
            LogRefused(log);
            throw new TwilioRefusedException(StatusCodes.Status403Forbidden, "not signed by the account");
        }

        return form;
    }

    private static string KeyOf(TwilioForm form) => $"sms:{form.Message}";

    private static bool IsCode(string error) => error.Length is > 0 and <= 6 && error.All(char.IsAsciiDigit);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "A request to Twilio's address was refused: its signature or account is not ours. Twilio:AuthToken and Twilio:PublicUrl must be those of the account and of the address that is set there.")]
    private static partial void LogRefused(ILogger logger);
}
