using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ValorSpine.Bot.Channels.Teams.Package;

/// <summary>The app package that an administrator uploads to Teams: a zip file with the manifest and two icons.</summary>
public static class TeamsPackage
{
    // The same settings give the same file, byte for byte.
    private static readonly DateTimeOffset s_date = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What Teams would refuse, one line each; empty where the package can be made.</summary>
    public static ImmutableArray<string> Problems(TeamsApp app) => [.. TeamsManifest.Problems(app)];

    /// <summary>Writes the package.</summary>
    /// <exception cref="ArgumentException">There are problems.</exception>
    public static void Write(TeamsApp app, Stream to)
    {
        if (!Problems(app).IsEmpty)
            throw new ArgumentException("There are problems.", nameof(app));
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        using (var manifest = Entry(zip, "manifest.json"))
            manifest.Write(JsonSerializer.SerializeToUtf8Bytes(TeamsManifest.Of(app), s_readable));
        foreach (var icon in new[] { TeamsManifest.ColorIcon, TeamsManifest.OutlineIcon })
        {
            using var entry = Entry(zip, icon);
            using var image = typeof(TeamsPackage).Assembly.GetManifestResourceStream($"teams-{icon}") ?? throw new InvalidOperationException("The assembly was built without its icons.");
            image.CopyTo(entry);
        }
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = s_date;
        return entry.Open();
    }
}
