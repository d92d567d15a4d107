using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>A token endpoint of SMART backend services that takes nothing on trust: who fails a rule of the specification gets no token, and the rule is noted.</summary>
internal sealed class TokenEndpoint : IAsyncDisposable
{
    public const string ClientId = "chat-of-the-clinic", KeyId = "key-2026", Scope = "system/*.rs";

    private readonly WebApplication _app;
    private readonly SecurityKey _publicKey;
    private readonly string _algorithm;
    private readonly TimeProvider _time;
    private readonly Func<string, Task> _given;
    private readonly ConcurrentDictionary<string, bool> _seen = [];
    private int _count;

    private TokenEndpoint(WebApplication app, SecurityKey publicKey, string algorithm, TimeProvider time, Func<string, Task> given) =>
        (_app, _publicKey, _algorithm, _time, _given) = (app, publicKey, algorithm, time, given);

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/token");

    /// <summary>How many tokens were given.</summary>
    public int Given => _count;

    /// <summary>Rules that requests failed.</summary>
    public ConcurrentBag<string> Failed { get; } = [];

    /// <summary>Seconds that tokens last.</summary>
    public int Lasts { get; set; } = 300;

    /// <summary>Whether it gives none.</summary>
    public bool Broken { get; set; }

    /// <param name="publicKey">Of the client.</param>
    /// <param name="algorithm">That the client signs with.</param>
    /// <param name="time">The clock of the test.</param>
    /// <param name="given">What happens with a token before it is given.</param>
    public static async Task<TokenEndpoint> StartAsync(SecurityKey publicKey, string algorithm, TimeProvider time, Func<string, Task> given)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new TokenEndpoint(builder.Build(), publicKey, algorithm, time, given);
        endpoint._app.MapPost("/token", endpoint.AnswerAsync);
        await endpoint._app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        if (Broken)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var form = await request.ReadFormAsync();
        Check(form["grant_type"] == "client_credentials", "grant_type");
        Check(form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion_type");
        Check(form["scope"] == Scope, "scope");
        var now = _time.GetUtcNow();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(form["client_assertion"], new TokenValidationParameters
        {
            IssuerSigningKey = _publicKey,
            ValidAlgorithms = [_algorithm],
            ValidIssuer = ClientId,
            ValidAudience = Url.OriginalString,
            LifetimeValidator = (_, expires, _, _) => expires > now.UtcDateTime && expires <= now.UtcDateTime.AddMinutes(5),
        });
        Check(result.IsValid, $"signature, issuer, audience or lifetime: {result.Exception?.GetType().Name}");
        if (result.SecurityToken is JsonWebToken assertion)
        {
            Check(assertion.Subject == ClientId, "sub");
            Check(assertion.Id.Length > 0 && _seen.TryAdd(assertion.Id, true), "jti");
            Check(assertion.Kid == KeyId, "kid");
            Check(assertion.Typ == "JWT", "typ");
        }

        if (!Failed.IsEmpty)
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status400BadRequest);
        var token = $"token-{Interlocked.Increment(ref _count)}";
        await _given(token);
        return Results.Json(new { access_token = token, token_type = "bearer", expires_in = Lasts, scope = Scope });
    }

    private void Check(bool holds, string rule)
    {
        if (!holds)
            Failed.Add(rule);
    }
}
