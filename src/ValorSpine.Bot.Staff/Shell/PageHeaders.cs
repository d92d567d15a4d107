using Microsoft.AspNetCore.Builder;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>The headers of every page and download of the console.</summary>
internal static class PageHeaders
{
    // The pages hold one script of the console's own, no inline script or style, no image and no frame.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A convention for an endpoint.</summary>
    public static void Send(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } next)
            throw new InvalidOperationException($"'{endpoint.DisplayName}' has nothing to wrap.");
        endpoint.RequestDelegate = http =>
        {
            // At the last moment, because the antiforgery service and the page renderer set some of them too.
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.CacheControl = "no-store";
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                return Task.CompletedTask;
            });
            return next(http);
        };
    }
}
