using System.Globalization;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Staff.Conversations;

namespace ValorSpine.Bot.Staff.Figures;

/// <summary>From a number to its conversations: the list of those that were counted.</summary>
/// <param name="links">Makes addresses of lists.</param>
/// <param name="reader">Whose they are.</param>
/// <param name="mayRead">Whether they may see conversations at all; else a number is only a number.</param>
internal sealed class FigureLinks(QueryLinks links, string reader, bool mayRead)
{
    /// <summary>The conversations with a mark in a period.</summary>
    public string? Of(FigurePeriod period, string mark, string? channel = null)
    {
        if (!mayRead)
            return null;
        var counted = $"counted:{mark}@{Day(period.From)}..{Day(period.To)}";
        return links.PathOf((channel ?? period.Channel) is { } one ? $"{counted} channel:{one}" : counted, reader);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
