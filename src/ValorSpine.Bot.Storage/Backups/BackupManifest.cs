using System.Collections.Immutable;
using System.Text.Json;

namespace ValorSpine.Bot.Storage.Backups;

/// <summary>What a backup says of itself: what it was made from and what is in it. It names nobody.</summary>
public sealed record BackupManifest
{
    /// <summary>Of the file, so that a later version knows how to read it.</summary>
    public const string CurrentFormat = "valorspine-backup-1";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Which form the file has.</summary>
    public required string Format { get; init; }

    /// <summary>The moment that it shows the store at, UTC.</summary>
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>The newest migration that its data file has been through.</summary>
    public required string Schema { get; init; }

    /// <summary>Length of the data file.</summary>
    public long Bytes { get; init; }

    /// <summary>Of the data file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Numbers of the master keys that open what is in it, as <c>keys list</c> shows them.</summary>
    public ImmutableArray<int> MasterKeys { get; init; } = [];

    /// <summary>How many conversations can be read in it.</summary>
    public long Conversations { get; init; }

    /// <summary>How many messages they hold.</summary>
    public long Messages { get; init; }

    /// <summary>How many visits stand in it that were not cancelled.</summary>
    public long Appointments { get; init; }

    /// <summary>How many entries its audit trail has.</summary>
    public long AuditEntries { get; init; }

    /// <summary>Hash of the last of them; empty where an older version wrote no chain.</summary>
    public string LastAuditHash { get; init; } = "";

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    internal static BackupManifest? OfJson(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(json, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
