using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>A paragraph or a list of a reply's text.</summary>
/// <param name="IsList">Whether the lines are list items, here without their dashes.</param>
/// <param name="Lines">In order, none empty.</param>
internal sealed record TextBlock(bool IsList, ImmutableArray<string> Lines)
{
    private const string ListMark = "- ";

    public static IEnumerable<TextBlock> Read(string text)
    {
        var lines = new List<string>();
        var isList = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var isItem = line.StartsWith(ListMark, StringComparison.Ordinal);
            if (lines.Count > 0 && (string.IsNullOrWhiteSpace(line) || isItem != isList))
            {
                yield return new(isList, [.. lines]);
                lines.Clear();
            }

            if (string.IsNullOrWhiteSpace(line))
                continue;
            isList = isItem;
            lines.Add(isItem ? line[ListMark.Length..] : line);
        }

        if (lines.Count > 0)
            yield return new(isList, [.. lines]);
    }
}
