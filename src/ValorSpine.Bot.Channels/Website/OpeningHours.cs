using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Writes when the clinic is open.</summary>
internal static class OpeningHours
{
    private const int ClosedDaysShown = 4;

    private static readonly ImmutableArray<DayOfWeek> s_week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static readonly CultureInfo s_culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>A table of the week, days with the same hours together, or a sentence where none are set.</summary>
    public static string Table(ClinicFacts clinic)
    {
        if (clinic.Hours.IsEmpty)
            return "<p>Our staff will tell you the opening hours.</p>";
        var html = new StringBuilder("<table class=\"hours\"><caption>Opening hours</caption><tbody>");
        for (var day = 0; day < s_week.Length;)
        {
            var hours = HoursOf(clinic, s_week[day]);
            var last = day;
            while (last + 1 < s_week.Length && HoursOf(clinic, s_week[last + 1]) == hours)
                last++;
            html.Append("<tr><th scope=\"row\">").Append(Days(day, last)).Append("</th><td>").Append(Encode(hours)).Append("</td></tr>");
            day = last + 1;
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The next days on which the clinic is closed, or nothing.</summary>
    public static string ClosedDays(ClinicFacts clinic, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone)).Date);
        var days = clinic.Closed.Where(day => day >= today).Order().Take(ClosedDaysShown).Select(day => day.ToString("dddd, MMMM d", s_culture)).ToArray();
        return days.Length == 0 ? "" : $"<p class=\"closed\">Closed on {Encode(string.Join("; ", days))}.</p>";
    }

    private static string HoursOf(ClinicFacts clinic, DayOfWeek day) =>
        clinic.Hours.TryGetValue(day, out var spans) && !spans.IsDefaultOrEmpty
            ? string.Join(", ", spans.Select(span => $"{Time(span.From)} – {Time(span.To)}"))
            : "Closed";

    private static string Time(TimeOnly time) => time.ToString(time.Minute == 0 ? "h tt" : "h:mm tt", s_culture);

    private static string Days(int first, int last) => (last - first) switch
    {
        0 => s_week[first].ToString(),
        1 => $"{s_week[first]}, {s_week[last]}",
        _ => $"{s_week[first]} to {s_week[last]}",
    };

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
