using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>Says when staff are there.</summary>
public static class StaffTimesInWords
{
    private const int DaysNamedByWeekday = 6;

    private static readonly ImmutableArray<DayOfWeek> s_week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The week in a line, days with the same hours together: "Monday to Thursday, 8:00 AM to 5:00 PM; Friday, 8:00 AM to 4:00 PM". Null where none are set.</summary>
    public static string? Week(ClinicFacts clinic)
    {
        if (clinic.StaffHours is not { } hours)
            return null;
        var parts = new List<string>();
        for (var day = 0; day < s_week.Length;)
        {
            var spans = Spans(hours, s_week[day]);
            var last = day;
            while (last + 1 < s_week.Length && Spans(hours, s_week[last + 1]) == spans)
                last++;
            if (spans.Length > 0)
                parts.Add($"{(last == day ? s_week[day].ToString() : last == day + 1 ? $"{s_week[day]} and {s_week[last]}" : $"{s_week[day]} to {s_week[last]}")}, {spans}");
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

    private static string Spans(ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>> hours, DayOfWeek day) =>
        hours.TryGetValue(day, out var spans) && !spans.IsDefaultOrEmpty
            ? string.Join(" and ", spans.OrderBy(span => span.From).Select(span => $"{Time(span.From)} to {Time(span.To)}"))
            : "";

    private static string Time(TimeOnly time) => time.ToString("h:mm tt", s_english);
}
