using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Where replies, and the bot's token with them, may be sent.</summary>
internal sealed class ServiceHosts(IOptions<ConnectorOptions> options, IHostEnvironment environment)
{
    private static readonly string[] s_channels =
    [
        "botframework.com", "smba.trafficmanager.net", "teams.microsoft.com", "botframework.azure.us", "botframework.us", "teams.microsoft.us",
    ];

    /// <summary>Whether a service URL is one that may be called. Its parts are compared, not its text: a name such as <c>botframework.com.example.org</c> is nobody's.</summary>
    public bool Allow(string serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) || url is not { UserInfo: "", Query: "", Fragment: "" })
            return false;
        // A developer's Emulator and Playground.
        if (url.IsLoopback && environment.IsDevelopment())
            return url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
        return url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && url.HostNameType == UriHostNameType.Dns
            && s_channels.Concat(options.Value.AllowedServiceHosts).Any(host => IsWithin(url.IdnHost, host));
    }

    private static bool IsWithin(string name, string host) =>
        name.Equals(host, StringComparison.OrdinalIgnoreCase)
        || (name.Length > host.Length && name[^(host.Length + 1)] == '.' && name.EndsWith(host, StringComparison.OrdinalIgnoreCase));
}
