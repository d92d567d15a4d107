using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>The slots that opening hours leave, for a schedule that keeps no slots of its own.</summary>
public static class OpenSlots
{
    private const int GridMinutes = 15;
    private const int LongestStep = 30;

    /// <summary>
    /// The free slots of a visit type, soonest first, found as they are asked for. A visit starts on the quarter hour, every 30 minutes or
    /// every visit length where that is shorter, and ends before the clinic closes. Each start is given once, with the first resource that is free.
    /// </summary>
    /// <param name="clinic">Opening hours, closed days and time zone.</param>
    /// <param name="visit">What is booked.</param>
    /// <param name="from">Earliest start.</param>
    /// <param name="to">Latest start, exclusive.</param>
    /// <param name="after">Earliest time of day on the clinic's clock, or null.</param>
    /// <param name="before">Latest start of day on the clinic's clock, exclusive, or null.</param>
    /// <param name="isFree">Whether a resource is free from a start for so many minutes.</param>
    public static IEnumerable<Slot> Enumerate(
        ClinicFacts clinic, VisitType visit, DateTimeOffset from, DateTimeOffset to, TimeOnly? after, TimeOnly? before,
        Func<string, DateTimeOffset, int, bool> isFree)
    {
        foreach (var start in Starts(clinic, visit, from, to))
        {
            var clock = TimeOnly.FromDateTime(start.DateTime);
            if (clock < after || clock >= before)
                continue;
            if (visit.Resources.FirstOrDefault(resource => isFree(resource, start, visit.Minutes)) is { } resource)
                yield return new Slot(visit.Id, resource, start, visit.Minutes);
        }
    }

    /// <summary>Whether the clinic opens at all on a day.</summary>
    internal static bool OpenOn(ClinicFacts clinic, DateOnly day) => HoursOn(clinic, day).Length > 0;

    // Steps are taken in elapsed time, so that no visit starts in an hour that the clocks skip or is shortened by it.
    private static IEnumerable<DateTimeOffset> Starts(ClinicFacts clinic, VisitType visit, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = ClinicTime.Zone(clinic);
        var step = TimeSpan.FromMinutes(Math.Clamp(visit.Minutes, GridMinutes, LongestStep));
        var length = TimeSpan.FromMinutes(visit.Minutes);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime); day <= last; day = day.AddDays(1))
        {
            var earliestNext = DateTimeOffset.MinValue;
            foreach (var hours in HoursOn(clinic, day))
            {
                var closes = ClinicTime.Instant(zone, day, hours.To);
                for (var start = OnGrid(ClinicTime.Instant(zone, day, hours.From)); start + length <= closes && start < to; start += step)
                {
                    var local = TimeZoneInfo.ConvertTime(start, zone);
                    if (start < from || start < earliestNext || IsSecondShowing(zone, local))
                        continue;
                    earliestNext = start + step;
                    yield return local;
                }
            }
        }
    }

    private static OpenHours[] HoursOn(ClinicFacts clinic, DateOnly day) =>
        clinic.Closed.Contains(day) || !clinic.Hours.TryGetValue(day.DayOfWeek, out var hours)
            ? []
            : [.. hours.Where(span => span.From < span.To).OrderBy(span => span.From)];

    private static DateTimeOffset OnGrid(DateTimeOffset opens)
    {
        var past = opens.TimeOfDay.Ticks % TimeSpan.FromMinutes(GridMinutes).Ticks;
        return past == 0 ? opens : opens.AddTicks(TimeSpan.FromMinutes(GridMinutes).Ticks - past);
    }

    // An hour that the clocks show twice could not be told apart on a card: only its first showing is offered.
    private static bool IsSecondShowing(TimeZoneInfo zone, DateTimeOffset local) =>
        zone.IsAmbiguousTime(local.DateTime) && local.Offset != zone.GetAmbiguousTimeOffsets(local.DateTime).Max();
}
