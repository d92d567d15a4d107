namespace ValorSpine.Bot.Staff.Figures;

/// <summary>One bar of a chart and one row of the table below it.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Value">How many.</param>
/// <param name="Link">Its conversations, or null.</param>
public sealed record Bar(string Label, long Value, string? Link)
{
    /// <summary>What stands behind the number, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The conversations of that, or null.</summary>
    public string? NoteLink { get; init; }
}
