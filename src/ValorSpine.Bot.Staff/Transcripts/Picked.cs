using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Transcripts;

/// <summary>What a patient picked by a card button that sent no text.</summary>
internal static class Picked
{
    /// <summary>The label that the button of an earlier reply bore, the bare action where no reply offered it, or null where nothing was picked.</summary>
    public static string? LabelOf(LogEntry entry, ImmutableArray<LogEntry> log)
    {
        if (entry.FromBot || entry.Text.Length > 0 || entry.ActivityJson is not { } json || ActionOf(json) is not { } action)
            return null;
        return log.Where(earlier => earlier.Sequence < entry.Sequence && earlier.Reply is not null)
            .OrderByDescending(earlier => earlier.Sequence)
            .SelectMany(earlier => earlier.Reply!.Choices)
            .FirstOrDefault(choice => choice.Action == action)?.Label ?? action;
    }

    private static string? ActionOf(string activityJson)
    {
        using var activity = JsonDocument.Parse(activityJson);
        return activity.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.String
                ? action.GetString()
                : null;
    }
}
