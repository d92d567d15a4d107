using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>A card as lines of text, and what of a reply's text its card does not say.</summary>
internal static class CardText
{
    private const string Bullet = "- ";

    /// <summary>All of a card.</summary>
    public static IEnumerable<string> Lines(Card card) => card switch
    {
        Card.Comparison comparison =>
        [
            comparison.Title,
            .. comparison.Rows.SelectMany(row => row.Cells.Select((cell, column) => $"{Bullet}{comparison.Columns[column]}: {cell}").Prepend(row.Aspect)),
            .. LinesOf(comparison.Note),
        ],
        Card.Summary summary => [summary.Title, .. summary.Facts.Select(Line), .. summary.Sections.SelectMany(section => LinesOf(section.Value).Prepend(section.Name))],
        Card.Appointment appointment => [appointment.Title, .. appointment.Facts.Select(Line)],
        _ => throw new InvalidOperationException($"There is no text for a card of type {card.GetType().Name}."),
    };

    /// <summary>The lines of a card that a text does not hold. A heading or an aspect counts only with something below it.</summary>
    public static IEnumerable<string> Missing(Card card, string text)
    {
        var said = LinesOf(text).Select(Bare).ToHashSet(StringComparer.Ordinal);
        var missing = Lines(card).Where(line => !said.Contains(Bare(line))).ToList();
        return missing is [var only] && only == Lines(card).First() ? [] : missing;
    }

    /// <summary>
    /// A text without the lines that its card shows in a better form; the first line where nothing else is left, so that there is always something to say.
    /// </summary>
    public static string Beside(Card card, string text)
    {
        var shown = Lines(card).Select(Bare).ToHashSet(StringComparer.Ordinal);
        var kept = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Where(line => !shown.Contains(Bare(line)) || line.Length == 0))
        {
            if (line.Length > 0 || kept is [.., { Length: > 0 }])
                kept.Add(line);
        }

        var beside = string.Join('\n', kept).TrimEnd();
        return beside.Length > 0 ? beside : LinesOf(text).FirstOrDefault("");
    }

    private static string Line(CardFact fact) => $"{Bullet}{fact.Name}: {fact.Value}";

    private static IEnumerable<string> LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0);

    private static string Bare(string line) => line.StartsWith(Bullet, StringComparison.Ordinal) ? line[Bullet.Length..].Trim() : line.Trim();
}
