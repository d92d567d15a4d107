using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A sentence, or a clause that asks something of its own.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Asks">Whether it reads like a question or a wish to know.</param>
internal sealed partial record Part(string Text, bool Asks)
{
    /// <summary>Whether it only says that questions come.</summary>
    public bool Announces { get; init; }

    /// <summary>Whether a text reads like a question or a wish to know.</summary>
    public static bool IsAsking(string text) => text.EndsWith('?') || Asking().IsMatch(text);

    [GeneratedRegex(
        @"^(and |n |& |so |but |also |ok |then |first |second  |plus |or |well |um |please |pls )*(what|whats|what's|wat|whether|how|hows|how's|why|who|whos|whose|when|where|which|is|are|does|do|did|can|could|will|would|should|any|has|have you|tell me|explain|describe)\b|\b(want to know|like to know|need to know|wondering|wonder if|tell me|curious|question is|explain|asking (about|if|whether))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Asking();
}

/// <summary>Takes a message apart where one question ends and the next begins.</summary>
internal static partial class Parts
{
    private const int Most = 40;

    /// <summary>Sentences, cut again before a clause that starts a question: "what is fibrin and how long does it last".</summary>
    public static IReadOnlyList<Part> Of(string text)
    {
        var parts = new List<Part>();
        foreach (Match sentence in Sentence().Matches(text))
        {
            foreach (var clause in Clause().Split(sentence.Value))
            {
                var part = clause.Trim(' ', ',', '-');
                if (part.Length > 1 && parts.Count < Most)
                    parts.Add(Announcement().IsMatch(part) ? new(part, Asks: false) { Announces = true } : new(part, Part.IsAsking(part)));
            }
        }

        return parts;
    }

    /// <summary>Whether a message adds one thing to another: "cost and risks of fibrin".</summary>
    public static bool AreJoined(string text) => Joint().IsMatch(text);

    // "So my question is twofold": what is asked comes after it.
    [GeneratedRegex(@"^(?:so |ok |well |hi |hello )*(?:i have |ive got |i've got |i got |here are |here is )?(?:my |a |an |the )?(?:\w+ )?(?:questions?|things)(?: (?:is|are)(?: \w+)?| for you)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"\w\W+(?:and|n|also|plus|as well as)\W+\w|\w *[,/&+;] *\w|[.?!]\s*\w", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Joint();

    [GeneratedRegex(@"[^.?!\n;]+\??", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @":\s|(?:,| )(?= ?(?:and|n|also|plus|or|&|first|second) (?:also |then |first |second )?(?:tell me|explain|whether|(?:what|who|how|where|when)s?|why|whose|which|is|are|does|do|did|can|could|will|would|should|has|have)\b)|(?<=\w),(?= ?(?:(?:what|who|how|where|when)s?|why|whose|which|is|are|does|do|did|can|could|will|would)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Clause();
}
