using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>A file that is served as it is. What it needs is read at its first use, so that it costs a start nothing.</summary>
internal sealed class WebsiteFile
{
    // A small file is kept in memory; a large one is sent from disk, compressed by the build.
    private const int MostInMemory = 256 * 1024;

    private readonly string _contentType;
    private readonly Lazy<WebsiteContent> _content;

    private WebsiteFile(string address, string contentType, Func<WebsiteContent> content) => (Address, _contentType, _content) = (address, contentType, new(content));

    /// <summary>Takes a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="address">Path of its address: <c>/site.css</c>.</param>
    /// <param name="contentType">Its media type.</param>
    public static WebsiteFile At(string path, string address, string contentType) => new(address, contentType, () => Read(path));

    /// <summary>Takes what the settings make.</summary>
    /// <param name="text">What it holds.</param>
    /// <param name="address">Path of its address: <c>/theme.css</c>.</param>
    /// <param name="contentType">Its media type.</param>
    public static WebsiteFile Of(string text, string address, string contentType) => new(address, contentType, () => WebsiteContent.Of(Encoding.UTF8.GetBytes(text)));

    /// <summary>Path of its address.</summary>
    public string Address { get; }

    /// <summary>Changes with the content.</summary>
    public string Version => _content.Value.Version;

    /// <summary>Sends it; asked for by its version, it may be kept for a year.</summary>
    public Task SendAsync(HttpContext context)
    {
        var cache = context.Request.Query["v"] == Version ? "public, max-age=31536000, immutable" : "no-cache";
        return WebsiteResponse.SendAsync(context, _content.Value, _contentType, cache);
    }

    private static WebsiteContent Read(string path)
    {
        if (new FileInfo(path).Length <= MostInMemory)
            return WebsiteContent.Of(File.ReadAllBytes(path));
        using var stream = File.OpenRead(path);
        return new(Convert.ToHexStringLower(SHA256.HashData(stream))[..16], new(path), Sibling(path, ".br"), Sibling(path, ".gz"));
    }

    private static WebsiteBody? Sibling(string path, string extension) => File.Exists(path + extension) ? new(path + extension) : null;
}
