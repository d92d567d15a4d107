using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Writes the parts of a screening's printable page as HTML.</summary>
internal static class SummaryHtml
{
    /// <summary>A day as a patient reads it.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    /// <summary>Question and answer, and below them what was not answered.</summary>
    public static string Answers(ScreeningSheet sheet)
    {
        var rows = string.Concat(sheet.Answers.Select(fact => $"<div><dt>{Encode(fact.Name)}</dt><dd>{Encode(fact.Value)}</dd></div>"));
        var unanswered = sheet.Unanswered.IsEmpty ? "" : $"<p class=\"unanswered\"><strong>Not answered:</strong> {Encode(string.Join(", ", sheet.Unanswered))}</p>";
        return $"<dl>{rows}</dl>{unanswered}";
    }

    /// <summary>The outcome, with what stands first below it.</summary>
    public static string Outcome(ScreeningSheet sheet) => sheet.Sections is [var first, ..]
        ? $"<h2>{Encode(first.Heading)}</h2><p class=\"outcome\">{Encode(sheet.Outcome)}</p>{Points(first)}"
        : $"<p class=\"outcome\">{Encode(sheet.Outcome)}</p>";

    /// <summary>The other parts.</summary>
    public static string Sections(ScreeningSheet sheet) =>
        string.Concat(sheet.Sections.Skip(1).Select(section => $"<section><h2>{Encode(section.Heading)}</h2>{Points(section)}</section>\n"));

    /// <summary>That it is education, and when to call for help.</summary>
    public static string Closing(ScreeningSheet sheet) => string.Concat(sheet.Closing.Select(line => $"<p>{Encode(line)}</p>"));

    /// <summary>What it rests on, as links where there is an address.</summary>
    public static string References(ImmutableArray<Reference> references) => string.Concat(references.Select(reference =>
        Uri.TryCreate(reference.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? $"<li><a href=\"{Encode(url.AbsoluteUri)}\" rel=\"noopener noreferrer\">{Encode(reference.Label)}</a></li>"
            : $"<li>{Encode(reference.Label)}</li>"));

    private static string Points(SheetSection section) => section.AsList
        ? $"<ul>{string.Concat(section.Points.Select(point => $"<li>{Encode(point)}</li>"))}</ul>"
        : string.Concat(section.Points.Select(point => $"<p>{Encode(point)}</p>"));

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
