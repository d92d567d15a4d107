using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Simulators;

/// <summary>
/// Stands where Twilio does, on both sides: takes what the service sends, in Twilio's protocol, and signs what a simulated phone writes. As Twilio does with long numbers, it answers STOP, START and
/// HELP itself and blocks what is sent after STOP. Nothing leaves the process.
/// </summary>
internal sealed class SmsSimulatedCarrier(IOptions<TwilioOptions> options, TimeProvider time) : HttpMessageHandler
{
    private const string Unsubscribed = "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.";
    private const string Resubscribed = "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.";

    private readonly ConcurrentDictionary<string, SmsSimulatedPhone> _phones = new(StringComparer.Ordinal);
    private int _sids;

    public SmsSimulatedPhone Phone(string number) => _phones.GetOrAdd(number, _ => new());

    /// <summary>What a phone writes, as Twilio posts it: the form and its signature.</summary>
    public (string Form, string Signature) Write(string number, string body, int pictures)
    {
        var phone = Phone(number);
        var sid = Sid(pictures > 0 ? "MM" : "SM");
        var twilio = options.Value;
        phone.Show(SmsSimulatedText.Of(sid, "phone", pictures > 0 ? $"{body}{(body.Length > 0 ? "\n" : "")}[picture]" : body, time.GetUtcNow()));
        Answer(phone, body);
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["ToCountry"] = "US",
            ["SmsMessageSid"] = sid,
            ["NumMedia"] = pictures.ToString(CultureInfo.InvariantCulture),
            ["ToCity"] = "",
            ["SmsSid"] = sid,
            ["SmsStatus"] = "received",
            ["Body"] = body,
            ["FromCountry"] = "US",
            ["To"] = twilio.FromNumber,
            ["NumSegments"] = SmsSegments.Of(body).Count.ToString(CultureInfo.InvariantCulture),
            ["MessageSid"] = sid,
            ["AccountSid"] = twilio.AccountSid,
            ["From"] = number,
            ["ApiVersion"] = "2010-04-01",
        };
        var form = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.ToString())}"));
        return (form, TwilioSignature.Of(twilio.AuthToken!, twilio.UrlOf(TwilioServer.MessagePath), fields));
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
            return Listed(QueryHelpers.ParseQuery(request.RequestUri!.Query)["To"].ToString());
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken));
        var phone = Phone(form["To"].ToString());
        if (phone.Blocks)
            return Json(HttpStatusCode.BadRequest, new JsonObject { ["code"] = 21610, ["message"] = "Attempt to send to unsubscribed recipient", ["status"] = 400 });
        var sid = Sid("SM");
        phone.Show(SmsSimulatedText.Of(sid, "clinic", form["Body"].ToString(), time.GetUtcNow()));
        return Json(HttpStatusCode.Created, new JsonObject { ["sid"] = sid, ["status"] = "queued" });
    }

    private void Answer(SmsSimulatedPhone phone, string body)
    {
        var read = OptOut.Read(body, carrier: null, phone.Blocks, answersItself: false).Happened;
        if (read == Core.Turns.TextConsentEvent.Stopped && !phone.Blocks)
            Say(phone, Unsubscribed, blocks: true);
        else if (read == Core.Turns.TextConsentEvent.Resumed)
            Say(phone, Resubscribed, blocks: false);
    }

    private void Say(SmsSimulatedPhone phone, string text, bool blocks)
    {
        phone.Blocks = blocks;
        phone.Show(SmsSimulatedText.Of(Sid("SM"), "carrier", text, time.GetUtcNow()));
    }

    private HttpResponseMessage Listed(string number) => Json(HttpStatusCode.OK, new JsonObject
    {
        ["messages"] = new JsonArray([.. Phone(number).Texts.Where(text => text.From == "clinic").Reverse().Select(text => (JsonNode)new JsonObject
        {
            ["sid"] = text.Id,
            ["body"] = text.Body,
            ["status"] = "delivered",
            ["date_created"] = text.At.ToString("r", CultureInfo.InvariantCulture),
        })]),
    });

    private string Sid(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{time.GetUtcNow().UtcTicks:x16}{Interlocked.Increment(ref _sids):x16}");

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(JsonSerializer.Serialize(body, ActivityJson.Default.JsonObject), Encoding.UTF8, "application/json") };
}
