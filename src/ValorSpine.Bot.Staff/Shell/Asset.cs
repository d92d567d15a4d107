using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>A stylesheet or script, carried in the assembly so that it is served whatever the content root is.</summary>
internal sealed class Asset
{
    private readonly byte[] _content;
    private readonly string _path, _type, _version;

    private Asset(string name, string type)
    {
        using var resource = typeof(Asset).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly was built without '{name}'.");
        _content = new byte[resource.Length];
        resource.ReadExactly(_content);
        _version = Convert.ToHexStringLower(SHA256.HashData(_content))[..16];
        (_path, _type) = ($"{StaffConsole.HomePath}/{name}", type);
    }

    public static Asset Stylesheet { get; } = new("console.css", "text/css; charset=utf-8");

    /// <summary>Of the queue, the review of a conversation, and the help on keys.</summary>
    public static Asset ReviewStylesheet { get; } = new("reviews.css", "text/css; charset=utf-8");

    public static Asset Script { get; } = new("console.js", "text/javascript; charset=utf-8");

    public static Asset AccountStylesheet { get; } = new("account.css", "text/css; charset=utf-8");

    public static Asset PasskeyScript { get; } = new("passkeys.js", "text/javascript; charset=utf-8");

    /// <summary>Of the pages on the knowledge, the figures and judging.</summary>
    public static Asset DeskStylesheet { get; } = new("desk.css", "text/css; charset=utf-8");

    /// <inheritdoc cref="DeskStylesheet"/>
    public static Asset DeskScript { get; } = new("desk.js", "text/javascript; charset=utf-8");

    /// <summary>Its address; changes with its content.</summary>
    public string Link => $"{_path}?v={_version}";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(_path, Serve).AllowAnonymous();

    private IResult Serve(HttpContext http, string? v)
    {
        // Under an old address a browser may not keep the new content.
        http.Response.Headers.CacheControl = v == _version ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(_content, _type, entityTag: new EntityTagHeaderValue($"\"{_version}\""));
    }
}
