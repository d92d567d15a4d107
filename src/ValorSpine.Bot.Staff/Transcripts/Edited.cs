using System.Text.Json;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Transcripts;

/// <summary>Tells what a patient said from an edit of what they had said.</summary>
internal static class Edited
{
    /// <summary>Whether the channel told it as a change of an earlier message.</summary>
    public static bool Is(LogEntry entry)
    {
        if (entry.FromBot || entry.ActivityJson is not { } json)
            return false;
        using var activity = JsonDocument.Parse(json);
        return activity.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("messageUpdate");
    }
}
