using System.Collections.Immutable;
using CsCheck;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Booking;

public sealed class OpenSlotsTests
{
    private static readonly VisitType s_hour = Clinic.Facts.Visits[0];
    private static readonly TimeZoneInfo s_chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Fact]
    public void Visits_start_every_half_hour_and_end_before_the_clinic_closes()
    {
        var day = On(new DateOnly(2026, 11, 25), Clinic.Facts, s_hour);
        Assert.Equal(["09:00", "09:30", "10:00", "10:30", "11:00", "13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"], day.Select(Clock));
    }

    [Fact]
    public void A_closed_day_and_a_weekend_have_none()
    {
        Assert.Empty(On(new DateOnly(2026, 11, 26), Clinic.Facts, s_hour));
        Assert.Empty(On(new DateOnly(2026, 11, 28), Clinic.Facts, s_hour));
    }

    [Fact]
    public void Time_of_day_bounds_are_on_the_clinics_clock()
    {
        var slots = OpenSlots.Enumerate(Clinic.Facts, s_hour, Clinic.Now, Clinic.Now.AddDays(1), new(13, 30), new(15, 0), Free);
        Assert.Equal(["13:30", "14:00", "14:30"], slots.Select(Clock));
    }

    [Fact]
    public void Each_start_goes_to_the_first_resource_that_is_free()
    {
        var slot = OpenSlots.Enumerate(Clinic.Facts, Clinic.Facts.Visits[1], Clinic.Now, Clinic.Now.AddDays(1), null, null, (resource, _, _) => resource == "dr-two").First();
        Assert.Equal("dr-two", slot.Resource);
    }

    [Fact]
    public void Slots_are_found_only_as_they_are_asked_for()
    {
        var asked = 0;
        _ = OpenSlots.Enumerate(Clinic.Facts, s_hour, Clinic.Now, Clinic.Now.AddYears(50), null, null, (_, _, _) => ++asked > 0).Take(3).ToList();
        Assert.Equal(3, asked);
    }

    [Fact]
    public void Opening_that_is_off_the_quarter_hour_moves_to_the_next_one()
    {
        var clinic = Open(new(9, 5), new(10, 15));
        Assert.Equal("09:15", Clock(On(new DateOnly(2026, 11, 25), clinic, s_hour).First()));
    }

    [Fact]
    public void The_hour_that_clocks_skip_in_spring_has_no_visit()
    {
        var slots = On(new DateOnly(2027, 3, 14), Open(new(1, 0), new(5, 0)), s_hour);
        Assert.Equal(["01:00", "01:30", "03:00", "03:30", "04:00"], slots.Select(Clock));
        Assert.All(slots, slot => Assert.False(s_chicago.IsInvalidTime(slot.Start.DateTime)));
    }

    [Fact]
    public void The_hour_that_clocks_show_twice_in_autumn_is_offered_once()
    {
        var slots = On(new DateOnly(2026, 11, 1), Open(new(0, 0), new(4, 0)), s_hour);
        Assert.Equal(["00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00"], slots.Select(Clock));
        Assert.Equal(slots.Count, slots.Select(slot => slot.Start.UtcDateTime).Distinct().Count());
    }

    [Fact]
    public void Nine_in_the_morning_stays_nine_after_the_clocks_change()
    {
        var starts = OpenSlots.Enumerate(Clinic.Facts, s_hour, new(2026, 10, 30, 8, 0, 0, TimeSpan.FromHours(-5)), new(2026, 11, 2, 23, 0, 0, TimeSpan.FromHours(-6)), null, new(9, 30), Free);
        Assert.Equal(["09:00 -05:00", "09:00 -06:00"], starts.Select(slot => slot.Start.ToString("HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_slot_is_free_within_opening_hours_and_on_an_open_day() =>
        Gen.Select(Gen.Int[0, 23 * 4], Gen.Int[1, 40], Gen.Int[1, 16], Gen.Int[0, 400], Gen.Int[0, 6]).Sample((open, length, quarters, dayOffset, closed) =>
        {
            var from = TimeOnly.MinValue.AddMinutes(open * 15);
            var to = open + length >= 24 * 4 ? new TimeOnly(23, 59) : from.AddMinutes(length * 15);
            var start = new DateTimeOffset(2026, 9, 1, 5, 0, 0, TimeSpan.Zero).AddDays(dayOffset);
            var closedDay = DateOnly.FromDateTime(start.DateTime).AddDays(closed);
            var clinic = Open(from, to) with { Closed = [closedDay] };
            var visit = new VisitType("v", "V", quarters * 15, ["a", "b"]);
            var busy = start.AddHours(50);
            foreach (var slot in OpenSlots.Enumerate(clinic, visit, start, start.AddDays(7), null, null, (resource, at, minutes) => IsFree(resource, at, minutes, busy)))
            {
                var local = TimeZoneInfo.ConvertTime(slot.Start, s_chicago);
                var end = TimeZoneInfo.ConvertTime(slot.Start.AddMinutes(slot.Minutes), s_chicago);
                Assert.True(slot.Start >= start && slot.Start < start.AddDays(7));
                Assert.NotEqual(closedDay, DateOnly.FromDateTime(local.DateTime));
                Assert.True(TimeOnly.FromDateTime(local.DateTime) >= from, $"{local} before {from}");
                Assert.True(end.Date == local.Date && TimeOnly.FromDateTime(end.DateTime) <= ClosingOn(DateOnly.FromDateTime(local.DateTime), to), $"{end} after {to}");
                Assert.Equal(0, local.Minute % 15);
                Assert.True(IsFree(slot.Resource, slot.Start, slot.Minutes, busy));
            }
        });

    // A time that the clocks skip is the moment after the gap.
    private static TimeOnly ClosingOn(DateOnly day, TimeOnly to) => s_chicago.IsInvalidTime(day.ToDateTime(to)) ? new(3, 0) : to;

    private static bool IsFree(string resource, DateTimeOffset at, int minutes, DateTimeOffset busy) =>
        resource == "a" ? at.AddMinutes(minutes) <= busy || at >= busy.AddHours(5) : at.UtcDateTime.Hour % 3 != 0;

    private static ClinicFacts Open(TimeOnly from, TimeOnly to) => Clinic.Facts with
    {
        Hours = Enum.GetValues<DayOfWeek>().ToImmutableDictionary(day => day, _ => ImmutableArray.Create(new OpenHours(from, to))),
    };

    private static List<Slot> On(DateOnly day, ClinicFacts clinic, VisitType visit)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), s_chicago.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));
        var next = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return [.. OpenSlots.Enumerate(clinic, visit, start, new DateTimeOffset(next, s_chicago.GetUtcOffset(next)), null, null, Free)];
    }

    private static bool Free(string resource, DateTimeOffset start, int minutes) => true;

    private static string Clock(Slot slot) => slot.Start.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
