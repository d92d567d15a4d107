using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>The token by which the bot proves itself to channels: one for all calls, fetched by one caller while the others wait, renewed five minutes before its end.</summary>
internal sealed partial class BotTokens(IOptions<ConnectorOptions> settings, IHostEnvironment environment, TimeProvider time, ILogger<BotTokens> log) : IDisposable
{
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromMinutes(5), s_afterFailure = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _fetching = new(1);
    private readonly LoginConnections _connections = new(settings.Value.Identity == ConnectorIdentity.ManagedIdentity ? null : settings.Value.LoginUrl);
    private X509Certificate2? _certificate;
    private DateTimeOffset _warnedAt;
    private Func<bool, CancellationToken, Task<AuthenticationResult>>? _source;
    private volatile Held? _held;
    private (DateTimeOffset Until, string Problem)? _failed;

    /// <summary>The token, or null where the bot has no account and calls without one.</summary>
    /// <param name="refused">A token that a channel refused and that is not to be given again, or null.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="TokenUnavailableException">None can be had now.</exception>
    public async ValueTask<string?> GetAsync(string? refused, CancellationToken cancel)
    {
        if (settings.Value.AppId is null)
            return null;
        if (Usable(refused) is { } held)
            return held;
        await _fetching.WaitAsync(cancel);
        try
        {
            return Usable(refused) ?? await FetchAsync(refused is not null, cancel);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections.Dispose();
        _certificate?.Dispose();
        _fetching.Dispose();
    }

    private string? Usable(string? refused) => _held is { } held && held.Token != refused && held.Expires - time.GetUtcNow() > s_renewBefore ? held.Token : null;

    // A wrong secret is not asked for again by every reply that waits.
    private async Task<string> FetchAsync(bool force, CancellationToken cancel)
    {
        if (_failed is { } failed && failed.Until > time.GetUtcNow())
            throw new TokenUnavailableException(failed.Problem);
        try
        {
            var result = await (_source ??= Source(settings.Value))(force, cancel);
            (_held, _failed) = (new(result.AccessToken, result.ExpiresOn), null);
            WarnOfEnd();
            return result.AccessToken;
        }
        catch (Exception error) when (error is MsalException or HttpRequestException or BotCertificateException)
        {
            var problem = error is MsalException { ErrorCode: { } code } ? code : error.GetType().Name;
            _failed = (time.GetUtcNow() + s_afterFailure, problem);
            throw new TokenUnavailableException(problem);
        }
    }

    private Func<bool, CancellationToken, Task<AuthenticationResult>> Source(ConnectorOptions options)
    {
        var cloud = BotCloud.Of(options.Cloud);
        if (options.Identity == ConnectorIdentity.ManagedIdentity)
        {
            var identity = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId)).WithHttpClientFactory(_connections).Build();
            return (force, cancel) => identity.AcquireTokenForManagedIdentity(cloud.Resource).WithForceRefresh(force).ExecuteAsync(cancel);
        }

        var tenant = options.Identity == ConnectorIdentity.MultiTenant ? cloud.SharedTenant : options.TenantId;
        var proof = ConfidentialClientApplicationBuilder.Create(options.AppId);
        // The chain goes along, so that a certificate may be registered by its subject and renewed without a change there.
        proof = string.IsNullOrEmpty(options.CertificatePath) ? proof.WithClientSecret(options.ClientSecret) : proof.WithCertificate(Certificate(options), sendX5C: true);
        var client = proof.WithAuthority($"{cloud.Login}/{tenant}", validateAuthority: false).WithInstanceDiscovery(false).WithHttpClientFactory(_connections).Build();
        string[] scopes = [options.Scope ?? $"{cloud.Resource}/.default"];
        return (force, cancel) => client.AcquireTokenForClient(scopes).WithForceRefresh(force).ExecuteAsync(cancel);
    }

    private X509Certificate2 Certificate(ConnectorOptions options)
    {
        _certificate = BotCertificate.Read(options, environment.ContentRootPath, time.GetUtcNow());
        return _certificate;
    }

    // With each new token, which is about once an hour; told once a day.
    private void WarnOfEnd()
    {
        var now = time.GetUtcNow();
        if (_certificate is null || !BotCertificate.EndsSoon(_certificate, now) || now - _warnedAt < TimeSpan.FromDays(1))
            return;
        _warnedAt = now;
        EndsSoon(DateOnly.FromDateTime(_certificate.NotAfter.ToUniversalTime()));
    }

    [LoggerMessage(EventId = 1, Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "The certificate of the bot's account ends on {Ends}. Put a new one at Connector:CertificatePath and start the service again, or no reply can be sent from then on.")]
    private partial void EndsSoon(DateOnly ends);

    private sealed record Held(string Token, DateTimeOffset Expires);
}

/// <summary>The bot cannot prove itself now.</summary>
/// <param name="problem">The code of the failure; nothing secret.</param>
internal sealed class TokenUnavailableException(string problem) : Exception($"No token for the channels: {problem}.")
{
    public string Problem => problem;
}
