using System.ClientModel.Primitives;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>Without a key the real client gets a token of the machine's identity, where an App Service gives them, and shows it to the model.</summary>
public sealed class ManagedIdentityTests : IAsyncLifetime
{
    private const string Endpoint = "IDENTITY_ENDPOINT", Header = "IDENTITY_HEADER", Secret = "header-of-the-test", Token = "token-of-the-machine";
    private readonly List<string> _asked = [], _shown = [];
    private readonly X509Certificate2 _certificate = SelfSigned();
    private WebApplication _azure = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            // A token is never shown in the clear: the client refuses that.
            kestrel.Listen(IPAddress.Loopback, 0, https => https.UseHttps(_certificate));
        });
        _azure = builder.Build();
        _azure.MapGet("/identity", (HttpContext http) =>
        {
            _asked.Add($"{http.Request.Headers["X-IDENTITY-HEADER"]} {http.Request.Query["resource"]}");
            return Results.Json(new { access_token = Token, expires_on = $"{DateTimeOffset.UtcNow.AddHours(8).ToUnixTimeSeconds()}", resource = http.Request.Query["resource"].ToString(), token_type = "Bearer" });
        });
        _azure.MapPost("/openai/deployments/{deployment}/chat/completions", (HttpContext http, string deployment) =>
        {
            _shown.Add($"{deployment} {http.Request.Headers.Authorization}");
            return Results.Json(new { id = "1", @object = "chat.completion", created = 1, model = "small", choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = "said" } } } });
        });
        await _azure.StartAsync(TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable(Endpoint, $"{_azure.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal))}/identity");
        Environment.SetEnvironmentVariable(Header, Secret);
    }

    [Fact]
    public async Task The_machines_own_token_is_shown_to_the_model_and_asked_for_once()
    {
        var settings = new ModelSettings { Provider = ModelProvider.AzureOpenAI, Endpoint = new(_azure.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal))), Deployment = "small", Uses = ModelUse.Reword };
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == _certificate.Thumbprint });
        using var client = ModelSetup.ClientOf(settings, new HttpClientPipelineTransport(http));

        Assert.Equal("said", (await client.GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken)).Text);
        await client.GetResponseAsync("hello again", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([$"{Secret} https://cognitiveservices.azure.com"], _asked);
        Assert.Equal([$"small Bearer {Token}", $"small Bearer {Token}"], _shown);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Endpoint, null);
        Environment.SetEnvironmentVariable(Header, null);
        await _azure.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
