using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ValorSpine.Bot.EndToEnd.Tests;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>A place that takes bytes from outside, and something right to send there.</summary>
/// <param name="Name">As it is told of.</param>
/// <param name="Make">A request made of bytes that were changed.</param>
/// <param name="Seeds">Bytes that are right.</param>
internal sealed record Target(string Name, Func<byte[], Random, HttpRequestMessage> Make, params byte[][] Seeds)
{
    private const string Json = "application/json", Form = "application/x-www-form-urlencoded", PublicUrl = "https://bot.example.org";

    private static readonly string[] s_sayings =
        ["what is fibrin", "is it safe", "book an evaluation next tuesday at 3pm", "Ann Lee, 312 555 0142, ann@mail.example", "confirm", "start the screening", "no", "about a year and a half", "since 03/04/2025", "i cant feel when i wipe", "compare them", "MORE", "talk to someone"];

    /// <summary>A Twilio account of which only its signature matters here.</summary>
    public const string TwilioToken = "0123456789abcdef0123456789abcdef";

    /// <summary>Settings of a service that has everything that is fuzzed.</summary>
    public static string[] Settings { get; } =
    [
        "--environment=Development", "--Connector:DangerouslyTrustEveryCaller=true",
        "--Twilio:AccountSid=AC00000000000000000000000000000001", $"--Twilio:AuthToken={TwilioToken}", "--Twilio:FromNumber=+15035550100", $"--Twilio:PublicUrl={PublicUrl}", "--Twilio:BaseUrl=http://127.0.0.1:9/",
    ];

