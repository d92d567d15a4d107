using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Fills the pages with what the clinic has set and with articles. What the clinic has not set is said to be told by staff, never made up.</summary>
internal sealed class WebsitePages(WebsiteFiles files, ClinicFacts clinic, IArticlePages articles, TimeProvider time)
{
    private const string Asset = "asset ";
    private const string ArticleLink = "article ";
    private const string LogoOf = "logo ";

    /// <summary>The clinic's page.</summary>
    public WebsiteContent Home() => Render("index.html", ForClinic);

    /// <summary>The chat alone.</summary>
    public WebsiteContent Chat() => Render("chat.html", ForClinic);

    /// <summary>For an address that leads nowhere.</summary>
    public WebsiteContent NotFound() => Render("not-found.html", ForClinic);

    /// <summary>One article with its sources, or null.</summary>
    public WebsiteContent? Article(string id) => articles.Find(id) is not { } article ? null : Render("article.html", place => place switch
    {
        "title" => Encode(article.Title),
        "short" => article.Sections.IsEmpty ? "" : ArticleHtml.Section(article.Sections[0]),
        "more" => string.Join('\n', article.Sections.Skip(1).Select(ArticleHtml.Section)),
        "sources" => article.Sources.IsEmpty ? "" : $"<section class=\"sources\" aria-labelledby=\"sources\"><h2 id=\"sources\">Sources</h2><ol>{ArticleHtml.Sources(article.Sources)}</ol></section>",
        _ => ForClinic(place),
    });

    /// <summary>The printable page of a screening.</summary>
    public WebsiteContent Summary(ScreeningSheet sheet) => Render("summary.html", place => place switch
    {
        "title" => Encode(sheet.Title),
        "day" => SummaryHtml.Day(sheet.At),
        "until" => SummaryHtml.Day(sheet.LinkUntil),
        "version" => Encode(sheet.Version),
        "outcome" => SummaryHtml.Outcome(sheet),
        "answers" => SummaryHtml.Answers(sheet),
        "sections" => SummaryHtml.Sections(sheet),
        "closing" => SummaryHtml.Closing(sheet),
        "references" => SummaryHtml.References(sheet.References),
        _ => ForClinic(place),
    });

    /// <summary>For a key that opens no page.</summary>
    public WebsiteContent NoSummary() => Render("summary-gone.html", ForClinic);

    private WebsiteContent Render(string name, Func<string, string?> html) => WebsiteContent.Of(Encoding.UTF8.GetBytes(files.Template(name).Fill(place =>
        place.StartsWith(Asset, StringComparison.Ordinal) ? Encode(files.Versioned(place[Asset.Length..]))
        : place.StartsWith(LogoOf, StringComparison.Ordinal) ? files.Logo(int.Parse(place[LogoOf.Length..], CultureInfo.InvariantCulture))
        : html(place))));

    private string? ForClinic(string place) => place switch
    {
        "clinic" => Encode(clinic.Name),
        "emergency" => Encode(clinic.EmergencyNumber),
        "emergency-number" => Encode(Dialled(clinic.EmergencyNumber)),
        "crisis" => Encode(clinic.CrisisLine),
        "crisis-number" => Encode(Dialled(clinic.CrisisLine)),
        "records" => Encode(clinic.RecordsNotice),
        "phone" => Encode(clinic.Phone ?? ""),
        "phone-line" => clinic.Phone is { } phone ? $"<a href=\"tel:{Encode(Dialled(phone))}\">{Encode(phone)}</a>" : "Our staff will tell you the number.",
        "address" => Encode(clinic.Address ?? "Our staff will tell you the address."),
        "staff-hours" => StaffTimesInWords.Week(clinic) is { } hours ? $"<div><dt>When people answer</dt><dd>{Encode(hours)}</dd></div>" : "",
        "hours" => OpeningHours.Table(clinic),
        "closed" => OpeningHours.ClosedDays(clinic, time.GetUtcNow()),
        "visits" => Visits(),
        _ => place.StartsWith(ArticleLink, StringComparison.Ordinal) ? LinkTo(place[ArticleLink.Length..]) : null,
    };

    private string Visits() => clinic.Visits.IsEmpty
        ? ""
        : $"<h3>What you can book</h3><ul class=\"visits\">{string.Concat(clinic.Visits.Select(visit => $"<li>{Encode(visit.Name)} <span>{visit.Minutes} minutes</span></li>"))}</ul>";

    // A knowledge base need not hold the article that a page would like to point to.
    private string LinkTo(string id) => articles.Find(id) is { } article
        ? $"<a class=\"more\" href=\"/knowledge/{Encode(Uri.EscapeDataString(article.Id))}\">{Encode(article.Title)} <span>Read more, with sources</span></a>"
        : "";

    private static string Dialled(string number) => string.Concat(number.Where(character => char.IsAsciiDigit(character) || character == '+'));

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
