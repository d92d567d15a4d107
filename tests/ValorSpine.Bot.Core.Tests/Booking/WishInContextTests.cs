using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>A wish beside what stands. Said on Tuesday, 24 November 2026.</summary>
public sealed class WishInContextTests
{
    private static readonly Standing s_held = new(new(2026, 12, 9), new(13, 0), new WhenWanted { From = new(2026, 12, 9), To = new(2026, 12, 9), At = new(13, 0) }, IsHeld: true);

    [Theory]
    [InlineData("wednesday", "12-16..12-16")]
    [InlineData("tuesday afternoon", "12-15..12-15 12:00-")]
    [InlineData("after wednesday", "12-17..12-20")]
    [InlineData("thursday or friday", "12-14..12-20 Thursday, Friday")]
    [InlineData("friday at 10", "12-18..12-18 @10:00")]
    [InlineData("mornings", "12-14..12-20 -12:00")]
    [InlineData("not monday", "12-14..12-20 Tuesday, Wednesday, Thursday, Friday, Weekend")]
    [InlineData("wednesday of that week", "12-16..12-16")]
    [InlineData("the week after", "12-21..12-27")]
    public void Is_within_the_week_that_was_named(string text, string expected) => Reads(text, Wishing("week of dec 14"), expected);

    [Theory]
    [InlineData("tomorrow", "11-25..11-25")]
    [InlineData("december 3", "12-03..12-03")]
    [InlineData("next week", "11-30..12-06")]
    public void Begins_anew_where_it_says_another_day(string text, string expected) => Reads(text, Wishing("week of dec 14"), expected);

    [Theory]
    [InlineData("monday", "01-01..01-31 Monday")]
    [InlineData("tuesdays and thursdays", "01-01..01-31 Tuesday, Thursday")]
    public void Is_any_such_day_of_a_longer_span(string text, string expected) => Reads(text, Wishing("january"), expected);

    [Theory]
    [InlineData("the 28th", "12-28..12-28 @13:00")]
    [InlineData("no the 28th", "12-28..12-28 @13:00")]
    [InlineData("or the 28th", "12-28..12-28 @13:00")]
    [InlineData("the 3rd", "12-03..12-03 @13:00")]
    [InlineData("monday the 28th", "12-28..12-28 @13:00")]
    [InlineData("november 30", "11-30..11-30 @13:00")]
    public void A_day_of_the_month_is_in_the_month_that_is_spoken_of(string text, string expected) => Reads(text, s_held, expected);

    [Theory]
    [InlineData("not wednesday, thursday", "12-10..12-10 @13:00")]
    [InlineData("wait not wednesday, friday at 10", "12-11..12-11 @10:00")]
    [InlineData("wednesday?? i said tuesday", "12-08..12-08 @13:00")]
    [InlineData("i said the 10th not the 9th", "12-10..12-10 @13:00")]
    [InlineData("thursday not wednesday", "12-10..12-10 @13:00")]
    public void Of_two_days_the_one_that_is_not_refused_is_meant(string text, string expected) => Reads(text, s_held, expected);

    [Theory]
    [InlineData("remind me the day before")]
    [InlineData("can my sister pick me up at 10")]
    public void What_is_no_visit_is_no_wish(string text) => Assert.Null(WishInContext.Read(text, s_held, new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6)), asked: true));

    [Theory]
    [InlineData("make it 2", "12-09..12-09 @14:00")]
    [InlineData("oops i meant 3 thirty", "12-09..12-09 @15:30")]
    [InlineData("could we do 11 instead", "12-09..12-09 @11:00")]
    [InlineData("an hour later", "12-09..12-09 @14:00")]
    [InlineData("push it back 30 minutes", "12-09..12-09 @13:30")]
    [InlineData("bump it up an hour", "12-09..12-09 @12:00")]
    [InlineData("earlier that day", "12-09..12-09 -13:00")]
    [InlineData("later, same day", "12-09..12-09 13:30-")]
    [InlineData("different time same day", "12-09..12-09")]
    public void Another_hour_is_on_the_day_that_is_held(string text, string expected) => Reads(text, s_held, expected);

    [Theory]
    [InlineData("the following day", "12-10..12-10 @13:00")]
    [InlineData("one day earlier", "12-08..12-08 @13:00")]
    [InlineData("a week later", "12-16..12-16 @13:00")]
    [InlineData("same time next week", "12-16..12-16 @13:00")]
    [InlineData("friday same time please", "12-11..12-11 @13:00")]
    [InlineData("no the 10th", "12-10..12-10 @13:00")]
    [InlineData("sorry not the 9th, the 10th", "12-10..12-10 @13:00")]
    [InlineData("any time on the 10th", "12-10..12-10")]
    [InlineData("an earlier day that week", "12-07..12-08 @13:00")]
    public void Another_day_is_at_the_hour_that_was_said(string text, string expected) => Reads(text, s_held, expected);

    [Theory]
    [InlineData("is it normal to be sore the next day")]
    [InlineData("do you do the decompression same day")]
    [InlineData("how long until i can drive a week later")]
    public void A_question_about_afterwards_is_no_wish(string text) =>
        Assert.Null(WishInContext.Read(text, s_held, Clinic.Now, asked: false));

    [Theory]
    [InlineData("the following day")]
    [InlineData("same time")]
    [InlineData("push it back an hour")]
    public void Words_that_count_from_nothing_name_no_day(string text) =>
        Assert.False(WishInContext.Read(text, Standing.Nothing, Clinic.Now, asked: true) is { Kind: WhenKind.Within, HasDays: true });

    [Fact]
    public void Days_of_the_week_that_are_refused_add_up()
    {
        var monday = WishInContext.Read("not monday", Standing.Nothing, Clinic.Now, asked: true)!;
        var both = WishInContext.Read("nor tuesday", new Standing(null, null, monday, IsHeld: false), Clinic.Now, asked: true)!;
        Assert.Equal(DaysOfWeek.All & ~(DaysOfWeek.Monday | DaysOfWeek.Tuesday), both.Days);
    }

    private static Standing Wishing(string text) => new(null, null, WhenWanted.Parse(text, Clinic.Now, asked: true), IsHeld: false);

    private static void Reads(string text, Standing standing, string expected)
    {
        var wish = WishInContext.Read(text, standing, Clinic.Now, asked: true);
        Assert.NotNull(wish);
        Assert.Equal(WhenKind.Within, wish.Kind);
        var days = wish.Days == DaysOfWeek.None ? "" : $" {wish.Days}";
        var hours = wish.At is { } at ? $" @{at:HH:mm}" : wish.After is null && wish.Before is null ? "" : $" {wish.After:HH:mm}-{wish.Before:HH:mm}";
        Assert.Equal(expected, $"{wish.From:MM-dd}..{wish.To:MM-dd}{days}{hours}");
    }
}
