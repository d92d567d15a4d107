using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Sends pages and files with what browsers need to keep them and to guard them.</summary>
internal static class WebsiteResponse
{
    private static readonly SearchValues<char> s_hostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]");

    /// <summary>Sends a page that is one person's: kept nowhere, found by no search, and its address told to no other site.</summary>
    /// <param name="context">The request.</param>
    /// <param name="content">What to send.</param>
    /// <param name="contentType">Media type.</param>
    /// <param name="status">Status.</param>
    public static async Task SendPrivateAsync(HttpContext context, WebsiteContent content, string contentType, int status = StatusCodes.Status200OK)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        Guard(context);
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = content.Plain.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await content.Plain.SendAsync(response, context.RequestAborted);
    }

    /// <summary>Sends a content, or 304 where the browser has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="content">What to send.</param>
    /// <param name="contentType">Media type.</param>
    /// <param name="cache">Value of <c>Cache-Control</c>.</param>
    /// <param name="status">Status where it is sent.</param>
    /// <param name="embedders">Other websites that may show it in a frame, each with a space before it.</param>
    public static async Task SendAsync(HttpContext context, WebsiteContent content, string contentType, string cache, int status = StatusCodes.Status200OK, string embedders = "")
    {
        var (request, response) = (context.Request, context.Response);
        var (encoding, body) = Choose(request, content);
        var tag = new EntityTagHeaderValue(encoding is null ? $"\"{content.Version}\"" : $"\"{content.Version}-{encoding}\"");
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = cache;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        Guard(context, embedders);
        if (status == StatusCodes.Status200OK && request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        if (!HttpMethods.IsHead(request.Method))
            await body.SendAsync(response, context.RequestAborted);
    }

    private static (string? Encoding, WebsiteBody Body) Choose(HttpRequest request, WebsiteContent content)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        if (content.Brotli is { } brotli && Accepts("br"))
            return ("br", brotli);
        return content.Gzip is { } gzip && Accepts("gzip") ? ("gzip", gzip) : (null, content.Plain);

        bool Accepts(string name) => accepted.Any(value => value.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
    }

    // Web Chat sets styles from its script, hence 'unsafe-inline' for styles alone. Not every browser takes 'self' to mean its own sockets too.
    private static void Guard(HttpContext context, string embedders = "")
    {
        var host = context.Request.Host.Value;
        var sockets = host is { Length: > 0 } && !host.AsSpan().ContainsAnyExcept(s_hostCharacters) ? $" ws://{host} wss://{host}" : "";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'{sockets}; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'" + embedders;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }
}
