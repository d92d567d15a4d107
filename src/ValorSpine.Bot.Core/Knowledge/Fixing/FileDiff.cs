using System.Globalization;
using System.Text;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>The difference between two texts of one file, as <c>git apply</c> and people read it. What differs is one stretch, from the first line to the last that does.</summary>
public static class FileDiff
{
    private const int Around = 3;

    /// <summary>A patch; empty where the texts are the same.</summary>
    /// <param name="path">The file, relative to the repository.</param>
    /// <param name="before">As it was, or null where there was none.</param>
    /// <param name="after">As it is, or null where there is none any more.</param>
    public static string Of(string path, string? before, string? after)
    {
        if (before == after)
            return "";
        var (old, now) = (LinesOf(before ?? ""), LinesOf(after ?? ""));
        var same = 0;
        while (same < old.Count && same < now.Count && old[same] == now[same])
            same++;
        var tail = 0;
        while (tail < old.Count - same && tail < now.Count - same && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var (from, behind) = (Math.Max(0, same - Around), Math.Min(Around, tail));

        var patch = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"diff --git a/{path} b/{path}\n"));
        if (before is null)
            patch.Append("new file mode 100644\n");
        else if (after is null)
            patch.Append("deleted file mode 100644\n");
        patch.Append(before is null ? "--- /dev/null\n" : $"--- a/{path}\n").Append(after is null ? "+++ /dev/null\n" : $"+++ b/{path}\n");
        patch.Append(CultureInfo.InvariantCulture, $"@@ -{Range(from, old.Count - tail + behind - from)} +{Range(from, now.Count - tail + behind - from)} @@\n");
        Append(patch, ' ', old, from, same);
        Append(patch, '-', old, same, old.Count - tail);
        Append(patch, '+', now, same, now.Count - tail);
        Append(patch, ' ', old, old.Count - tail, old.Count - tail + behind);
        return patch.ToString();
    }

    private static string Range(int from, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? from : from + 1)},{count}");

    private static void Append(StringBuilder patch, char mark, List<string> lines, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            patch.Append(mark).Append(lines[at]);
            if (!lines[at].EndsWith('\n'))
                patch.Append("\n\\ No newline at end of file\n");
        }
    }

    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
