using System.Collections.Immutable;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>How a text travels: in which code, and where its segments begin. A phone shows them as one message.</summary>
/// <param name="IsGsm7">Whether it fits the alphabet of text messages; else each character takes 16 bits.</param>
/// <param name="Starts">Where each segment begins.</param>
/// <param name="Units">Septets, or UTF-16 units, in all.</param>
public sealed record SmsSegments(bool IsGsm7, ImmutableArray<int> Starts, int Units)
{
    private const int UnitsAlone = 70, UnitsJoined = 67;

    /// <summary>How many segments.</summary>
    public int Count => Starts.Length;

    /// <summary>Of a text as it is.</summary>
    public static SmsSegments Of(string text) => Gsm7.FirstForeign(text) is null
        ? new(true, [.. Gsm7.Starts(text)], text.Sum(Gsm7.Septets))
        : new(false, [.. Wide(text)], text.Length);

    private static List<int> Wide(string text)
    {
        var starts = new List<int> { 0 };
        if (text.Length <= UnitsAlone)
            return starts;
        for (var (at, filled) = (0, 0); at < text.Length;)
        {
            // Half a character means nothing.
            var units = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
            if (filled + units > UnitsJoined)
            {
                starts.Add(at);
                filled = 0;
            }

            filled += units;
            at += units;
        }

        return starts;
    }
}
