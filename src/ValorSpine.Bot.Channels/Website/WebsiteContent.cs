using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>One content in the encodings that a browser can be sent.</summary>
/// <param name="Version">First digits of the content's SHA-256.</param>
/// <param name="Plain">As it is.</param>
/// <param name="Brotli">Compressed, or null where that does not pay.</param>
/// <param name="Gzip">Compressed, or null where that does not pay.</param>
internal sealed record WebsiteContent(string Version, WebsiteBody Plain, WebsiteBody? Brotli, WebsiteBody? Gzip)
{
    // Below this a response fits one network packet either way.
    private const int LeastToCompress = 1400;

    /// <summary>Content in memory.</summary>
    public static WebsiteContent Of(byte[] bytes)
    {
        var version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        return bytes.Length < LeastToCompress
            ? new(version, new(bytes), null, null)
            : new(version, new(bytes), new(Compress(bytes, to => new BrotliStream(to, CompressionLevel.Optimal))), new(Compress(bytes, to => new GZipStream(to, CompressionLevel.Optimal))));
    }

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var result = new MemoryStream();
        using (var compressing = compressor(result))
            compressing.Write(bytes);
        return result.ToArray();
    }
}

/// <summary>Bytes in memory or in a file.</summary>
internal sealed class WebsiteBody
{
    private readonly byte[] _bytes = [];
    private readonly string? _path;

    /// <summary>Bytes in memory.</summary>
    public WebsiteBody(byte[] bytes) => (_bytes, Length) = (bytes, bytes.Length);

    /// <summary>Bytes in a file.</summary>
    public WebsiteBody(string path) => (_path, Length) = (path, new FileInfo(path).Length);

    /// <summary>How many bytes.</summary>
    public long Length { get; }

    /// <summary>Sends them.</summary>
    public Task SendAsync(HttpResponse response, CancellationToken cancel) =>
        _path is null ? response.Body.WriteAsync(_bytes, cancel).AsTask() : response.SendFileAsync(_path, cancel);
}
