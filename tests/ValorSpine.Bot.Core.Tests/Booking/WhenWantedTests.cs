using System.Diagnostics;
using System.Globalization;
using CsCheck;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>Said on Tuesday, 24 November 2026. Written as kind, days, times and days of the week.</summary>
public sealed class WhenWantedTests
{
    [Theory]
    [InlineData("next tues after lunch", "12-01..12-01 13:00-")]
    [InlineData("ok so thursday is out bc of work, friday is out too, maybe monday after 1?", "11-30..11-30 13:00-")]
    [InlineData("tomorrow morning", "11-25..11-25 -12:00")]
    [InlineData("Tomorow at 10", "11-25..11-25 @10:00")]
    [InlineData("tmrw", "11-25..11-25")]
    [InlineData("asap", "11-24..")]
    [InlineData("as soon as possible please", "11-24..")]
    [InlineData("the earliest you have", "11-24..")]
    [InlineData("any time", "11-24..")]
    [InlineData("whenever", "11-24..")]
    [InlineData("first week of dec", "12-01..12-07")]
    [InlineData("last week of november", "11-24..11-30")]
    [InlineData("not monday", "but Monday")]
    [InlineData("any day but friday", "11-24.. but Friday")]
    [InlineData("any morning but Friday", "-12:00 but Friday")]
    [InlineData("not mondays or tuesdays", "but Monday, Tuesday")]
    [InlineData("12/3 at 2", "12-03..12-03 @14:00")]
    [InlineData("12-3 at 2pm", "12-03..12-03 @14:00")]
    [InlineData("2026-12-03", "12-03..12-03")]
    [InlineData("12/3/26 2:30 pm", "12-03..12-03 @14:30")]
    [InlineData("in two weeks", "12-07..12-13")]
    [InlineData("in 10 days", "12-04..12-04")]
    [InlineData("weekends?", "11-24.. Weekend")]
    [InlineData("weekdays after 3", "11-24.. 15:00- Weekdays")]
    [InlineData("this weekend", "11-28..11-29")]
    [InlineData("the 14th", "12-14..12-14")]
    [InlineData("on the 30th in the afternoon", "11-30..11-30 12:00-")]
    [InlineData("after the 15th", "12-16..")]
    [InlineData("before the 1st", "11-24..11-30")]
    [InlineData("later", "Later")]
    [InlineData("more times", "Later")]
    [InlineData("anything sooner?", "Earlier")]
    [InlineData("nothing sooner?", "Earlier")]
    [InlineData("no earlier than that?", "Earlier")]
    [InlineData("another day", "OtherDay")]
    [InlineData("yesterday", "Past")]
    [InlineData("last tuesday", "Past")]
    [InlineData("11/20/2026", "Past")]
    [InlineData("november 20", "Past")]
    [InlineData("february 30", "NoSuchDay")]
    [InlineData("2/30", "NoSuchDay")]
    [InlineData("mañana", "TomorrowOrMorning")]
    [InlineData("today", "11-24..11-24")]
    [InlineData("this afternoon", "11-24..11-24 12:00-")]
    [InlineData("day after tomorrow", "11-26..11-26")]
    [InlineData("friday", "11-27..11-27")]
    [InlineData("tuesday", "12-01..12-01")]
    [InlineData("fridays", "11-24.. Friday")]
    [InlineData("monday or wednesday", "11-24.. Monday, Wednesday")]
    [InlineData("next week", "11-30..12-06")]
    [InlineData("monday or wednesday next week", "11-30..12-06 Monday, Wednesday")]
    [InlineData("next monday or tuesday", "11-30..12-01")]
    [InlineData("next week monday", "11-30..11-30")]
    [InlineData("this morning", "11-24..11-24 -12:00")]
    [InlineData("tuesday doesn't work", "but Tuesday")]
    [InlineData("i can't make it tuesday", "but Tuesday")]
    [InlineData("tomorrow or thursday", "11-25..11-26")]
    [InlineData("dec 3 or dec 10", "12-03..12-10 Thursday")]
    [InlineData("monday through wednesday", "11-30..12-02")]
    [InlineData("between the 10th and the 15th", "12-10..12-15")]
    [InlineData("friday afternoon after 2", "11-27..11-27 14:00-")]
    [InlineData("friday the 4th", "12-04..12-04")]
    [InlineData("friday the 5th", "NoSuchDay")]
    [InlineData("friday 12/5", "NoSuchDay")]
    [InlineData("no later than friday", "11-24..11-27")]
    [InlineData("8 in the morning tomorrow", "11-25..11-25 @08:00")]
    [InlineData("half past 10 tomorrow", "11-25..11-25 @10:30")]
    [InlineData("10.30 tomorrow", "11-25..11-25 @10:30")]
    [InlineData("thur @ 1", "11-26..11-26 @13:00")]
    [InlineData("what's available next week?", "11-30..12-06")]
    [InlineData("too late", "Earlier")]
    [InlineData("those don't work", "Later")]
    [InlineData("thursday of next week before 11", "12-03..12-03 -11:00")]
    [InlineData("early next week", "11-30..12-02")]
    [InlineData("the week after next", "12-07..12-13")]
    [InlineData("a week from friday", "12-04..12-04")]
    [InlineData("dec 3rd around 3:30", "12-03..12-03 @15:30")]
    [InlineData("3 december", "12-03..12-03")]
    [InlineData("between dec 1 and dec 10", "12-01..12-10")]
    [InlineData("after christmas", "12-26..")]
    [InlineData("end of the month", "11-24..11-30")]
    [InlineData("mornings", "-12:00")]
    [InlineData("over lunch", "12:00-13:00")]
    [InlineData("before lunch", "-12:00")]
    [InlineData("between 2 and 4", "14:00-16:00")]
    [InlineData("9-11am", "09:00-11:00")]
    [InlineData("after work", "17:00-")]
    [InlineData("no earlier than 10", "10:00-")]
    [InlineData("can i come in on thursday?", "11-26..11-26")]
    [InlineData("do you have anything tomorrow at noon?", "11-25..11-25 @12:00")]
    [InlineData("I'd like to book an appointment for next Thursday at 9am", "12-03..12-03 @09:00")]
    [InlineData("not this week", "11-30..")]
    [InlineData("2pm", "@14:00")]
    [InlineData("monday 10-2", "11-30..11-30 10:00-14:00")]
    [InlineData("2/3", "02-03..02-03")]
    [InlineData("2nd of feb", "02-02..02-02")]
    [InlineData("m-w-f", "11-24.. Monday, Wednesday, Friday")]
    [InlineData("t/th after 3", "11-24.. 15:00- Tuesday, Thursday")]
    [InlineData("the kids get out at 3, so no later than 2", "-14:00")]
    [InlineData("thursday because i work wednesdays", "11-26..11-26")]
    [InlineData("my physical is on the 4th, so before that", "11-24..12-03")]
    [InlineData("i'm away next week so the week after", "12-07..12-13")]
    [InlineData("not tomorrow but friday", "11-27..11-27")]
    [InlineData("mondays are hard but thursdays work", "11-24.. Thursday")]
    [InlineData("friday i have off", "11-27..11-27")]
    [InlineData("after 10 but before 2", "10:00-14:00")]
    [InlineData("every other friday", "Unclear")]
    [InlineData("monday after 10, tuesday before 3", "Unclear")]
    [InlineData("any day but thursday afternoon", "Unclear")]
    [InlineData("tuesday after my class", "Unclear")]
    [InlineData("in the spring", "Unclear")]
    public void Understands(string text, string expected) => Assert.Equal(expected, Written(WhenWanted.Parse(text, Clinic.Now)));