    /// <summary>Every place of a service. The conversation is one that the patient has opened.</summary>
    public static IReadOnlyList<Target> Of(DirectLinePatient patient)
    {
        var conversation = $"/v3/directline/conversations/{patient.ConversationId}";
        var message = Bytes("""{"type":"message","from":{"id":"dl_1","name":"Ann"},"text":"what is fibrin","textFormat":"plain","locale":"en-US","localTimestamp":"2026-11-24T10:00:00.000-06:00","channelData":{"clientActivityID":"k1"},"entities":[{"type":"ClientCapabilities","requiresBotState":true}],"attachments":[{"contentType":"image/png","contentUrl":"https://a.example/b.png"}]}""");
        var activity = Bytes("""{"type":"message","id":"m1","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","timestamp":"2026-11-24T10:00:00Z","from":{"id":"29:1","aadObjectId":"a"},"recipient":{"id":"28:b","name":"Bot"},"conversation":{"id":"19:c@thread.v2;messageid=1","conversationType":"personal","tenantId":"t"},"text":"<at>Bot</at> is it safe?","value":{"action":{"verb":"say","data":{"text":"yes"}}},"entities":[{"type":"mention","text":"<at>Bot</at>","mentioned":{"id":"28:b"}}],"channelData":{"tenant":{"id":"t"},"team":{"id":"x"}}}""");
        return
        [
            new("POST /webchat/token", (bytes, _) => Post("/webchat/token", bytes, Json), Bytes($$"""{"resume":"{{patient.Resume}}"}"""), Bytes("{}")),
            new("POST /v3/directline/tokens", (bytes, random) => Post(random.Next(2) == 0 ? "/v3/directline/tokens/generate" : "/v3/directline/tokens/refresh", bytes, Json, Text(bytes)), Bytes(patient.Token)),
            new("POST activities", (bytes, _) => Post($"{conversation}/activities", bytes, Json, patient.Token), message, Bytes("""{"type":"event","name":"webchat/join","from":{"id":"dl_1"},"value":{"a":[1,2.5,null,true]}}"""), Bytes("""{"type":"messageReaction","reactionsAdded":[{"type":"like"}],"replyToId":"x|0000001","from":{"id":"dl_1"}}""")),
            new("what is said", (bytes, _) => Post($"{conversation}/activities", JsonSerializer.SerializeToUtf8Bytes(new { type = "message", from = new { id = "dl_1" }, text = Text(bytes) }), Json, patient.Token), [.. s_sayings.Select(Bytes)]),
            new("GET activities", (bytes, _) => Get($"{conversation}/activities?watermark={Uri.EscapeDataString(Text(bytes))}", patient.Token), Bytes("12"), Bytes("-1")),
            new("GET by id", (bytes, _) => Get($"/v3/directline/conversations/{Uri.EscapeDataString(Text(bytes))}/activities", patient.Token), Bytes(patient.ConversationId)),
            new("POST upload", (bytes, _) => Post($"{conversation}/upload?userId=dl_1", bytes, "multipart/form-data; boundary=b", patient.Token), Bytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nabc\r\n--b--\r\n")),
            new("POST /api/messages", (bytes, _) => Post("/api/messages", bytes, Json), activity, Bytes("""{"type":"invoke","name":"adaptiveCard/action","id":"i1","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","from":{"id":"29:1"},"recipient":{"id":"28:b"},"conversation":{"id":"c"},"value":{"action":{"type":"Action.Execute","verb":"say","data":{}},"trigger":"manual"}}"""), Bytes("""{"type":"conversationUpdate","id":"u1","channelId":"sms","serviceUrl":"http://127.0.0.1:9/","from":{"id":"+1"},"recipient":{"id":"+2"},"conversation":{"id":"d"},"membersAdded":[{"id":"+1"}]}""")),
            new("POST /sms/twilio", Texted, Bytes("AccountSid=AC00000000000000000000000000000001&Body=what%20is%20fibrin&From=%2B13125550142&To=%2B15035550100&MessageSid=SM1&NumMedia=0&SmsStatus=received")),
            new("POST /staff/sign-in", (bytes, _) => Post("/staff/sign-in", bytes, Form), Bytes("Email=ann%40clinic.example&Password=x&__RequestVerificationToken=abc")),
            new("GET /calendar", (bytes, _) => Get($"/calendar/{Uri.EscapeDataString(Text(bytes))}.ics"), Bytes("VS-ABCDEF")),
            new("GET /articles", (bytes, _) => Get($"/articles/{Uri.EscapeDataString(Text(bytes))}"), Bytes("fibrin-what")),
            new("any header", (bytes, random) => WithHeader(Get("/chat"), bytes, random), Bytes("en-US,en;q=0.8"), Bytes("https://clinic.example"), Bytes("127.0.0.1")),
        ];
    }

    // Twilio signs what it sends, and only that is read: half of all is signed as it stands.
    private static HttpRequestMessage Texted(byte[] bytes, Random random)
    {
        var request = Post("/sms/twilio", bytes, Form);
        if (random.Next(2) == 0)
        {
            var fields = Text(bytes).Split('&').Select(field => field.Split('=', 2)).Select(pair => (Name: Decoded(pair[0]), Value: Decoded(pair.Length > 1 ? pair[1] : ""))).OrderBy(field => field.Name, StringComparer.Ordinal);
            var signed = $"{PublicUrl}/sms/twilio{string.Concat(fields.Select(field => field.Name + field.Value))}";
#pragma warning disable CA5350 // Twilio's protocol.
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(TwilioToken), Encoding.UTF8.GetBytes(signed))));
#pragma warning restore CA5350
        }

        return request;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static HttpRequestMessage WithHeader(HttpRequestMessage request, byte[] bytes, Random random)
    {
        var name = ((string[])["Accept-Language", "Origin", "Cookie", "If-None-Match", "X-Forwarded-For", "Range", "Accept", "Referer", "Authorization"])[random.Next(9)];
        request.Headers.TryAddWithoutValidation(name, string.Concat(Text(bytes).Where(letter => letter is >= ' ' and < '\u007f').Take(4000)));
        return request;
    }

    private static HttpRequestMessage Post(string path, byte[] body, string type, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return WithToken(request, token);
    }

    private static HttpRequestMessage Get(string path, string? token = null) => WithToken(new(HttpMethod.Get, path), token);

    private static HttpRequestMessage WithToken(HttpRequestMessage request, string? token)
    {
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + string.Concat(token.Where(letter => letter is > ' ' and < '\u007f').Take(4000)));
        return request;
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 2000)));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
