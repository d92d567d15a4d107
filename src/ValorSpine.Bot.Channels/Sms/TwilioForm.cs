using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>The fields of a request of Twilio's, as they came: new ones may appear without notice, and all of them are signed.</summary>
internal sealed record TwilioForm(IReadOnlyDictionary<string, StringValues> Fields)
{
    private const int MostFields = 200, LongestName = 200, MostMedia = 10;

    public string Message => Text("MessageSid") is { Length: > 0 } sid ? sid : Text("SmsSid");

    public string From => Text("From");

    public string To => Text("To");

    public string Body => Text("Body");

    public string? OptOutType => Text("OptOutType") is { Length: > 0 } type ? type : null;

    public int Media => int.TryParse(Text("NumMedia"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, MostMedia) : 0;

    public string Text(string name) => Fields.TryGetValue(name, out var values) ? values.FirstOrDefault() ?? "" : "";

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="TwilioRefusedException">400, 413, 415.</exception>
    public static async Task<TwilioForm> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentType is not { } type || !type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            throw new TwilioRefusedException(StatusCodes.Status415UnsupportedMediaType, "not a form");
        if (context.Request.ContentLength > maxBytes)
            throw new TwilioRefusedException(StatusCodes.Status413PayloadTooLarge, "too large");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes;
        try
        {
            using var reader = new FormReader(context.Request.Body, Encoding.UTF8) { KeyLengthLimit = LongestName, ValueLengthLimit = maxBytes };
            // One by one, as names that differ in case are different names in what is signed.
            var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
            while (await reader.ReadNextPairAsync(context.RequestAborted) is { } field)
            {
                fields[field.Key] = StringValues.Concat(fields.GetValueOrDefault(field.Key), field.Value);
                if (fields.Count > MostFields)
                    throw new InvalidDataException("Too many fields.");
            }

            return new(fields);
        }
        catch (InvalidDataException)
        {
            throw new TwilioRefusedException(StatusCodes.Status400BadRequest, "no form that can be read");
        }
    }

    /// <summary>The message as an activity, which it is kept as.</summary>
    public string ToActivityJson(string conversation, string user) => JsonSerializer.Serialize(
        new Activity
        {
            Type = ActivityTypes.Message,
            Id = Message,
            ChannelId = ChannelIds.TwilioSms,
            ServiceUrl = SmsConversations.Service,
            From = new() { Id = user, Role = "user" },
            Recipient = new() { Id = To },
            Conversation = new() { Id = conversation },
            Text = Body,
            TextFormat = "plain",
            ChannelData = JsonSerializer.SerializeToElement(Fields.ToDictionary(field => field.Key, field => field.Value.ToString()), ActivityJson.Default.DictionaryStringString),
        },
        ActivityJson.Default.Activity);
}

/// <summary>A request is not taken. Nothing of why goes back: what an answer says in text, Twilio would send to the patient.</summary>
internal sealed class TwilioRefusedException(int status, string why) : Exception(why)
{
    public int Status => status;
}
