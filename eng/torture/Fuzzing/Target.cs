using System.Net;
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
    private const string Sms = "AccountSid=AC00000000000000000000000000000001&MessageSid=SM1";

    private static readonly string[] s_sayings =
        ["what is fibrin", "is it safe", "book an evaluation next tuesday at 3pm", "Ann Lee, 312 555 0142, ann@mail.example", "confirm", "start the screening", "no", "about a year and a half", "since 03/04/2025", "i cant feel when i wipe", "compare them", "MORE", "talk to someone"];

    private static readonly string[] s_pages = ["/", "/chat", "/knowledge/fibrin-what", "/theme.css", "/launcher.js", "/simulate/teams", "/staff/sign-in?from=/staff/alerts"];

    private static readonly string[] s_headers =
        ["Accept-Language", "Origin", "Cookie", "If-None-Match", "X-Forwarded-For", "Range", "Accept", "Referer", "Authorization", "Access-Control-Request-Headers", "Host", "Upgrade", "traceparent"];

    /// <summary>A Twilio account of which only its signature matters here.</summary>
    public const string TwilioToken = "0123456789abcdef0123456789abcdef";

    /// <summary>Settings of a service that has everything that is fuzzed.</summary>
    public static string[] Settings { get; } =
    [
        "--environment=Development", "--Connector:DangerouslyTrustEveryCaller=true",
        "--Twilio:AccountSid=AC00000000000000000000000000000001", $"--Twilio:AuthToken={TwilioToken}", "--Twilio:FromNumber=+15035550100", $"--Twilio:PublicUrl={PublicUrl}", "--Twilio:BaseUrl=http://127.0.0.1:9/",
    ];

    /// <summary>Every place of a service.</summary>
    /// <param name="patient">Who has opened a conversation and said something.</param>
    /// <param name="calendar">Address of a visit that was booked.</param>
    /// <param name="summary">Address of the page of a check that was finished.</param>
    /// <param name="origin">The service's own, as its pages send it.</param>
    public static IReadOnlyList<Target> Of(DirectLinePatient patient, string calendar, string summary, string origin)
    {
        var id = patient.ConversationId;
        var conversation = $"/v3/directline/conversations/{id}";
        return
        [
            new("POST /webchat/token", (bytes, _) => Post("/webchat/token", bytes, Json), Bytes($$"""{"resume":"{{patient.Resume}}"}"""), Bytes("{}")),
            new("POST tokens/generate", (bytes, _) => From(Post("/v3/directline/tokens/generate", bytes, Json), origin), Bytes("""{"user":{"id":"dl_1"},"locale":"en-US"}""")),
            new("POST tokens/refresh", (bytes, _) => Post("/v3/directline/tokens/refresh", [], Json, Text(bytes)), Bytes(patient.Token)),
            new("POST conversations", (bytes, _) => Post("/v3/directline/conversations", bytes, Json, patient.Token), Bytes("""{"user":{"id":"dl_1"},"locale":"es-MX"}"""), Bytes("{}")),
            new("GET conversation", (bytes, _) => Get($"{conversation}?watermark={Escaped(bytes)}", patient.Token), Bytes("1")),
            new("POST activities", (bytes, _) => Post($"{conversation}/activities", bytes, Json, patient.Token), [.. Typed(id).Select(Bytes)]),
            new("what is said", (bytes, _) => Post($"{conversation}/activities", JsonSerializer.SerializeToUtf8Bytes(new { type = "message", from = new { id = "dl_1" }, text = Text(bytes) }), Json, patient.Token), [.. s_sayings.Select(Bytes)]),
            new("GET activities", (bytes, _) => Get($"{conversation}/activities?watermark={Escaped(bytes)}", patient.Token), Bytes("12"), Bytes("-1")),
            new("GET by id", (bytes, _) => Get($"/v3/directline/conversations/{Escaped(bytes)}/activities", patient.Token), Bytes(id)),
            new("OPTIONS", (bytes, random) => WithHeader(From(new(HttpMethod.Options, $"{conversation}/activities"), origin), bytes, random), Bytes("content-type,authorization")),
            new("POST upload", (bytes, _) => Post($"{conversation}/upload?userId=dl_1", bytes, "multipart/form-data; boundary=b", patient.Token), Bytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nabc\r\n--b--\r\n")) { Refusal = HttpStatusCode.UnsupportedMediaType },
            new("POST /api/messages", (bytes, _) => Post("/api/messages", bytes, Json), [.. s_called.Select(Bytes)]),
            new("POST /sms/twilio", (bytes, random) => Signed("/sms/twilio", bytes, random), Bytes($"{Sms}&From=%2B13125550142&To=%2B15035550100&Body=what%20is%20fibrin&NumMedia=0&SmsStatus=received"), Bytes($"{Sms}&From=%2B13125550143&To=%2B15035550100&Body=STOP&NumMedia=1&MediaUrl0=https%3A%2F%2Fa.example%2Fb.png&MediaContentType0=image%2Fpng&OptOutType=STOP")),
            new("POST /sms/twilio/status", (bytes, random) => Signed($"/sms/twilio/status?c={Uri.EscapeDataString(id)}&s={random.Next(1, 4)}", bytes, random), Bytes($"{Sms}&From=%2B15035550100&To=%2B13125550142&MessageStatus=undelivered&ErrorCode=30003"), Bytes($"{Sms}&From=%2B15035550100&To=%2B13125550142&MessageStatus=delivered")),
            new("GET /calendar", (bytes, _) => Get(Address(bytes)), Bytes(calendar)),
            new("GET /summary", (bytes, _) => Get(Address(bytes)), Bytes(summary)),
            new("GET page", (bytes, _) => Get(Address(bytes)), [.. s_pages.Select(Bytes)]),
            new("any header", (bytes, random) => WithHeader(Get(s_pages[random.Next(s_pages.Length)]), bytes, random), Bytes("en-US,en;q=0.8"), Bytes(origin), Bytes("127.0.0.1"), Bytes("bytes=0-10"), Bytes("W/\"abc\"")),
        ];
    }

    /// <summary>What a patient may say.</summary>
    public static IEnumerable<byte[]> Sayings => s_sayings.Select(Bytes);

    /// <summary>Whether it is a form or a page of the console.</summary>
    public bool IsForm => Name.StartsWith("form ", StringComparison.Ordinal);

    /// <summary>What the seeds are answered with where that is no success, because there is nothing behind it for a stranger.</summary>
    public HttpStatusCode? Refusal { get; init; }

    /// <summary>Whether a seed was answered as what is right should be: neither a failure nor an address that leads nowhere.</summary>
    public bool IsRight(HttpStatusCode status) => status is < HttpStatusCode.BadRequest || status == Refusal;

    /// <summary>An address that can be asked for, made of bytes that begin like one.</summary>
    public static string Address(byte[] bytes)
    {
        var path = string.Concat(bytes.Take(2000).Select(letter => letter is > (byte)' ' and < 0x7f and not (byte)'#' ? ((char)letter).ToString() : $"%{letter:X2}"));
        return path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) ? path : "/" + path.TrimStart('/');
    }

    /// <summary>What the chat of a website posts.</summary>
    private static string[] Typed(string conversation) =>
    [
        """{"type":"message","from":{"id":"dl_1","name":"Ann"},"text":"what is fibrin","textFormat":"plain","locale":"en-US","localTimestamp":"2026-11-24T10:00:00.000-06:00","channelData":{"clientActivityID":"k1"},"entities":[{"type":"ClientCapabilities","requiresBotState":true}],"attachments":[{"contentType":"image/png","contentUrl":"https://a.example/b.png"}]}""",
        """{"type":"message","from":{"id":"dl_1"},"value":{"action":"answer:no","note":"since may"}}""",
        """{"type":"event","name":"webchat/join","from":{"id":"dl_1"},"value":{"a":[1,2.5,null,true]}}""",
        """{"type":"conversationUpdate","from":{"id":"dl_1"},"membersAdded":[{"id":"dl_1"}]}""",
        """{"type":"typing","from":{"id":"dl_1"}}""",
        $$$"""{"type":"event","name":"webchat:activity-status/feedback","from":{"id":"dl_1"},"entities":[{"@type":"LikeAction","object":{"@type":"Message","@id":"{{{conversation}}}|0000003"}}]}""",
    ];

    /// <summary>What Azure Bot Service posts, in the order in which it would: the second opens what the others speak of.</summary>
    private static readonly string[] s_called =
    [
        Called("installationUpdate", "i1", ""","action":"add"}"""),
        Called("message", "m1", ""","text":"book an evaluation","localTimestamp":"2026-11-24T10:00:00Z","channelData":{"tenant":{"id":"t"}}}"""),
        Called("message", "m2", ""","text":"is it safe?","deliveryMode":"expectReplies","textFormat":"xml","attachments":[{"contentType":"text/html","content":"<p>is it safe?</p>"}]}"""),
        Called("message", "m3", ""","value":{"card":3,"choice":0}}"""),
        Called("invoke", "v1", ""","name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute","verb":"pick","data":{"card":3,"choice":1}},"trigger":"manual"}}"""),
        Called("invoke", "v2", ""","name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute","verb":"refresh","data":{"card":3}},"trigger":"automatic"}}"""),
        Called("messageUpdate", "m1", ""","text":"my leg is numb","channelData":{"eventType":"editMessage"}}"""),
        Called("messageReaction", "r1", ""","reactionsAdded":[{"type":"like"}],"reactionsRemoved":[{"type":"sad"}],"replyToId":"1"}"""),
        Called("event", "e1", ""","name":"handoff.status","value":{"state":"accepted"}}"""),
        Called("conversationUpdate", "u1", ""","membersAdded":[{"id":"29:1"}],"membersRemoved":[{"id":"29:2"}]}"""),
        """{"type":"message","id":"g1","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","from":{"id":"29:1","aadObjectId":"a"},"recipient":{"id":"28:b","name":"Bot"},"conversation":{"id":"19:c@thread.v2;messageid=1","conversationType":"channel","isGroup":true,"tenantId":"t"},"text":"<at>Bot</at> is it safe?","entities":[{"type":"mention","text":"<at>Bot</at>","mentioned":{"id":"28:b"}}],"channelData":{"tenant":{"id":"t"},"team":{"id":"x"}}}""",
        """{"type":"message","id":"s1","channelId":"sms","serviceUrl":"http://127.0.0.1:9/","from":{"id":"+13125550144"},"recipient":{"id":"+15035550100"},"conversation":{"id":"+13125550144"},"text":"MORE"}""",
    ];

    private static string Called(string type, string id, string more) =>
        $$"""{"type":"{{type}}","id":"{{id}}","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","timestamp":"2026-11-24T10:00:00Z","locale":"en-US","from":{"id":"29:1","name":"Ann","aadObjectId":"a"},"recipient":{"id":"28:b","name":"Bot"},"conversation":{"id":"a:1","conversationType":"personal","tenantId":"t"}{{more}}""";

    // Twilio signs what it sends, and only that is read: a third of all is signed by somebody else.
    private static HttpRequestMessage Signed(string address, byte[] bytes, Random random)
    {
        var request = Post(address, bytes, Form);
        if (random.Next(3) < 2)
        {
            var fields = Text(bytes).Split('&').Select(field => field.Split('=', 2)).Select(pair => (Name: Decoded(pair[0]), Value: Decoded(pair.Length > 1 ? pair[1] : ""))).OrderBy(field => field.Name, StringComparer.Ordinal);
            var signed = $"{PublicUrl}{address}{string.Concat(fields.Select(field => field.Name + field.Value))}";
#pragma warning disable CA5350 // Twilio's protocol.
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(TwilioToken), Encoding.UTF8.GetBytes(signed))));
#pragma warning restore CA5350
        }

        return request;
    }

    private static HttpRequestMessage From(HttpRequestMessage request, string origin)
    {
        request.Headers.TryAddWithoutValidation("Origin", origin);
        return request;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static HttpRequestMessage WithHeader(HttpRequestMessage request, byte[] bytes, Random random)
    {
        var name = s_headers[random.Next(s_headers.Length)];
        request.Headers.TryAddWithoutValidation(name, string.Concat(Text(bytes).Where(letter => letter is >= ' ' and < '\u007f').Take(4000)));
        return request;
    }

    private static HttpRequestMessage Post(string path, byte[] body, string type, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return WithToken(request, token);
    }

    /// <summary>Asks for an address.</summary>
    public static HttpRequestMessage Get(string path, string? token = null) => WithToken(new(HttpMethod.Get, path), token);

    private static HttpRequestMessage WithToken(HttpRequestMessage request, string? token)
    {
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + string.Concat(token.Where(letter => letter is > ' ' and < '\u007f').Take(4000)));
        return request;
    }

    private static string Escaped(byte[] bytes) => Uri.EscapeDataString(Text(bytes));

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 2000)));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
