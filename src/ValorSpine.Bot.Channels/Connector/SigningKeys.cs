using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>
/// The keys that callers of one family sign with. They are read again twice a day, and at once where a token names a key that is not known, but for that at most every five minutes: nobody can
/// make the service fetch keys by inventing names. What was read last stays good while nothing newer can be read.
/// </summary>
internal sealed partial class SigningKeys(string metadataUrl, HttpClient http, TimeProvider time, ILogger<SigningKeys> log) : IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan s_goodFor = TimeSpan.FromHours(12), s_forcedAtMostEvery = TimeSpan.FromMinutes(5), s_patience = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private volatile OpenIdConnectConfiguration? _current;
    private DateTimeOffset _readAt, _triedAt;
    private DateTimeOffset? _forcedAt;
    private Task? _reading;

    /// <summary>Sees to it that the keys are at hand, with this one among them where it exists.</summary>
    /// <exception cref="ConnectorException">503: no keys could ever be read.</exception>
    public async Task PrepareAsync(string? keyId)
    {
        if (_current is not { } known)
        {
            await ReadOnceAsync();
            if (_current is null)
                throw ConnectorException.KeysMissing();
            return;
        }

        if (keyId is not null && !known.JsonWebKeySet.Keys.Any(key => key.Kid == keyId) && MayForce())
            await ReadOnceAsync();
        else if (IsOld())
            _ = ReadOnceAsync();
    }

    /// <inheritdoc/>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(_current ?? throw ConnectorException.KeysMissing());

    /// <inheritdoc/>
    public void RequestRefresh()
    {
        // PrepareAsync has done what can be done.
    }

    private bool MayForce()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now - _forcedAt < s_forcedAtMostEvery)
                return _reading is not null;
            _forcedAt = now;
            return true;
        }
    }

    private bool IsOld()
    {
        lock (_gate)
            return time.GetUtcNow() - _readAt > s_goodFor && time.GetUtcNow() - _triedAt > s_forcedAtMostEvery;
    }

    /// <summary>Reads them; whoever asks meanwhile waits for the same answer.</summary>
    private Task ReadOnceAsync()
    {
        lock (_gate)
            return _reading ??= Task.Run(ReadAsync);
    }

    private async Task ReadAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(s_patience, time);
            var documents = new HttpDocumentRetriever(http) { RequireHttps = !new Uri(metadataUrl).IsLoopback };
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(metadataUrl, documents, patience.Token);
            // The keys themselves instead of what is made of them: they hold the channels that each may speak for.
            read.SigningKeys.Clear();
            foreach (var key in read.JsonWebKeySet.Keys.Where(key => key is { Kty: "RSA", Kid.Length: > 0 }))
                read.SigningKeys.Add(key);
            if (read.SigningKeys.Count == 0)
                throw new InvalidOperationException("The metadata names no RSA key.");
            _current = read;
            lock (_gate)
                _readAt = time.GetUtcNow();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            NotRead(error, new Uri(metadataUrl).Host, _current is not null);
        }
        finally
        {
            lock (_gate)
                (_reading, _triedAt) = (null, time.GetUtcNow());
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The keys of {Host} that tokens are checked with could not be read. There are earlier ones: {HasEarlier}. Without any, callers get 503.")]
    private partial void NotRead(Exception error, string host, bool hasEarlier);
}
