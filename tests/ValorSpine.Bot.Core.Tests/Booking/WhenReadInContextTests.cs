using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>A wish among other things that patients tell, and what must be asked about rather than guessed. Said on Tuesday, 24 November 2026.</summary>
public sealed class WhenReadInContextTests
{
    [Theory]
    [InlineData("my mri is on the 8th")]
    [InlineData("we close on the house friday")]
    [InlineData("leaving for arizona on the 8th")]
    [InlineData("thursday's bridge")]
    [InlineData("saturday is my daughters wedding")]
    [InlineData("court on the 8th")]
    [InlineData("rent is due the 1st")]
    [InlineData("the 8th was my last visit")]
    [InlineData("mondays my wife has the car")]
    [InlineData("first available, but i'm hauling to cheyenne thursday")]
    public void A_day_that_is_told_of_is_not_taken_for_wanted(string text) => Asks(text);

    [Theory]
    [InlineData("i'll call you monday")]
    [InlineData("ask me friday")]
    [InlineData("i was going to come friday but now i can't")]
    [InlineData("last business day of december")]
    [InlineData("the second tuesday")]
    [InlineData("not sure about friday")]
    [InlineData("she says wednesday, he says friday, i say thursday")]
    [InlineData("do you do saturdays? if so this one")]
    [InlineData("when my brother gets his truck back")]
    [InlineData("next next monday")]
    [InlineData("in half an hour")]
    [InlineData("chinese new year")]
    public void A_day_that_is_not_settled_is_asked_about(string text) => Asks(text);

    [Theory]
    [InlineData("before 9 and after 11")]
    [InlineData("any day except weekdays and weekends")]
    [InlineData("weekend but i can't sat or sun")]
    [InlineData("tuesday ok monday not")]
    [InlineData("december but not the first week")]
    public void What_contradicts_itself_is_asked_about(string text) => Asks(text);

    [Theory]
    [InlineData("next week nott monday")]
    [InlineData("monday xcpt the 7th")]
    [InlineData("the twnty third")]
    public void A_word_that_is_none_beside_a_day_is_asked_about(string text) => Asks(text);

    [Theory]
    [InlineData("jury duty until the 8th then free", "12-08..")]
    [InlineData("through the 8th i'm in a cast, then ok", "12-09..")]
    [InlineData("i go to mexico until december 5 so when i return", "12-05..")]
    [InlineData("free until the 8th", "11-24..12-08")]
    [InlineData("working through friday", "11-28..")]
    [InlineData("my mother in law is here until the 8th", "Unclear")]
    [InlineData("kids are with me till sunday", "Unclear")]
    public void Until_a_day_one_is_free_or_taken_up(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("insurance kicks in on the first so not a day sooner than that", "12-01..")]
    [InlineData("my leave starts december 7 and they won't let me off before that", "12-07..")]
    [InlineData("i get paid on the 8th, not before then", "12-08..")]
    [InlineData("i leave the 8th so it can't be after that", "11-24..12-08")]
    [InlineData("not possible before next week", "11-30..")]
    public void A_bound_that_is_refused_bounds_from_the_other_side(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("wed 12/2 after i vote, so after 10", "12-02..12-02 10:00-")]
    [InlineData("rockies are home the 4th and i park cars at night so that day would have to be before 2", "12-04..12-04 -14:00")]
    [InlineData("i work mondays, so after 3", "15:00- but Monday")]
    [InlineData("spring break is the 7th through the 11th, so somewhere in there", "12-07..12-11")]
    [InlineData("i have pt tuesdays and thursdays at 1, anything else is fine", "but Tuesday, Thursday")]
    [InlineData("my surgery is the 8th so anytime the week after that", "12-14..12-20")]
    [InlineData("i have an appointment on friday, can i move it to monday", "11-30..11-30")]
    public void A_day_named_in_the_reason_counts_as_the_wish_speaks_of_it(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("thursday after 2, i drop the oxygen tanks off at 1", "11-26..11-26 14:00-")]
    [InlineData("12/4 after 1 pm, my daughter works til noon and she's the one who'd be wheeling me in", "12-04..12-04 13:00-")]
    [InlineData("tomorrow, before my shift at 3", "11-25..11-25 -15:00")]
    [InlineData("mornings but the bus doesn't get in until 9:40", "09:40-12:00")]
    [InlineData("no evenings", "-17:00")]
    public void Hours_of_someones_day_are_not_those_of_the_visit(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("i don't work mondays", "11-24.. Monday")]
    [InlineData("saturday no have work", "11-28..11-28")]
    [InlineData("i have no school on monday", "11-30..11-30")]
    [InlineData("i'm out wednesday", "but Wednesday")]
    [InlineData("do you work weekends", "11-24.. Weekend")]
    [InlineData("mondays don't work", "but Monday")]
    [InlineData("i'm not working friday", "11-27..11-27")]
    [InlineData("tues or weds, thurs i work", "11-24.. Tuesday, Wednesday")]
    [InlineData("i work m-f 8-5", "Unclear")]
    public void Who_does_not_work_on_a_day_is_free(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("5 de diciembre 16:00", "12-05..12-05 @16:00")]
    [InlineData("24dec26", "12-24..12-24")]
    [InlineData("30 dec - 2 jan", "12-30..01-02")]
    [InlineData("end december", "12-25..12-31")]
    [InlineData("at the 9 of the morning the monday", "11-30..11-30 @09:00")]
    [InlineData("thursday over friday", "11-26..11-26")]
    [InlineData("labor day weekend", "09-04..09-06", "2027-08-30")]
    [InlineData("christmas week", "12-21..12-27")]
    [InlineData("xmas eve eve", "12-23..12-23")]
    [InlineData("any1 but mon", "11-24.. but Monday")]
    [InlineData("wkdays aftr 4", "11-24.. 16:00- Weekdays")]
    [InlineData("btw 10 n 12 thurs", "11-26..11-26 10:00-12:00")]
    [InlineData("thursday at ten to nine", "11-26..11-26 @08:50")]
    [InlineData("mon 7 or tue 8", "Unclear")]
    [InlineData("mon 14 or tue 15", "12-14..12-15")]
    [InlineData("feb 30 lol jk dec 3 at 10", "12-03..12-03 @10:00")]
    [InlineData("one thirty tuesday no sorry scratch that two thirty", "12-01..12-01 @14:30")]
    [InlineData("can't wait, friday", "11-27..11-27")]
    public void Odd_spellings_and_idioms_are_read(string text, string expected, string? day = null) => Reads(text, expected, day);

