using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Who an activity comes from, as its token proves.</summary>
/// <param name="CallerId">What the activity is marked with, or null where nothing was proven.</param>
/// <param name="IsAuthenticated">False only where every caller is trusted.</param>
internal sealed record VerifiedCaller(string? CallerId, bool IsAuthenticated);

/// <summary>
/// Checks the token of a caller: 401 where it does not prove who calls, 403 where it is genuine but not for this. Signature, issuer, audience and times are the framework's to check;
/// what the protocol binds the token to (channel, service URL, app) is checked here.
/// </summary>
internal sealed class ConnectorAuthentication(ChannelKeys channelKeys, EntraKeys entraKeys, IOptions<ConnectorOptions> options)
{
    public const string ChannelScheme = "BotConnector";
    public const string EntraScheme = "BotEntra";

    private const string Prefix = "Bearer ";
    private const long LatestTime = 1L << 53;
    private static readonly JsonWebTokenHandler s_reader = new();
    private readonly BotCloud _cloud = BotCloud.Of(options.Value.Cloud);
    private readonly ImmutableHashSet<Guid> _callers = [.. options.Value.AllowedCallers.Select(Guid.Parse)];

    /// <exception cref="ConnectorException">401, 403, 503.</exception>
    public async Task<VerifiedCaller> AuthenticateAsync(HttpContext context, Activity activity)
    {
        if (options.Value.DangerouslyTrustEveryCaller)
            return new(CallerId: null, IsAuthenticated: false);

        var (token, isChannel) = await TokenAsync(context);
        return new(isChannel ? Channel(token, activity) : Entra(token), IsAuthenticated: true);
    }

    /// <summary>Whether a request brings a token that is for this service; what the token binds its bearer to is checked with the activity.</summary>
    public async ValueTask<bool> MayAsync(HttpContext context)
    {
        if (options.Value.DangerouslyTrustEveryCaller || !options.Value.IsOn)
            return true;
        try
        {
            await TokenAsync(context);
            return true;
        }
        catch (ConnectorException)
        {
            return false;
        }
    }

    private async Task<(JsonWebToken Token, bool IsChannel)> TokenAsync(HttpContext context)
    {
        var claimed = Read(context.Request.Headers.Authorization);
        var isChannel = claimed.Issuer == _cloud.ChannelIssuer;
        await (isChannel ? channelKeys.Keys : entraKeys.Keys).PrepareAsync(claimed.Kid);
        var result = await context.AuthenticateAsync(isChannel ? ChannelScheme : EntraScheme);
        if (!result.Succeeded || context.Features.Get<JsonWebToken>() is not { } token)
            throw ConnectorException.Unauthorized("The token is not valid here.");
        return (token, isChannel);
    }

    /// <summary>The App ID as a token names it, compared as the GUID that it is.</summary>
    public static bool IsAudience(IEnumerable<string> audiences, string appId) => audiences.Any(audience => audience.Equals(appId, StringComparison.OrdinalIgnoreCase));

    private static JsonWebToken Read(StringValues header)
    {
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            throw ConnectorException.Unauthorized("Send one bearer token.");
        try
        {
            var token = s_reader.ReadJsonWebToken(value[Prefix.Length..].Trim());
            RequireTimes(token);
            return token;
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            throw ConnectorException.Unauthorized("The token cannot be read.");
        }
    }

    // Libraries take a text for a number, and a time beyond the calendar for its end.
    private static void RequireTimes(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
        var root = payload.RootElement;
        if (!root.TryGetProperty("exp", out var expires) || !IsTime(expires) || (root.TryGetProperty("nbf", out var from) && !IsTime(from)))
            throw ConnectorException.Unauthorized("The token does not say how long it is good.");

        static bool IsTime(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LatestTime;
    }

    private string Channel(JsonWebToken token, Activity activity)
    {
        if (!EndorsementsOf(token.SigningKey).Any(channel => channel == activity.ChannelId || channel == ReceivedActivity.ChannelOf(activity.ChannelId!)))
            throw ConnectorException.Forbidden("The token's key does not speak for this channel.");
        if (!token.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) || !IsSameUrl(serviceUrl, activity.ServiceUrl!))
            throw ConnectorException.Forbidden("The token is for another service URL.");
        return _cloud.CallerId;
    }

    private string? Entra(JsonWebToken token)
    {
        var claim = token.TryGetPayloadValue<string>("ver", out var version) ? version switch { "1.0" => "appid", "2.0" => "azp", _ => null } : null;
        if (claim is null || !token.TryGetPayloadValue<string>(claim, out var app) || !Guid.TryParse(app, out var caller))
            throw ConnectorException.Unauthorized("The token does not say which app calls.");
        if (caller == Guid.Parse(options.Value.AppId!))
            return null;
        return _callers.Contains(caller) ? $"urn:botframework:aadappid:{caller}" : throw ConnectorException.Forbidden("This app may not call the bot.");
    }

    private static IEnumerable<string?> EndorsementsOf(SecurityKey key) =>
        key is JsonWebKey web && web.AdditionalData.TryGetValue("endorsements", out var data) && data is JsonElement { ValueKind: JsonValueKind.Array } channels
            ? channels.EnumerateArray().Where(channel => channel.ValueKind == JsonValueKind.String).Select(channel => channel.GetString())
            : [];

    private static bool IsSameUrl(string? one, string other) => one is not null && WithoutSlash(one).Equals(WithoutSlash(other), StringComparison.OrdinalIgnoreCase);

    private static string WithoutSlash(string url) => url.EndsWith('/') ? url[..^1] : url;
}

/// <summary>Keys of Azure Bot Service.</summary>
internal sealed record ChannelKeys(SigningKeys Keys);

/// <summary>Keys of Entra ID.</summary>
internal sealed record EntraKeys(SigningKeys Keys);
