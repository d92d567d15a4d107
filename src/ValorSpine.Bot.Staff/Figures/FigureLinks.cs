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
    public string? Of(FigurePeriod period, string mark, string? channel = null) => Of(period, mark, channel, "counted");

    /// <summary>The conversations that left the guided check at a step.</summary>
    public string? OfLeft(FigurePeriod period, int step) => Of(period, step.ToString(CultureInfo.InvariantCulture), null, "left");

    /// <summary>The conversations in which a patient said something in a period, and that went to a person at any time.</summary>
    public string? OfPerson(FigurePeriod period) => Of(period, $"{TurnMarks.Said}+{TurnMarks.Person}");

    private string? Of(FigurePeriod period, string mark, string? channel, string field)
    {
        if (!mayRead)
            return null;
        var counted = $"{field}:{mark}@{Day(period.From)}..{Day(period.To)}";
        return links.PathOf((channel ?? period.Channel) is { } one ? $"{counted} channel:{one}" : counted, reader);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
