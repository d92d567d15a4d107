using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Writes the parts of an article as HTML.</summary>
internal static class ArticleHtml
{
    private const string Bullet = "- ";

    /// <summary>Plain text with list items and paragraphs as HTML that shows the same text.</summary>
    public static string Section(string text)
    {
        var html = new StringBuilder(text.Length + 64);
        var open = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var isItem = line.StartsWith(Bullet, StringComparison.Ordinal);
            var block = line.Trim().Length == 0 ? "" : isItem ? "ul" : "p";
            if (block != open)
            {
                if (open.Length > 0)
                    html.Append("</").Append(open).Append(">\n");
                if (block.Length > 0)
                    html.Append('<').Append(block).Append('>');
                open = block;
            }
            else if (block == "p")
            {
                html.Append("<br>");
            }

            if (isItem)
                html.Append("<li>").Append(Encode(line[Bullet.Length..].Trim())).Append("</li>");
            else
                html.Append(Encode(line.Trim()));
        }

        if (open.Length > 0)
            html.Append("</").Append(open).Append('>');
        return html.ToString();
    }

    /// <summary>The sources as list items.</summary>
    public static string Sources(ImmutableArray<ArticlePageSource> sources)
    {
        var html = new StringBuilder();
        foreach (var source in sources)
        {
            html.Append("<li id=\"").Append(Encode(source.Key)).Append("\"><span class=\"key\">").Append(Encode(source.Key)).Append("</span> ");
            if (Uri.TryCreate(source.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                html.Append("<a href=\"").Append(Encode(url.AbsoluteUri)).Append("\" rel=\"noopener noreferrer\">").Append(Encode(source.Title)).Append("</a>");
            else
                html.Append(Encode(source.Title));
            html.Append("</li>\n");
        }

        return html.ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
