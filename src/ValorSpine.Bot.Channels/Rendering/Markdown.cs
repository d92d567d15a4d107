using System.Buffers;
using System.Globalization;
using System.Text;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>
/// Writes the text of a reply as Markdown. Only the two conventions of a reply (list items, paragraphs) become structure; everything else
/// stays what it is, whoever wrote it.
/// </summary>
/// <remarks>
/// Special characters become character references, not backslash escapes: Web Chat reads <c>\[</c> and <c>\(</c> as the start of a formula.
/// </remarks>
internal static class Markdown
{
    private const string Bullet = "- ";

    private static readonly SearchValues<char> s_inline = SearchValues.Create("\\`*_[]<>~|$&@:.");

    // Without a semicolon an ampersand starts no character reference, and without brackets nothing ends the address early.
    private static readonly SearchValues<char> s_address = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!,+=%&");

    /// <summary>The text as Markdown that shows the same text.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        var previous = Line.None;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.Trim();
            var kind = line.Length == 0 ? Line.None : raw.StartsWith(Bullet, StringComparison.Ordinal) && line.Length > 1 ? Line.Item : Line.Text;
            if (result.Length > 0)
            {
                // A text line right after an item would be read as part of it; one right after text keeps its line of its own.
                result.Append((previous, kind) switch
                {
                    (Line.Item, Line.Text) => "\n\n",
                    (Line.Text, Line.Text) => "  \n",
                    _ => "\n",
                });
            }

            if (kind == Line.Item)
                AppendLine(result.Append(Bullet), line.AsSpan(1).Trim());
            else
                AppendLine(result, line);
            previous = kind;
        }

        return result.ToString();
    }

    /// <summary>A text that stays on one line, such as the words of a link.</summary>
    public static string EscapeLine(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        AppendLine(result, text.ReplaceLineEndings(" ").Trim());
        return result.ToString();
    }

    /// <summary>A link.</summary>
    /// <param name="words">What it says, on one line.</param>
    /// <param name="url">Where it leads: an absolute address.</param>
    public static string Link(string words, string url)
    {
        var address = new StringBuilder(url.Length + 16);
        foreach (var character in url)
            address.Append(s_address.Contains(character) ? character : Uri.EscapeDataString(character.ToString()));
        return $"[{EscapeLine(words)}]({address})";
    }

    private static void AppendLine(StringBuilder result, ReadOnlySpan<char> line)
    {
        var start = 0;
        if (line.Length > 0 && line[0] is '#' or '+' or '-' or '=')
        {
            AppendReference(result, line[0]);
            start = 1;
        }
        else
        {
            var digits = 0;
            while (digits < line.Length && char.IsAsciiDigit(line[digits]))
                digits++;
            // "1." and "1)" at the start of a line would begin a list.
            if (digits > 0 && digits < line.Length && line[digits] is '.' or ')')
            {
                result.Append(line[..digits]);
                AppendReference(result, line[digits]);
                start = digits + 1;
            }
        }

        for (var i = start; i < line.Length; i++)
        {
            var character = line[i];
            if (char.IsControl(character))
                result.Append(' ');
            else if (s_inline.Contains(character) && IsSpecial(line, i))
                AppendReference(result, character);
            else
                result.Append(character);
        }
    }

    // A colon, a dot and an ampersand are common in plain sentences, and special only inside an address or a character reference.
    private static bool IsSpecial(ReadOnlySpan<char> line, int at) => line[at] switch
    {
        ':' => line[at..].StartsWith("://") || line[..at].EndsWith("mailto", StringComparison.OrdinalIgnoreCase) || line[..at].EndsWith("xmpp", StringComparison.OrdinalIgnoreCase),
        '.' => line[..at].EndsWith("www", StringComparison.OrdinalIgnoreCase),
        '&' => at + 1 < line.Length && (line[at + 1] == '#' || char.IsAsciiLetter(line[at + 1])),
        _ => true,
    };

    private static void AppendReference(StringBuilder result, char character) =>
        result.Append("&#").Append(((int)character).ToString(CultureInfo.InvariantCulture)).Append(';');

    private enum Line
    {
        None,
        Text,
        Item,
    }
}
