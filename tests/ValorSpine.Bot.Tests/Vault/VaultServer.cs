using System.Buffers.Text;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Tests.Vault;

/// <summary>Speaks the REST protocol of a key vault and of where its tokens are given, with RSA keys of its own.</summary>
internal sealed class VaultServer : IAsyncDisposable
{
    private const string Token = "vault-token";
    private readonly WebApplication _app;
    private readonly Dictionary<string, RSA> _versions = [];

    private VaultServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public string Key => new Uri(Address, "/keys/valorspine").AbsoluteUri;

    /// <summary>Calls of the vault, each "operation version".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>With what it answers the next calls in place of doing anything.</summary>
    public Queue<int> Refusals { get; } = [];

    /// <summary>What it says to every call that it lets in, in place of what a vault does, or null.</summary>
    public object? SaysInstead { get; set; }

    public string? RefusesTokenWith { get; set; }

    /// <summary>What Azure puts into the environment of a service with a managed identity: where its tokens are, and what proves that it is that service.</summary>
    public ImmutableArray<(string Name, string Value)> Environment => [("IDENTITY_ENDPOINT", new Uri(Address, "/identity/token").AbsoluteUri), ("IDENTITY_HEADER", "of-this-service")];

    /// <summary>For whom and for what a token of a managed identity was asked.</summary>
    public List<string> IdentityTokens { get; } = [];

    /// <summary>By what a client proved itself with a certificate.</summary>
    public string? Assertion { get; private set; }

    public static async Task<VaultServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new VaultServer(app);
        server.Renew();
        app.MapPost("/{tenant}/oauth2/v2.0/token", (Func<HttpContext, Task<IResult>>)server.GiveTokenAsync);
        app.MapGet("/identity/token", (Func<HttpContext, IResult>)server.GiveIdentityToken);
        app.MapGet("/keys/valorspine", http => server.AnswerAsync(http, () => new { key = new { kid = server.Newest } }));
        app.MapPost("/keys/valorspine/{version}/{operation}", server.OperateAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Gives the vault's key another version.</summary>
    public void Renew() => _versions.Add($"v{_versions.Count + 1}", RSA.Create(2048));

    /// <summary>Takes a version away.</summary>
    public void Disable(string version) => _versions.Remove(version);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var key in _versions.Values)
            key.Dispose();
    }

    private string Newest => $"{Key}/{_versions.Keys.Last()}";

    private IResult GiveIdentityToken(HttpContext http)
    {
        if (http.Request.Headers["X-IDENTITY-HEADER"] != "of-this-service")
            return Results.Unauthorized();
        IdentityTokens.Add($"{http.Request.Query["client_id"]} {http.Request.Query["resource"]}");
        return Results.Json(new { token_type = "Bearer", expires_on = $"{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}", resource = http.Request.Query["resource"].ToString(), access_token = Token });
    }

    private async Task<IResult> GiveTokenAsync(HttpContext http)
    {
        Assertion = (await http.Request.ReadFormAsync())["client_assertion"];
        return GiveToken();
    }

    private IResult GiveToken() => RefusesTokenWith is { } problem
        ? Results.Json(new { error = problem, error_description = "refused" }, statusCode: 401)
        : Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = Token });

    private async Task OperateAsync(HttpContext http)
    {
        var (version, operation) = ((string)http.Request.RouteValues["version"]!, (string)http.Request.RouteValues["operation"]!);
        Calls.Add($"{operation} {version}");
        var asked = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        await AnswerAsync(http, () =>
        {
            Assert.Equal("RSA-OAEP-256", asked.GetProperty("alg").GetString());
            if (!_versions.TryGetValue(version, out var key))
                return null;
            var value = Base64Url.DecodeFromChars(asked.GetProperty("value").GetString());
            var done = operation == "wrapkey" ? key.Encrypt(value, RSAEncryptionPadding.OaepSHA256) : key.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            return new { kid = $"{Key}/{version}", value = Base64Url.EncodeToString(done) };
        });
    }

    private async Task AnswerAsync(HttpContext http, Func<object?> answer)
    {
        var (status, body) = Refusals.TryDequeue(out var refused) ? (refused, null)
            : http.Request.Headers.Authorization != $"Bearer {Token}" || http.Request.Query["api-version"] != "7.4" ? (401, null)
            : (SaysInstead ?? answer()) is { } done ? (200, done)
            : (404, (object?)null);
        http.Response.StatusCode = status;
        if (body is not null)
            await http.Response.WriteAsJsonAsync(body);
    }
}
