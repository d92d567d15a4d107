using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Writes the parts of an article as HTML.</summary>
internal static class ArticleHtml
{
    /// <summary>Paragraphs and lists, each sentence with the numbers of its sources.</summary>
    public static string Section(ImmutableArray<ArticlePageLine> lines)
    {
        var html = new StringBuilder();
        var open = "";
        foreach (var line in lines)
        {
            var block = line.Sentences.IsEmpty ? "" : line.IsItem ? "ul" : "p";
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

            var sentences = string.Join(' ', line.Sentences.Select(Sentence));
            html.Append(block == "ul" ? $"<li>{sentences}</li>" : sentences);
        }

        if (open.Length > 0)
            html.Append("</").Append(open).Append('>');
        return html.ToString();
    }

    /// <summary>The sources as list items, which the numbers in the text lead to.</summary>
    public static string Sources(ImmutableArray<ArticlePageSource> sources) => string.Concat(sources.Select((source, index) =>
        string.Create(CultureInfo.InvariantCulture, $"<li id=\"source-{index + 1}\"><b>{Encode(source.Label)}</b> {Title(source)}.{Origin(source)}</li>\n")));

    private static string Sentence(ArticlePageSentence sentence) => sentence.Sources.IsEmpty
        ? Encode(sentence.Text)
        : $"{Encode(sentence.Text)}<sup>{string.Join(',', sentence.Sources.Select(Number))}</sup>";

    private static string Number(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"<a href=\"#source-{number}\" aria-label=\"source {number}\">{number}</a>");

    private static string Title(ArticlePageSource source) => Uri.TryCreate(source.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
        ? $"<a href=\"{Encode(url.AbsoluteUri)}\" rel=\"noopener noreferrer\">{Encode(source.Title)}</a>"
        : Encode(source.Title);

    // Authors and year, as far as the label and the title do not say them already.
    private static string Origin(ArticlePageSource source)
    {
        var by = source.By is { } body && !$"{source.Label} {source.Title}".Contains(body, StringComparison.Ordinal) ? body : null;
        var year = source.Year is { } one && !(by ?? source.Label).Contains(one, StringComparison.Ordinal) ? one : null;
        return by is null && year is null ? "" : $" <span>{Encode(string.Join(", ", new[] { by, year }.OfType<string>()))}</span>";
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
