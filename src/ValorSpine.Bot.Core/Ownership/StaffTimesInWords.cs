using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>Says when staff are there.</summary>
public static class StaffTimesInWords
{
    private const int DaysNamedByWeekday = 6;

    private static readonly ImmutableArray<DayOfWeek> s_week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    // In the order of DayOfWeek.
    private static readonly ImmutableArray<string> s_spanishDays = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"];

    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The week in a line, days with the same hours together: "Monday to Thursday, 8:00 AM to 5:00 PM; Friday, 8:00 AM to 4:00 PM". Null where none are set.</summary>
    public static string? Week(ClinicFacts clinic) => clinic.StaffHours is { } hours ? Week(hours, null) : null;

    /// <summary>Any hours of a week in a line; empty where none are set.</summary>
    /// <param name="hours">By day.</param>
    /// <param name="language"><c>es</c> for Spanish; null for English.</param>
    internal static string Week(ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>> hours, string? language)
    {
        var (and, to) = language == SpanishText.Language ? ("y", "a") : ("and", "to");
        string Name(DayOfWeek day) => language == SpanishText.Language ? s_spanishDays[(int)day] : day.ToString();
        var parts = new List<string>();
        for (var day = 0; day < s_week.Length;)
        {
            var spans = Spans(hours, s_week[day], and, to);
            var last = day;
            while (last + 1 < s_week.Length && Spans(hours, s_week[last + 1], and, to) == spans)
                last++;
            if (spans.Length > 0)
                parts.Add($"{(last == day ? Name(s_week[day]) : $"{Name(s_week[day])} {(last == day + 1 ? and : to)} {Name(s_week[last])}")}, {spans}");
            day = last + 1;
        }

        return string.Join("; ", parts);
    }

    /// <summary>When a person will be there, as seen from this turn.</summary>
    internal static string WhenStaffAreThere(this Turn turn)
    {
        var clinic = turn.Content.Clinic;
        return StaffPresence.At(clinic, turn.Facts.Now) switch
        {
            StaffPresence.Here here => turn.Say("hand-off.here", ("time", ClinicTime.Clock(clinic, here.Until))),
            StaffPresence.Away away => Back(turn, clinic, away.Back),
            _ => turn.Say("hand-off.hours-unknown"),
        };
    }

    private static string Back(Turn turn, ClinicFacts clinic, DateTimeOffset back)
    {
        var time = ClinicTime.Clock(clinic, back);
        var days = (ClinicTime.At(clinic, back).Date - ClinicTime.At(clinic, turn.Facts.Now).Date).Days;
        return days == 0
            ? turn.Say("hand-off.back-today", ("time", time))
            : turn.Say("hand-off.back-on", ("time", time), ("day", days <= DaysNamedByWeekday ? ClinicTime.At(clinic, back).ToString("dddd", s_english) : ClinicTime.Day(clinic, back)));
    }

    private static string Spans(ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>> hours, DayOfWeek day, string and, string to) =>
        hours.TryGetValue(day, out var spans) && !spans.IsDefaultOrEmpty
            ? string.Join($" {and} ", spans.OrderBy(span => span.From).Select(span => $"{Time(span.From)} {to} {Time(span.To)}"))
            : "";

    private static string Time(TimeOnly time) => time.ToString("h:mm tt", s_english);
}
