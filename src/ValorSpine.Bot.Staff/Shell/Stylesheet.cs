using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>The one stylesheet, carried in the assembly so that it is served whatever the content root is.</summary>
internal static class Stylesheet
{
    public const string Path = "/staff/console.css";

    private static readonly byte[] s_content = Load();

    private static readonly string s_version = Convert.ToHexStringLower(SHA256.HashData(s_content))[..16];

    /// <summary>Its address; changes with its content.</summary>
    public static string Link { get; } = $"{Path}?v={s_version}";

    public static IResult Serve(HttpContext http, string? v)
    {
        // Under an old address a browser may not keep the new content.
        http.Response.Headers.CacheControl = v == s_version ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(s_content, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{s_version}\""));
    }

    private static byte[] Load()
    {
        using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("console.css")
            ?? throw new InvalidOperationException("The assembly was built without its stylesheet.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
