using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>The conversation between our number and a patient's: one for each pair, and for all numbers of a messaging service.</summary>
public sealed class SmsConversations
{
    /// <summary>Marks the addresses of these conversations; nothing listens there.</summary>
    public const string Service = "urn:twilio-sms";

    private readonly ChannelConversationIds _ids;
    private readonly TwilioOptions _options;

    internal SmsConversations(ChannelConversationIds ids, IOptions<TwilioOptions> options) => (_ids, _options) = (ids, options.Value);

    /// <summary>The conversation with a number, and where its replies go.</summary>
    /// <param name="patient">E.164.</param>
    /// <param name="ours">The number that they wrote to, or null where we write first.</param>
    public (NewConversation Conversation, ReplyAddress Address) With(string patient, string? ours = null)
    {
        var side = _options.MessagingServiceSid ?? ours ?? _options.FromNumber!;
        var address = new SmsAddress(patient, _options.MessagingServiceSid is null ? side : null, _options.MessagingServiceSid);
        return (new(_ids.Conversation(ChannelIds.TwilioSms, $"{side}|{patient}"), ChannelIds.TwilioSms, _ids.User(ChannelIds.TwilioSms, patient), "en-US"), new(IsAuthenticated: true, address.ToJson()));
    }
}

/// <summary>Between which numbers a conversation goes on. Kept encrypted.</summary>
/// <param name="To">The patient's number.</param>
/// <param name="From">Ours, or null where a messaging service picks one.</param>
/// <param name="MessagingService">Sid of the messaging service, or null.</param>
public sealed record SmsAddress(string To, string? From, string? MessagingService)
{
    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SmsJson.Default.SmsAddress);

    /// <summary>As it was kept.</summary>
    public static SmsAddress Parse(string json) => JsonSerializer.Deserialize(json, SmsJson.Default.SmsAddress) ?? throw new JsonException("A stored address is null.");
}

/// <summary>How what is kept of text messages is written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SmsAddress))]
internal sealed partial class SmsJson : JsonSerializerContext;
