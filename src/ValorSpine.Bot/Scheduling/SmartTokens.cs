using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Scheduling;

/// <summary>Access tokens by SMART backend services: asked for with a signed assertion and used until shortly before they end.</summary>
internal sealed class SmartTokens(HttpClient http, SmartSettings settings, TimeProvider time) : IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    // The specification allows five minutes; a clock that is a little off must not make it more.
    private static readonly TimeSpan s_assertionLasts = TimeSpan.FromMinutes(4), s_early = TimeSpan.FromMinutes(1), s_usualLife = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler _assertions = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SemaphoreSlim _asking = new(1);
    private volatile Token? _token;

    /// <summary>A token that still lasts.</summary>
    /// <exception cref="ScheduleUnreachableException">None is given.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancel)
    {
        if (_token is { } known && known.Until > time.GetUtcNow())
            return known.Value;
        await _asking.WaitAsync(cancel);
        try
        {
            if (_token is not { } given || given.Until <= time.GetUtcNow())
                _token = given = await AskAsync(cancel);
            return given.Value;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The server did not take a token: the next request asks for another one.</summary>
    public void Forget(string token)
    {
        if (_token is { } known && known.Value == token)
            _token = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

    private async Task<Token> AskAsync(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("scope", settings.Scope), new("client_assertion_type", AssertionType), new("client_assertion", Assertion()),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.TokenUrl) { Content = form };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var asked = time.GetUtcNow();
        try
        {
            using var response = await http.SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode)
                throw new ScheduleUnreachableException(string.Create(CultureInfo.InvariantCulture, $"its token endpoint answered {(int)response.StatusCode}"));
            var answer = await response.Content.ReadFromJsonAsync<Answer>(cancel);
            if (answer is not { AccessToken.Length: > 0 })
                throw new ScheduleUnreachableException("its token endpoint gave no token");
            return new(answer.AccessToken, asked + Use(answer.ExpiresIn is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : s_usualLife));
        }
        catch (HttpRequestException error)
        {
            throw new ScheduleUnreachableException("its token endpoint cannot be reached", error);
        }
        catch (JsonException error)
        {
            throw new ScheduleUnreachableException("its token endpoint gave no JSON", error);
        }
    }

    private static TimeSpan Use(TimeSpan life) => life > 2 * s_early ? life - s_early : life / 2;

    private string Assertion()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _assertions.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.ClientId,
            Audience = settings.TokenUrl.OriginalString,
            IssuedAt = now,
            Expires = now + s_assertionLasts,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = settings.ClientId,
                [JwtRegisteredClaimNames.Jti] = RandomNumberGenerator.GetHexString(32),
            },
            SigningCredentials = settings.Key,
        });
    }

    private sealed record Token(string Value, DateTimeOffset Until);

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] double? ExpiresIn);
}

/// <summary>Puts the token on each request to the FHIR server, and asks once more with a new one where the server does not take it.</summary>
internal sealed class SmartHandler(SmartTokens tokens, Uri baseUrl) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // An address in an answer of the server must not carry the token elsewhere.
        if (request.RequestUri is null || !baseUrl.Holds(request.RequestUri))
            return await base.SendAsync(request, cancellationToken);
        var token = await tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = new("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != System.Net.HttpStatusCode.Unauthorized)
            return response;

        response.Dispose();
        tokens.Forget(token);
        request.Headers.Authorization = new("Bearer", await tokens.GetAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}
