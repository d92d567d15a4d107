using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using Calendar = Ical.Net.Calendar;

namespace ValorSpine.Bot.Core.Tests.Booking;

public sealed class CalendarInvitationTests
{
    private static readonly BookedAppointment s_appointment = new(
        "VS7K01", new("evaluation", "dr-one", new(2026, 12, 3, 14, 0, 0, TimeSpan.FromHours(-6)), 60), "Jo Smith", "+13125550137", "jo@x.org", "secret-key", 0);

    [Fact]
    public void Says_when_in_the_clinics_zone_and_can_be_read_back()
    {
        var calendar = Calendar.Load(CalendarInvitation.Create(s_appointment, Clinic.Facts, Clinic.Now))!;
        var one = Assert.Single(calendar.Events);
        Assert.Equal("PUBLISH", calendar.Method);
        Assert.Equal("America/Chicago", Assert.Single(calendar.TimeZones).TzId);
        Assert.Equal("America/Chicago", one.Start!.TzId);
        Assert.Equal(s_appointment.Slot.Start.UtcDateTime, one.Start.AsUtc);
        Assert.Equal(s_appointment.Slot.Start.AddMinutes(60).UtcDateTime, one.End!.AsUtc);
        Assert.Equal("CONFIRMED", one.Status);
    }

    [Fact]
    public void A_move_keeps_the_uid_and_raises_the_sequence()
    {
        var before = Calendar.Load(CalendarInvitation.Create(s_appointment, Clinic.Facts, Clinic.Now))!.Events[0]!;
        var moved = s_appointment with { Sequence = 1, Slot = s_appointment.Slot with { Start = new(2027, 3, 15, 9, 0, 0, TimeSpan.FromHours(-5)) } };
        var after = Calendar.Load(CalendarInvitation.Create(moved, Clinic.Facts, Clinic.Now))!.Events[0]!;
        Assert.Equal(before.Uid, after.Uid);
        Assert.Equal((0, 1), (before.Sequence, after.Sequence));
        Assert.Equal(moved.Slot.Start.UtcDateTime, after.Start!.AsUtc);
    }

    [Fact]
    public void A_cancellation_takes_it_out_of_the_calendar()
    {
        var calendar = Calendar.Load(CalendarInvitation.Create(s_appointment with { Sequence = 2 }, Clinic.Facts, Clinic.Now, cancelled: true))!;
        Assert.Equal(("CANCEL", "CANCELLED"), (calendar.Method, calendar.Events[0]!.Status));
    }

    [Theory]
    [InlineData("2026-10-30T09:00:00-05:00", "2026-10-30T14:00:00Z")]
    [InlineData("2026-11-02T09:00:00-06:00", "2026-11-02T15:00:00Z")]
    [InlineData("2027-03-12T09:00:00-06:00", "2027-03-12T15:00:00Z")]
    [InlineData("2027-03-15T09:00:00-05:00", "2027-03-15T14:00:00Z")]
    public void Nine_in_the_morning_is_nine_on_both_sides_of_a_clock_change(string start, string utc)
    {
        var text = CalendarInvitation.Create(s_appointment with { Slot = s_appointment.Slot with { Start = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture) } }, Clinic.Facts, Clinic.Now);
        Assert.Contains("T090000", text, StringComparison.Ordinal);
        Assert.Contains("BEGIN:DAYLIGHT", text, StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).UtcDateTime, Calendar.Load(text)!.Events[0]!.Start!.AsUtc);
    }

    [Fact]
    public void Holds_nothing_about_the_patient_or_their_health()
    {
        var text = CalendarInvitation.Create(s_appointment, Clinic.Facts, Clinic.Now);
        Assert.All(["Jo Smith", "3125550137", "jo@x.org", "secret-key", "valuation", "dr-one", "ATTENDEE"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_no_place_that_the_clinic_has_not_given()
    {
        Assert.DoesNotContain("\nLOCATION", CalendarInvitation.Create(s_appointment, Clinic.Facts, Clinic.Now), StringComparison.Ordinal);
        var placed = Clinic.Facts with { Address = "1 Main St, Springfield" };
        Assert.Equal(placed.Address, Calendar.Load(CalendarInvitation.Create(s_appointment, placed, Clinic.Now))!.Events[0]!.Location);
    }
}
