using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>
/// Parts of a text of the plain alphabet, each of at most two segments. Joined they are the text. They end with a line where one ends late enough, else with a sentence, else with a word.
/// </summary>
public static class SmsParts
{
    /// <summary>Most segments of one message.</summary>
    public const int MostSegments = 2;

    /// <summary>What stands below a part that is not the last one.</summary>
    public const string MoreLine = "\nReply MORE for more.";

    /// <summary>The same below a text in Spanish.</summary>
    public const string SpanishMoreLine = "\nPara leer mas: MAS.";

    // A character of two septets does not lie across the border of two segments, so that one septet may stay empty there.
    private const int Room = (MostSegments * Gsm7.Joined) - 1;
    private const int LongestMark = 8;

    /// <summary>Parts that come when the patient asks for more; below each but the last there is room for <see cref="MoreLine"/>.</summary>
    /// <param name="plain">In plain letters.</param>
    /// <param name="list">Where a list begins that is better not torn apart, or null: it stands in a part of its own where it fits there and not below the rest.</param>
    /// <param name="pieces">Where pieces begin that are better not torn apart, such as the rows of a table.</param>
    public static ImmutableArray<string> OnRequest(string plain, int? list = null, IReadOnlySet<int>? pieces = null)
    {
        if (list is { } at && plain.Sum(Gsm7.Septets) > Room && plain[at..].Sum(Gsm7.Septets) <= Room)
            return WithList(Split(plain[..at], Room - MoreLine.Length, Room - MoreLine.Length, pieces), plain[at..]);
        var parts = Split(plain, Room - MoreLine.Length, Room, pieces);
        // A list of several parts begins in one of its own where that takes no more of them: its first lines alone look like all of it.
        return list is > 0 and var start && Split(plain[..start], Room - MoreLine.Length, Room - MoreLine.Length, pieces).AddRange(Split(plain[start..], Room - MoreLine.Length, Room)) is var apart && apart.Length <= parts.Length
            ? apart
            : parts;
    }

    /// <summary>Whether a piece of a text stands in one part.</summary>
    public static bool Fits(string piece) => piece.Sum(Gsm7.Septets) <= Room - MoreLine.Length;

    /// <summary>Parts that are sent one after the other; where there are several, there is room for a mark before each.</summary>
    public static ImmutableArray<string> AtOnce(string plain) =>
        plain.Sum(Gsm7.Septets) <= Room ? Split(plain, Room, Room) : Split(plain, Room - LongestMark, Room - LongestMark);

    /// <summary>The parts as they are sent one after the other: marked, as they may arrive in another order.</summary>
    public static ImmutableArray<string> Marked(ImmutableArray<string> parts) => parts.Length <= 1
        ? [.. parts.Select(part => part.Trim())]
        : [.. parts.Select((part, index) => string.Create(CultureInfo.InvariantCulture, $"({index + 1}/{parts.Length}) {part.Trim()}"))];

    /// <summary>One of the parts that come on request, as it is sent; the last one for a number beyond it.</summary>
    /// <param name="parts">All of them.</param>
    /// <param name="part">Which, from 1.</param>
    /// <param name="moreLine">What stands below it: no longer than <see cref="MoreLine"/>, for which there is room.</param>
    public static string Shown(ImmutableArray<string> parts, int part, string moreLine = MoreLine)
    {
        if (parts.IsEmpty)
            return "";
        var index = Math.Clamp(part, 1, parts.Length) - 1;
        return index < parts.Length - 1 ? parts[index].Trim() + moreLine : parts[index].Trim();
    }

    private static ImmutableArray<string> WithList(ImmutableArray<string> before, string list) =>
        before is [.., var last] && last.Sum(Gsm7.Septets) + list.Sum(Gsm7.Septets) <= Room ? [.. before[..^1], last + list] : [.. before, list];

    private static ImmutableArray<string> Split(string plain, int room, int lastRoom, IReadOnlySet<int>? pieces = null)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var rest = plain;
        while (rest.Sum(Gsm7.Septets) > lastRoom)
        {
            var end = EndOf(rest, room, at => pieces?.Contains(plain.Length - rest.Length + at) == true);
            parts.Add(rest[..end]);
            rest = rest[end..];
        }

        if (rest.Length > 0)
            parts.Add(rest);
        return parts.ToImmutable();
    }

    private static int EndOf(string text, int room, Func<int, bool> isPiece)
    {
        var (most, septets) = (0, 0);
        while (most < text.Length && septets + Gsm7.Septets(text[most]) <= room)
            septets += Gsm7.Septets(text[most++]);
        var least = most / 2;
        return LastEnd(text, 0, most, isPiece)
            ?? LastEnd(text, least, most, at => text[at - 1] == '\n')
            ?? LastEnd(text, least, most, at => text[at - 1] == ' ' && at > 1 && text[at - 2] is '.' or '!' or '?' or ':' or ';')
            ?? LastEnd(text, least, most, at => text[at - 1] == ' ')
            ?? most;
    }

    private static int? LastEnd(string text, int least, int most, Func<int, bool> isEnd)
    {
        for (var at = Math.Min(most, text.Length); at > least && at > 0; at--)
        {
            if (isEnd(at))
                return at;
        }

        return null;
    }
}
