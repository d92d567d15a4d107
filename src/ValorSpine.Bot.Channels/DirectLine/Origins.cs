using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Which websites may use the chat from a browser: the service's own and those configured.</summary>
internal sealed class Origins(IOptions<DirectLineOptions> options)
{
    /// <summary>Whether a text is an origin: scheme, host, perhaps a port, nothing else.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request comes from an allowed website or from no website at all.</summary>
    public bool Allows(HttpContext context) =>
        context.Request.Headers.Origin.ToString() is not { Length: > 0 } origin || Allows(context, origin);

    /// <summary>Whether the request comes from an allowed website.</summary>
    public bool IsWebsite(HttpContext context) =>
        context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && Allows(context, origin);

    /// <summary>Tells the browser that a page of an allowed website may read the answer.</summary>
    public void Announce(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (!IsWebsite(context))
            return;
        headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        headers.AccessControlExposeHeaders = "Retry-After";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, X-Ms-Bot-Agent, X-Requested-With";
        headers.AccessControlMaxAge = "86400";
    }

    /// <summary>Address of the service as the client reaches it, without a slash at the end.</summary>
    public string BaseUrl(HttpContext context) =>
        (options.Value.PublicUrl?.AbsoluteUri ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}").TrimEnd('/');

    // The scheme is not compared for the own origin: behind a proxy that ends TLS it differs, and host and port already say whose page it is.
    private bool Allows(HttpContext context, string origin) =>
        IsOrigin(origin) && (IsOwn(context, new Uri(origin)) || options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase));

    private bool IsOwn(HttpContext context, Uri origin) =>
        string.Equals(origin.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin.Authority, options.Value.PublicUrl?.Authority, StringComparison.OrdinalIgnoreCase);
}
