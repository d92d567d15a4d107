using System.Buffers.Binary;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ValorSpine.Bot.Channels.Website.Look;

/// <summary>The clinic's logo.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Ratio">Its width by its height, so that its place is kept free before it has come.</param>
public sealed record WebsiteLogo(string Path, double Ratio)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Whether it is an SVG; otherwise a PNG.</summary>
    internal bool IsSvg => System.IO.Path.GetExtension(Path).Equals(".svg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads how wide and how high an SVG or a PNG is; null where a file is neither.</summary>
    public static WebsiteLogo? Read(string path)
    {
        var ratio = System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".SVG" => OfSvg(path),
            ".PNG" => OfPng(path),
            _ => null,
        };
        return ratio is > 0 and < 100 ? new(path, ratio.Value) : null;
    }

    private static double? OfPng(string path)
    {
        Span<byte> head = stackalloc byte[24];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith(PngSignature))
            return null;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..]));
        return height == 0 ? null : (double)width / height;
    }

    private static double? OfSvg(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            if (XDocument.Load(reader).Root is not { Name.LocalName: "svg" } svg)
                return null;
            if (svg.Attribute("viewBox")?.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) is [_, _, var width, var height])
                return Divided(width, height);
            return Divided(svg.Attribute("width")?.Value, svg.Attribute("height")?.Value);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static double? Divided(string? width, string? height) =>
        Number(width) is { } wide && Number(height) is > 0 and { } high ? wide / high : null;

    private static double? Number(string? text) =>
        double.TryParse(text?.Replace("px", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
