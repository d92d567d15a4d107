using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells which of several times belongs to which option: "MRI in 2016 and again in september, an x-ray last month". A time belongs to what is named last before it in its sentence, else to what follows in its clause.</summary>
internal static class TimesOfOptions
{
    /// <summary>
    /// The times that count for options that stand for spans of time: not those of options that stand for none, and of several the latest. All of them where it cannot be told.
    /// </summary>
    /// <param name="spans">All times that were told.</param>
    /// <param name="said">The message.</param>
    /// <param name="mentions">What it names.</param>
    /// <param name="now">When it is said.</param>
    public static ImmutableArray<Span> Of(ImmutableArray<Span> spans, SaidText said, ImmutableArray<Mention> mentions, DateTimeOffset now)
    {
        if (spans.Length < 2)
            return spans;
        // What only looks like an option has its time, too: "CT of my chest last month".
        var named = mentions.ToArray();
        var counted = TimeReader.PlacedSpans(said, now).Where(placed => OwnerOf(placed, said, named) is null or { Option.Range: not null }).Select(placed => placed.Span).Distinct().ToArray();
        return counted.Length == 0 ? spans : [counted.MinBy(span => span.Middle)];
    }

    private static Mention? OwnerOf(TimeReader.Placed placed, SaidText said, Mention[] named) =>
        named.Where(mention => mention.At < placed.At && said.Sentences[mention.At] == said.Sentences[placed.At]).MaxBy(mention => mention.At)
        ?? named.Where(mention => mention.At >= placed.At && said.Clauses[mention.At] == said.Clauses[placed.At]).MinBy(mention => mention.At)
        ?? named.Where(mention => mention.At < placed.At).MaxBy(mention => mention.At)
        ?? named.MinBy(mention => mention.At);
}
