using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>The headers of every page and download of the console. What another website sends is refused with them.</summary>
internal static class PageHeaders
{
    // The pages hold scripts of the console's own, no inline script or style, no image and no frame. Signing out may lead on to the sign-in service.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>A convention for an endpoint.</summary>
    public static void Send(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } next)
            throw new InvalidOperationException($"'{endpoint.DisplayName}' has nothing to wrap.");
        endpoint.RequestDelegate = http =>
        {
            SetOn(http);
            if (SameOrigin.Allows(http.Request))
                return next(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return http.Response.WriteAsync("This form was sent from another website. Nothing was changed.", http.RequestAborted);
        };
    }

    /// <summary>Sets them on an answer that has not begun.</summary>
    public static void SetOn(HttpContext http)
    {
        var formTarget = http.RequestServices.GetRequiredService<StaffConsoleOptions>().Provider?.Origin;
        // At the last moment, because the antiforgery service and the page renderer set some of them too.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.CacheControl = "no-store";
            headers.ContentSecurityPolicy = formTarget is null ? ContentSecurityPolicy : $"{ContentSecurityPolicy} {formTarget}";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
    }
}