    [Theory]
    [InlineData("")]
    [InlineData("is it safe")]
    [InlineData("how long is recovery after two weeks")]
    [InlineData("does the pain come back after 2 weeks?")]
    [InlineData("my pain started last week")]
    [InlineData("does insurance cover it")]
    [InlineData("jo smith 312 555 0137")]
    [InlineData("pain at night")]
    [InlineData("what is fibrin")]
    public void Leaves_what_is_not_about_when(string text) => Assert.Null(WhenWanted.Parse(text, Clinic.Now));

    [Theory]
    [InlineData("10-2", "10:00-14:00")]
    [InlineData("12-3", "Unclear")]
    [InlineData("12-3 at 2pm", "12-03..12-03 @14:00")]
    public void Two_numbers_with_a_hyphen_are_hours_or_a_date_or_asked_about(string text, string expected) => Assert.Equal(expected, Written(WhenWanted.Parse(text, Clinic.Now, asked: true)));

    [Theory]
    [InlineData("ok so thursday is out because of work, wednesday is out too, maybe saturday?", "11-28..11-28")]
    [InlineData("I am free next week all days less tuesday", "11-30..12-06 but Tuesday")]
    [InlineData("no earlier than december 7 and no later than december 11", "12-07..12-11")]
    [InlineData("I have a hearing on the 8th, any date thereafter is acceptable", "12-09..")]
    [InlineData("nothing in november, december is better", "12-01..12-31")]
    [InlineData("tomorrow, the 30th", "NoSuchDay")]
    [InlineData("mondays are out. so are fridays.", "Unclear")]
    [InlineData("end of day friday or first thing monday", "Unclear")]
    [InlineData("monday or the day after", "Unclear")]
    [InlineData("not wednesday, not thursday, friday is ok", "11-27..11-27")]
    [InlineData("any time thursday, or friday after 1", "Unclear")]
    [InlineData("after my vacation", "Unclear")]
    [InlineData("toosday at 8 30 am", "12-01..12-01 @08:30")]
    [InlineData("how early do you open on mondays", null)]
    public void A_message_is_read_clause_by_clause_where_a_time_was_asked_for(string text, string? expected) =>
        Assert.Equal(expected, WhenWanted.Parse(text, Clinic.Now, asked: true) is { } when ? Written(when) : null);

