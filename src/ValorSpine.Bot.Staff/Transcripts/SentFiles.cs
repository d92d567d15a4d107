using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Transcripts;

/// <summary>What came with a message of a patient, and what became of it, as its channel told.</summary>
internal static class SentFiles
{
    private const int LongestName = 80;

    /// <summary>Names of files, or their types where they have none.</summary>
    public static ImmutableArray<string> Of(LogEntry entry)
    {
        if (entry.FromBot || entry.ActivityJson is not { } json)
            return [];
        using var activity = JsonDocument.Parse(json);
        if (activity.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("attachments", out var attachments) || attachments.ValueKind != JsonValueKind.Array)
            return [];
        // Teams sends each message once more as HTML; that is no file.
        return [.. attachments.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object && Text(one, "contentType") != "text/html").Select(one => Text(one, "name") ?? Text(one, "contentType") ?? "without a name")];
    }

    /// <summary>Whether the patient deleted a message afterwards.</summary>
    public static bool IsDeleted(LogEntry entry, ImmutableArray<KeptActivity> activities)
    {
        if (entry.FromBot || activities.IsEmpty || entry.ActivityJson is not { } json)
            return false;
        using var activity = JsonDocument.Parse(json);
        return activity.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "id") is { } id && activities.Any(kept => kept.ActivityId == id);
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text.Length <= LongestName ? text : text[..LongestName] + "…" : null;
}
