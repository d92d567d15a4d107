using System.Globalization;
using ValorSpine.Bot.Core.Figures;

namespace ValorSpine.Bot.Staff.Figures;

/// <summary>From a number to its conversations: the list of conversations, filtered by what was counted.</summary>
internal static class FigureLinks
{
    /// <summary>The conversations with a mark in a period.</summary>
    public static string Of(FigurePeriod period, string? mark, string? channel = null)
    {
        var parts = new List<string>();
        if (mark is not null)
            parts.Add($"{(mark is "answer" or "clarify" or "abstain" or "advice" or "emergency" or "crisis" ? "outcome" : "happened")}={Uri.EscapeDataString(mark)}");
        if ((channel ?? period.Channel) is { } one)
            parts.Add($"channel={Uri.EscapeDataString(one)}");
        parts.Add($"from={Day(period.From)}");
        parts.Add($"to={Day(period.To)}");
        return $"{StaffConsole.HomePath}?{string.Join('&', parts)}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
