using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>Whether a request that may change something comes from the console's own pages. The token of each form says so too; this holds should one ever be read elsewhere.</summary>
internal static class SameOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return true;
        // Browsers say it themselves where the connection can be trusted. Elsewhere there is the address of the page that sent it; a client that is no browser sends neither.
        var site = request.Headers[FetchSite].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
