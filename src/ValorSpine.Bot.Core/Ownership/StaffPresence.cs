using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>Whether staff are there, by <see cref="ClinicFacts.StaffHours"/> and the days on which the clinic is closed.</summary>
public abstract record StaffPresence
{
    // Beyond two months of closed days nobody is helped by a date.
    private const int DaysAhead = 62;

    private StaffPresence()
    {
    }

    /// <summary>It cannot be seen.</summary>
    public sealed record Unknown : StaffPresence;

    /// <summary>They are there.</summary>
    public sealed record Here(DateTimeOffset Since, DateTimeOffset Until) : StaffPresence;

    /// <summary>They come back.</summary>
    public sealed record Away(DateTimeOffset Back) : StaffPresence;

    /// <summary>How it is at a moment.</summary>
    public static StaffPresence At(ClinicFacts clinic, DateTimeOffset now)
    {
        if (clinic.StaffHours is not { } hours)
            return new Unknown();
        var zone = ClinicTime.Zone(clinic);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        for (var day = today; day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            if (clinic.Closed.Contains(day) || !hours.TryGetValue(day.DayOfWeek, out var spans))
                continue;
            foreach (var (from, to) in Joined(spans))
            {
                var (opens, closes) = (ClinicTime.Instant(zone, day, from), ClinicTime.Instant(zone, day, to));
                if (closes > now)
                    return opens <= now ? new Here(opens, closes) : new Away(opens);
            }
        }

        return new Unknown();
    }

    // "08:00-12:00", "12:00-17:00" is one span: nobody goes home at noon.
    private static IEnumerable<OpenHours> Joined(IEnumerable<OpenHours> spans)
    {
        OpenHours? last = null;
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (last is not null && span.From <= last.To)
            {
                last = last with { To = span.To > last.To ? span.To : last.To };
                continue;
            }

            if (last is not null)
                yield return last;
            last = span;
        }

        if (last is not null)
            yield return last;
    }
}