    [Theory]
    [InlineData("since tuesday night I can't put my own socks on")]
    [InlineData("i already had the mri in january at rose")]
    [InlineData("pain is 24/7, an 8 most days")]
    [InlineData("is dr. friday the one with the beard")]
    [InlineData("do you validate for the garage on 17th street?")]
    [InlineData("it hurts most in the morning")]
    [InlineData("do i need a referral before the 8th")]
    [InlineData("are you closed monday")]
    public void History_and_names_are_no_wish(string text) => Assert.Null(WhenWanted.Parse(text, Clinic.Now, asked: true));

    [Theory]
    [InlineData("the approval runs from december 1 to december 21, so any day within that", "12-01..12-21")]
    [InlineData("i work mon-thu so not then", "Friday, Weekend")]
    [InlineData("tuesday or thursday next week, i drop the kids at 8:15 so after that", "11-30..12-06 08:15- Tuesday, Thursday")]
    [InlineData("i'm gone till sunday the 6th, so the following monday or tuesday", "12-07..12-08")]
    [InlineData("labor day is monday right, so the wed or thu that week", "09-07..09-13 Wednesday, Thursday", "2026-09-04")]
    [InlineData("not next week, the week after", "12-07..12-13")]
    [InlineData("wednesdays we have inventory so any other weekday works", "11-24.. but Wednesday, Weekend")]
    [InlineData("good friday my office is shut so i'd be free", "04-03..04-03", "2026-03-11")]
    [InlineData("my cast comes off the 8th, any day after", "12-09..")]
    public void What_points_back_is_put_in_its_place(string text, string expected, string? day = null) => Reads(text, expected, day);

    [Theory]
    [InlineData("before my cruise on the 8th", "11-24..12-07")]
    [InlineData("before our anniversary 12/14", "11-24..12-13")]
    [InlineData("after i drop the kids at school at 8", "08:00-")]
    [InlineData("gotta be back at work by 1", "-13:00")]
    [InlineData("need it done by the 15th", "11-24..12-15")]
    [InlineData("any monday after the 6th", "12-07.. Monday")]
    [InlineData("doctor says wait until the 8th", "12-08..")]
    public void A_bound_may_be_told_with_what_happens_then(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("ok so mondays i have pt at 10, tuesdays are free all day", "11-24.. Tuesday")]
    [InlineData("thursday 7:30 am before my shift", "11-26..11-26 @07:30")]
    [InlineData("not on the 8th, it's my birthday", "not 12-08")]
    [InlineData("tomorrow if you're not closed", "11-25..11-25")]
    [InlineData("i can swing by tuesday", "12-01..12-01")]
    public void What_is_only_told_leaves_a_clear_wish_clear(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("friday 12/4 10am", "12-04..12-04 @10:00")]
    [InlineData("the 7, 8 or 29", "Unclear")]
    [InlineData("december 1, 3 or 7", "12-01..12-07 Monday, Tuesday, Thursday")]
    [InlineData("this or next friday", "11-27..12-04 Friday")]
    [InlineData("first of january", "01-01..01-01")]
    [InlineData("on or before the 8th", "11-24..12-08")]
    [InlineData("2morow at too thirty", "11-25..11-25 @14:30")]
    [InlineData("6pm or later any weekday", "11-24.. 18:00- Weekdays")]
    public void Dates_and_hours_in_a_row_are_told_apart(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("i take gabapentin every morning and again at 9 at night")]
    [InlineData("somebody would call me by friday and nobody did")]
    [InlineData("been like this for 3 months now")]
    [InlineData("ok thx and happy new year")]
    [InlineData("will medicaid cover this or am i getting a bill")]
    public void Habits_and_greetings_are_no_wish(string text) => Assert.Null(WhenWanted.Parse(text, Clinic.Now, asked: true));

    private static void Asks(string text) => Reads(text, "Unclear");

    private static void Reads(string text, string expected, string? day = null) =>
        Assert.Equal(expected, WhenWantedTests.Written(WhenWanted.Parse(text, day is null ? Clinic.Now : DateTimeOffset.Parse(day + "T10:00:00-06:00", System.Globalization.CultureInfo.InvariantCulture), asked: true)));
}
