using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ValorSpine.Bot.Limits;

/// <summary>What a connection and a request may take before anything of ours sees them. Addresses that take less say so themselves.</summary>
internal static class Connections
{
    private const long LargestBody = 4 * 1024 * 1024;
    private const int MostFields = 512, LongestField = 1024 * 1024, BeyondStreams = 2000;
    private static readonly TimeSpan s_headers = TimeSpan.FromSeconds(15), s_idle = TimeSpan.FromMinutes(2);

    /// <summary>Limits what the server takes; section <c>Kestrel:Limits</c> of the configuration may say otherwise.</summary>
    public static void Limit(KestrelServerOptions kestrel, int streams)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.RequestHeadersTimeout = s_headers;
        kestrel.Limits.KeepAliveTimeout = s_idle;
        kestrel.Limits.MaxConcurrentUpgradedConnections = streams;
        kestrel.Limits.MaxConcurrentConnections = streams + BeyondStreams;
    }

    /// <summary>Limits what forms hold.</summary>
    public static void Limit(FormOptions forms) => (forms.ValueCountLimit, forms.ValueLengthLimit, forms.MultipartBodyLengthLimit) = (MostFields, LongestField, LargestBody);
}
