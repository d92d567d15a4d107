using System.Text;

namespace ValorSpine.Bot.Channels.Website.Look;

/// <summary>All colours of pages and chat, by day and by night, made of the clinic's two. Each pair of letters and background that is used has at least 4.5 to 1.</summary>
internal sealed class Palette(Colour accent, Colour head)
{
    /// <summary>Contrast that letters need, WCAG 2.2 AA.</summary>
    public const double ForLetters = 4.5;

    /// <summary>Contrast of the dark colour with the white letters on it: softer ones stand there too.</summary>
    public const double ForHead = 7;

    private static readonly Colour s_nightPage = new(0x12, 0x19, 0x1d), s_nightRaised = new(0x1c, 0x26, 0x2c);

    /// <summary>The colour behind letters in the clinic's colour that is nearest to them by day.</summary>
    public static Colour Tint(Colour accent) => Colour.White.With(0.07, accent);

    /// <summary>A style sheet with the colours as properties.</summary>
    public string ToCss()
    {
        var css = new StringBuilder();
        css.Append(":root { color-scheme: light dark; ").Append(Properties(Day())).Append("}\n");
        css.Append("@media screen and (prefers-color-scheme: dark) { :root { ").Append(Properties(Night())).Append("} }\n");
        return css.ToString();
    }

    /// <summary>The colours by day, by the name of their property.</summary>
    public IReadOnlyList<(string Name, Colour Colour)> Day() =>
    [
        ("page", Colour.White), ("raised", Colour.White), ("tint", Tint(accent)), ("tint-strong", Colour.White.With(0.15, accent)), ("line", Colour.White.With(0.2, accent)),
        ("ink", new(0x1d, 0x2b, 0x33)), ("soft", new(0x4c, 0x5d, 0x67)),
        ("accent", accent), ("accent-strong", accent.With(0.25, Colour.Black)), ("on-accent", Colour.White),
        ("heading", head), ("head", head), ("head-deep", head.With(0.15, Colour.Black)), ("head-light", head.With(0.3, accent)), ("said", head),
        ("sand", new(0xf6, 0xf3, 0xec)), ("sand-ink", new(0x5a, 0x4a, 0x2c)),
        ("warn", new(0xff, 0xf1, 0xde)), ("warn-line", new(0xef, 0xcf, 0x9f)), ("warn-ink", new(0x4d, 0x2c, 0x00)), ("warn-link", new(0x7a, 0x23, 0x00)),
        ("alarm", new(0xfd, 0xe8, 0xe4)), ("alarm-ink", new(0x4a, 0x0d, 0x05)), ("focus", new(0x17, 0x69, 0xc4)),
    ];

    /// <summary>The colours by night.</summary>
    public IReadOnlyList<(string Name, Colour Colour)> Night()
    {
        var lit = accent.Until(6.5, s_nightRaised, Colour.White);
        var said = head.Until(1.6, s_nightPage, Colour.White);
        return
        [
            ("page", s_nightPage), ("raised", s_nightRaised), ("tint", s_nightRaised), ("tint-strong", s_nightRaised.With(0.15, lit)), ("line", s_nightRaised.With(0.25, lit)),
            ("ink", new(0xe8, 0xee, 0xf1)), ("soft", new(0xae, 0xbd, 0xc5)),
            ("accent", lit), ("accent-strong", lit.With(0.3, Colour.White)), ("on-accent", new(0x0c, 0x13, 0x16)),
            ("heading", head.Until(7.5, s_nightRaised, Colour.White)), ("head", head), ("head-deep", head.With(0.3, Colour.Black)), ("head-light", head.With(0.15, Colour.Black)),
            ("said", said.Against(Colour.White) < ForLetters ? head : said),
            ("sand", new(0x2c, 0x28, 0x1e)), ("sand-ink", new(0xe6, 0xd5, 0xae)),
            ("warn", new(0x3a, 0x2a, 0x10)), ("warn-line", new(0x6b, 0x4f, 0x22)), ("warn-ink", new(0xff, 0xe3, 0xb8)), ("warn-link", new(0xff, 0xc5, 0x8a)),
            ("alarm", new(0x47, 0x17, 0x10)), ("alarm-ink", new(0xff, 0xdf, 0xd8)), ("focus", new(0x8a, 0xc0, 0xff)),
        ];
    }

    private static string Properties(IEnumerable<(string Name, Colour Colour)> colours) => string.Concat(colours.Select(colour => $"--{colour.Name}: {colour.Colour}; "));
}
