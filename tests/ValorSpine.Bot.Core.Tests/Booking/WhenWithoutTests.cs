using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>Days of the calendar that a patient rules out. Said on Tuesday, 24 November 2026.</summary>
public sealed class WhenWithoutTests
{
    [Theory]
    [InlineData("not the 14th", "not 12-14")]
    [InlineData("any day but the 3rd", "11-24.. not 12-03")]
    [InlineData("not the 3rd or the 4th", "not 12-03 not 12-04")]
    [InlineData("next week except thursday the 3rd", "11-30..12-06 not 12-03")]
    [InlineData("next two weeks but not the week of the 2nd", "11-24..12-08 not 11-30..12-06")]
    [InlineData("any day but the 7th to the 9th", "11-24.. not 12-07..12-09")]
    [InlineData("not between the 7th and the 9th", "not 12-07..12-09")]
    [InlineData("mondays in february but not the 15th", "02-01..02-28 Monday not 02-15")]
    [InlineData("december but not christmas week", "12-01..12-31 not 12-21..12-27")]
    [InlineData("the 3rd is out, any other day", "11-24.. not 12-03")]
    [InlineData("spring cleaning is the 7th to the 9th so not then", "not 12-07..12-09")]
    public void A_date_can_be_ruled_out(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("the 3rd but not the 3rd")]
    [InlineData("next week except thursday the 4th")]
    [InlineData("any day but the day after the 3rd")]
    public void What_is_ruled_out_must_be_a_day_that_can_be_placed(string text) => Assert.Equal("Unclear", Read(text));

    [Fact]
    public void A_day_that_is_ruled_out_is_said_back_and_never_offered()
    {
        var first = new Chat().Starts().Says("tomorrow").Text;
        var chat = new Chat().Starts().Says("this week but not the 25th");
        Assert.Contains("Wednesday, November 25", first, StringComparison.Ordinal);
        Assert.Contains("not Wednesday, November 25", chat.Text, StringComparison.Ordinal);
        Assert.All(chat.Booking.Offered, slot => Assert.NotEqual(new DateOnly(2026, 11, 25), DateOnly.FromDateTime(slot.Start.Date)));
    }

    [Fact]
    public void A_time_of_day_said_later_keeps_what_was_ruled_out()
    {
        var chat = new Chat().Starts().Says("this week but not the 25th").Says("mornings");
        Assert.Equal("11-24..11-29 -12:00 not 11-25", WhenWantedTests.Written(chat.Booking.When));
    }

    [Fact]
    public void Who_waits_is_not_called_for_a_day_that_was_ruled_out()
    {
        var when = WhenWanted.Parse("next week but not the 2nd", Clinic.Now)!;
        var wish = new WaitingWish("evaluation", when, Clinic.Now.AddDays(60));
        Assert.Equal((true, false), (wish.Fits(Clinic.OneVisit, At(1)), wish.Fits(Clinic.OneVisit, At(2))));
    }

    private static Slot At(int day) => new("evaluation", "dr-one", new(2026, 12, day, 10, 0, 0, TimeSpan.FromHours(-6)), 60);

    private static string Read(string text) => WhenWantedTests.Written(WhenWanted.Parse(text, Clinic.Now, asked: true));
}
