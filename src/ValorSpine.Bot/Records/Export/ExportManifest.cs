using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Records.Export;

/// <summary>What an export holds, for whom it was made and when, with the hash of each file. Signed with a key of this service.</summary>
internal sealed record ExportManifest
{
    public const string File = "manifest.json", SignatureFile = "manifest.hmac";

    private const string Secret = "export-signing";
    private const int SecretBytes = 32;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required ExportFormat Format { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether names, phones, e-mails, dates and addresses are masked.</summary>
    public required bool Masked { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Channel { get; init; }

    public string? Flag { get; init; }

    public required long Conversations { get; init; }

    public required long Messages { get; init; }

    /// <summary>How many conversations are left out because they cannot be read.</summary>
    public long Unreadable { get; init; }

    /// <summary>Number of the entry on the audit trail.</summary>
    public required long AuditEntry { get; init; }

    public required ImmutableArray<ExportedFile> Files { get; init; }

    /// <summary>As it is written.</summary>
    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <summary>What stands beside it.</summary>
    public static async ValueTask<string> SignatureAsync(byte[] manifest, Secrets secrets, CancellationToken cancel) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(await secrets.GetOrCreateAsync(Secret, SecretBytes, cancel), manifest));

    /// <summary>What is not as this service wrote it, one line each; none where all is.</summary>
    /// <exception cref="InvalidDataException">It is no zip file.</exception>
    public static async Task<ImmutableArray<string>> ProblemsAsync(Stream export, Secrets secrets, CancellationToken cancel)
    {
        await using var zip = new ZipArchive(export, ZipArchiveMode.Read);
        if (await ReadAsync(zip, File, cancel) is not { } manifest || await ReadAsync(zip, SignatureFile, cancel) is not { } signature)
            return ["The manifest or its signature is missing."];
        var right = Encoding.ASCII.GetBytes(await SignatureAsync(manifest, secrets, cancel));
        if (!CryptographicOperations.FixedTimeEquals(right, signature))
            return ["The manifest was changed, or signed by another service."];

        var files = JsonSerializer.Deserialize<ExportManifest>(manifest, s_json)!.Files;
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var file in files)
        {
            if (zip.GetEntry(file.Name) is not { } entry)
                problems.Add($"{file.Name} is missing.");
            else if (await HashAsync(entry, cancel) != file.Sha256)
                problems.Add($"{file.Name} was changed.");
        }

        problems.AddRange(zip.Entries.Select(entry => entry.FullName).Except([.. files.Select(file => file.Name), File, SignatureFile]).Select(name => $"{name} was added."));
        // Only the first of them was looked at, and which one is unpacked is up to the program that unpacks.
        problems.AddRange(zip.Entries.GroupBy(entry => entry.FullName).Where(same => same.Count() > 1).Select(same => $"{same.Key} is there twice."));
        return problems.ToImmutable();
    }

    private static async Task<byte[]?> ReadAsync(ZipArchive zip, string name, CancellationToken cancel)
    {
        if (zip.GetEntry(name) is not { } entry)
            return null;
        await using var stream = await entry.OpenAsync(cancel);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    private static async Task<string> HashAsync(ZipArchiveEntry entry, CancellationToken cancel)
    {
        await using var stream = await entry.OpenAsync(cancel);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }
}
