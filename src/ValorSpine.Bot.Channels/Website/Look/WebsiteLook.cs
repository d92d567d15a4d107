namespace ValorSpine.Bot.Channels.Website.Look;

/// <summary>What the clinic has set of how its pages and its chat look.</summary>
public sealed record WebsiteLook
{
    /// <summary>For buttons and links.</summary>
    public Colour Colour { get; init; } = new(0x0b, 0x65, 0x70);

    /// <summary>The dark one, for headings and the head of the chat.</summary>
    public Colour DarkColour { get; init; } = new(0x12, 0x47, 0x5a);

    /// <summary>Shown beside the clinic's name; null shows a drawing of a disc.</summary>
    public WebsiteLogo? Logo { get; init; }

    /// <summary>Why the colours cannot be read, with the nearest that can; empty where they can.</summary>
    public IEnumerable<(string Setting, Colour Given, double Contrast, double Needed, Colour Nearest)> TooPale()
    {
        var onTint = Colour.Against(Palette.Tint(Colour));
        if (onTint < Palette.ForLetters)
            yield return (nameof(Colour), Colour, onTint, Palette.ForLetters, Darker(Colour));
        var head = DarkColour.Against(Colour.White);
        if (head < Palette.ForHead)
            yield return (nameof(DarkColour), DarkColour, head, Palette.ForHead, DarkColour.Until(Palette.ForHead, Colour.White, Colour.Black));
    }

    // The tint is made of the colour itself, so it moves along.
    private static Colour Darker(Colour colour)
    {
        var darker = colour;
        for (var part = 1; darker.Against(Palette.Tint(darker)) < Palette.ForLetters; part++)
            darker = colour.With(part / 50.0, Colour.Black);
        return darker;
    }
}
