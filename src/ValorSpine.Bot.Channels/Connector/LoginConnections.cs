using Microsoft.Identity.Client;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Connections to where Microsoft's tokens are given. The library insists on the cloud's own address, so another is put in its place here.</summary>
public sealed class LoginConnections : IMsalHttpClientFactory, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient _http;

    /// <summary>Opens none yet.</summary>
    /// <param name="instead">Where tokens are given, where it is not the cloud's own address.</param>
    public LoginConnections(Uri? instead)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new(instead is null ? handler : new Elsewhere(instead) { InnerHandler = handler }) { Timeout = s_patience };
    }

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => _http;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private sealed class Elsewhere(Uri instead) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = instead.Scheme, Host = instead.Host, Port = instead.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
