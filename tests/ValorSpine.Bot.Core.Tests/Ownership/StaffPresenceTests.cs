using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Ownership;

public sealed class StaffPresenceTests
{
    [Theory]
    [InlineData("2026-11-23T10:00", "Our staff are here now, until 5:00 PM.")]
    [InlineData("2026-11-23T08:00", "Our staff are here now, until 5:00 PM.")]
    [InlineData("2026-11-23T17:00", "Our staff are back on Tuesday, from 8:00 AM.")]
    [InlineData("2026-11-23T07:59", "They are back today, from 8:00 AM.")]
    [InlineData("2026-11-27T12:30", "They are back today, from 1:00 PM.")]
    [InlineData("2026-11-28T12:00", "Our staff are back on Monday, from 8:00 AM.")]
    [InlineData("2026-11-25T18:00", "Our staff are back on Friday, from 8:00 AM.")]
    public void Says_when_a_person_will_be_there(string local, string said)
    {
        var talk = new Talk(StaffedClinic.Content).Waits(DateTimeOffset.Parse(local + "-06:00", System.Globalization.CultureInfo.InvariantCulture) - Talk.Now);

        Assert.Contains(said, talk.Says("talk to a person").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_hours_it_says_that_it_cannot_see_when() =>
        Assert.Contains("I cannot see when a person will be free.", new Talk().Says("talk to a person").Text, StringComparison.Ordinal);

    [Fact]
    public void Spans_that_meet_are_one()
    {
        var clinic = new ClinicFacts { StaffHours = System.Collections.Immutable.ImmutableDictionary.CreateRange([KeyValuePair.Create(DayOfWeek.Monday, System.Collections.Immutable.ImmutableArray.Create(new OpenHours(new(8, 0), new(12, 0)), new(new(12, 0), new(17, 0))))]) };

        Assert.Equal(17, Assert.IsType<StaffPresence.Here>(StaffPresence.At(clinic, Talk.Now)).Until.Hour);
    }

    [Fact]
    public void The_week_is_said_in_a_line() => Assert.Equal(
        "Monday to Thursday, 8:00 AM to 5:00 PM; Friday, 8:00 AM to 12:00 PM and 1:00 PM to 5:00 PM", StaffTimesInWords.Week(StaffedClinic.Content.Clinic));
}