    [Fact]
    public void Today_is_over_late_in_the_evening() =>
        Assert.Equal(WhenKind.Past, WhenWanted.Parse("today", Clinic.Now.Date.AddHours(23.8), asked: true)!.Kind);

    [Fact]
    public void Tomorrow_is_the_clinics_tomorrow_just_before_midnight() =>
        Assert.Equal(new DateOnly(2026, 11, 25), WhenWanted.Parse("tomorrow", new(2026, 11, 24, 23, 59, 0, TimeSpan.FromHours(-6)))!.From);

    [Fact]
    public void A_time_alone_keeps_the_days_that_were_asked_for_before()
    {
        var refined = WhenWanted.Parse("mornings", Clinic.Now)!.Beside(WhenWanted.Parse("next week", Clinic.Now));
        Assert.Equal("11-30..12-06 -12:00", Written(refined));
    }

    [Fact]
    public void Runs_of_hyphenated_digits_take_no_time()
    {
        _ = WhenWanted.Parse("tomorrow", Clinic.Now);
        var watch = Stopwatch.StartNew();
        foreach (var piece in new[] { "1-2-", "1/2/", "9-", "1 2 ", "12:30-", "monday-1-", "1.2.", "1,2,", "jan 1-2-", "m-w-", "so 3 ", "because not monday ", "but not friday, " })
            _ = WhenWanted.Parse(string.Concat(Enumerable.Repeat(piece, 2000)), Clinic.Now);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Never_throws() => Gen.OneOf(Gen.String, Words).Sample(text => { _ = WhenWanted.Parse(text, Clinic.Now); }, iter: 1500);

    [Fact]
    public void Times_of_day_that_leave_none_between_them_are_asked_about() =>
        Assert.True(WhenWanted.Parse("every tuesday m-w-f december from 100 every before 13pm", Clinic.Now) is { Kind: WhenKind.Unclear, Before: null, After: null });

    [Fact]
    public void Every_wish_lies_ahead_of_the_clock()
    {
        var today = DateOnly.FromDateTime(Clinic.Now.DateTime);
        Gen.Select(Words, Gen.Bool).Sample(
            (text, asked) => WhenWanted.Parse(text, Clinic.Now, asked) is not { Kind: WhenKind.Within } wish
                || (!(wish.From < today) && !(wish.To < today) && !(wish.To < wish.From) && !(wish.Before <= wish.After)),
            iter: 3000);
    }

    internal static Gen<string> Words => Gen.OneOf(
        "next", "tuesday", "the", "14th", "31st", "99th", "0th", "12/3", "0/0", "13/13", "2/29", "1/1/0000", "12/31/9999", "at", "2", "24", "99", "2:75", "0am", "13pm", "noon", "after", "before", "between",
        "and", "to", "not", "weekend", "week", "of", "first", "last", "december", "feb", "30", "in", "weeks", "100", "years", "asap", "later", "-", "?", "a", "month", "9999", "1-2-3", "from", "ago", "so", "because", "but", "any day", "other", "m-w-f", "10-2", "that", "since", "every", "morning", "today", "until", "easter", "can't", "16h", "@", "🙂", "ß", "İ").Array[0, 9].Select(words => string.Join(' ', words));

    internal static string Written(WhenWanted? when)
    {
        if (when is null)
            return "null";
        if (when.Kind != WhenKind.Within)
            return when.Kind.ToString();
        var days = when.From is { } from ? $"{from.ToString("MM-dd", CultureInfo.InvariantCulture)}..{when.To?.ToString("MM-dd", CultureInfo.InvariantCulture)} " : "";
        var at = when.At is { } time ? $"@{time:HH:mm} " : when.After is not null || when.Before is not null ? $"{when.After:HH:mm}-{when.Before:HH:mm} " : "";
        var which = when.Days == DaysOfWeek.None ? "" : System.Numerics.BitOperations.PopCount((uint)when.Days) > 3 && when.Days != DaysOfWeek.Weekdays ? $"but {DaysOfWeek.All & ~when.Days}" : when.Days.ToString();
        var without = when.Without.Select(span => "not " + span.From.ToString("MM-dd", CultureInfo.InvariantCulture) + (span.To == span.From ? "" : ".." + span.To.ToString("MM-dd", CultureInfo.InvariantCulture)));
        return string.Join(' ', [(days + at + which).Trim(), .. without]).Trim();
    }

}
