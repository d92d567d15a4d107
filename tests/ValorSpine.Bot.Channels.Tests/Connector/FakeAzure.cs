using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Channels.Tests.Connector;

/// <summary>What Azure Bot Service and Entra ID are to the bot, on a port of this machine: their keys, the bot's tokens, and a Connector that takes activities.</summary>
internal sealed class FakeAzure : IAsyncDisposable
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string Tenant = "99999999-8888-7777-6666-555555555555";
    public const string Secret = "a-client-secret-of-the-tests";

    /// <summary>Endorsed for the usual channels, for telegram only, for none; and that of Entra ID.</summary>
    public static readonly RSA K1 = RSA.Create(2048), K2 = RSA.Create(2048), K3 = RSA.Create(2048), A1 = RSA.Create(2048), Stranger = RSA.Create(2048);

    /// <summary>By which the bot may prove itself in place of the secret.</summary>
    public static readonly X509Certificate2 Certificate = new CertificateRequest("CN=bot of the tests", RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));

    private readonly WebApplication _app;
    private int _channelReads, _tokens;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeAzure(WebApplication app)
    {
        _app = app;
        ChannelKeys =
        [
            Key("k1", K1, "directline", "webchat", "msteams", "sms"),
            Key("k2", K2, "telegram"),
            Key("k3", K3),
        ];
        ChannelKeys[2].Remove("endorsements");
    }

    public string Url => _app.Urls.Single();

    public string ServiceUrl => $"{Url}/connector/";

    public List<JsonObject> ChannelKeys { get; }

    public bool IsDown { get; set; }

    public int ChannelReads => _channelReads;

    public int TokensGiven => _tokens;

    /// <summary>What the Connector does with a call; null takes the activity.</summary>
    public Func<HttpContext, JsonObject, Task<bool>> Meddle { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>What the Connector has taken, in order.</summary>
    public ConcurrentQueue<Taken> Received { get; } = new();

    /// <summary>What the bot's tokens are given for.</summary>
    public string Resource { get; set; } = "https://api.botframework.com";

    /// <summary>Status that the token endpoint answers with.</summary>
    public int TokenStatus { get; set; } = 200;

    public static async Task<FakeAzure> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var azure = new FakeAzure(app);
        app.MapGet("/{family}/openid", (string family) => azure.IsDown ? Results.StatusCode(503) : Results.Text(
            new JsonObject { ["issuer"] = "https://issuer.example", ["jwks_uri"] = $"{azure.Url}/{family}/keys" }.ToJsonString(), "application/json"));
        app.MapGet("/channel/keys", () =>
        {
            Interlocked.Increment(ref azure._channelReads);
            return Results.Text(new JsonObject { ["keys"] = new JsonArray([.. azure.ChannelKeys.Select(key => key.DeepClone())]) }.ToJsonString(), "application/json");
        });
        app.MapGet("/entra/keys", () => Results.Text(new JsonObject { ["keys"] = new JsonArray(Key("a1", A1)) }.ToJsonString(), "application/json"));
        app.MapPost("/{tenant}/oauth2/v2.0/token", azure.GiveTokenAsync);
        app.MapGet("/identity", azure.GiveIdentityToken);
        app.Map("/connector/{**path}", azure.TakeAsync);
        await app.StartAsync();
        return azure;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The settings of a bot that is registered here.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Connector:AppId", AppId), ("Connector:TenantId", Tenant), ("Connector:ClientSecret", Secret),
        ("Connector:ChannelMetadataUrl", $"{Url}/channel/openid"), ("Connector:EntraMetadataUrl", $"{Url}/entra/openid"), ("Connector:LoginUrl", Url),
    ];

    /// <summary>A token of a channel, changed as a test wants it.</summary>
    public string ChannelToken(Action<JsonObject>? payload = null, Action<JsonObject>? header = null, RSA? key = null, string kid = "k1", string? secret = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = AppId,
            ["serviceurl"] = ServiceUrl,
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        };
        payload?.Invoke(claims);
        return Sign(claims, header, key ?? K1, kid, secret);
    }

    /// <summary>A token of Entra ID, changed as a test wants it.</summary>
    public static string EntraToken(Action<JsonObject>? payload = null, RSA? key = null, string kid = "a1")
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
            ["aud"] = AppId,
            ["ver"] = "2.0",
            ["azp"] = AppId,
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        };
        payload?.Invoke(claims);
        return Sign(claims, null, key ?? A1, kid);
    }

    public static JsonObject Key(string kid, RSA rsa, params string[] endorsements)
    {
        var parameters = rsa.ExportParameters(false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["x5t"] = kid,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(channel => (JsonNode)channel)]),
        };
    }

    public static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Sign(JsonObject claims, Action<JsonObject>? change, RSA key, string kid, string? secret = null)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = kid, ["x5t"] = kid };
        change?.Invoke(header);
        var text = $"{Encode(header)}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = (string?)header["alg"] switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret ?? key.ExportSubjectPublicKeyInfoPem()), bytes),
            "RS512" => key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private async Task<IResult> GiveTokenAsync(HttpContext context, string tenant)
    {
        var form = await context.Request.ReadFormAsync();
        var number = Interlocked.Increment(ref _tokens);
        if (TokenStatus != 200)
            return Results.Text("""{"error":"invalid_client","error_description":"AADSTS7000215"}""", "application/json", statusCode: TokenStatus);
        var right = form["grant_type"] == "client_credentials" && form["client_id"] == AppId && (form["client_secret"] == Secret || IsSigned(form["client_assertion"])) && form["scope"].ToString().Contains($"{Resource}/.default");
        return right && tenant == Tenant
            ? Results.Text($$"""{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"token-{{number}}"}""", "application/json")
            : Results.Text("""{"error":"invalid_request"}""", "application/json", statusCode: 400);
    }

    private static bool IsSigned(string? assertion)
    {
        if (assertion?.Split('.') is not [var header, var payload, var signature])
            return false;
        var (signed, proof) = (Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature));
        using var key = Certificate.GetRSAPublicKey()!;
        return key.VerifyData(signed, proof, HashAlgorithmName.SHA256, RSASignaturePadding.Pss) || key.VerifyData(signed, proof, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    // As the machine's own endpoint gives it to a managed identity.
    private IResult GiveIdentityToken(HttpContext context)
    {
        var number = Interlocked.Increment(ref _tokens);
        var query = context.Request.Query;
        var right = context.Request.Headers["X-IDENTITY-HEADER"] == Secret && query["resource"] == "https://api.botframework.com" && query["client_id"] == AppId;
        return right
            ? Results.Text(
                new JsonObject
                {
                    ["access_token"] = $"identity-{number}",
                    ["expires_on"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["resource"] = "https://api.botframework.com",
                    ["token_type"] = "Bearer",
                }.ToJsonString(),
                "application/json")
            : Results.StatusCode(400);
    }

    private async Task TakeAsync(HttpContext context)
    {
        var body = HttpMethods.IsDelete(context.Request.Method) ? [] : await JsonNode.ParseAsync(context.Request.Body) as JsonObject ?? [];
        if (await Meddle(context, body))
            return;
        Take(context, body);
        await context.Response.WriteAsJsonAsync(new { id = $"remote-{Received.Count}" });
    }

    public void Take(HttpContext context, JsonObject body)
    {
        Received.Enqueue(new(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, context.Request.Headers.Authorization.ToString(), body));
        Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Waits until the Connector has taken so many activities.</summary>
    public async Task<Taken[]> TakenAsync(int count, CancellationToken cancel)
    {
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            if (Received.Count >= count)
                return [.. Received];
            await more.WaitAsync(TimeSpan.FromMinutes(2), cancel);
        }
    }

    internal sealed record Taken(string Method, string Target, string Authorization, JsonObject Activity);
}
