using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Conversation;

public sealed class ClinicFactsTests
{
    private static readonly ClinicFacts s_open = new()
    {
        Hours = ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>.Empty
            .Add(DayOfWeek.Monday, [new(new(8, 0), new(12, 0)), new(new(13, 0), new(17, 0))])
            .Add(DayOfWeek.Tuesday, [new(new(8, 0), new(12, 0)), new(new(13, 0), new(17, 0))]),
        Visits = [new("evaluation", "Evaluation at the clinic", 60, ["clinician-1"]), new("call", "Phone call", 15, ["front-desk"])],
    };

    [Theory]
    [InlineData(null, null, "I do not have our phone number or address here.")]
    [InlineData("555-0100", null, "Our phone number is 555-0100. I do not have our address here.")]
    [InlineData(null, "1 Main Street", "Our address is: 1 Main Street. I do not have our phone number here.")]
    [InlineData("555-0100", "1 Main Street", "Our phone number is 555-0100. Our address is: 1 Main Street.")]
    public void Contact_that_is_not_set_is_said_to_be_missing(string? phone, string? address, string expected) =>
        Assert.Equal(expected, new ClinicFacts { Phone = phone, Address = address }.Fill("{contact}"));

    [Theory]
    [InlineData(null, "We are open Monday and Tuesday, 8:00 AM to 12:00 PM and 1:00 PM to 5:00 PM.")]
    [InlineData("es", "Abrimos: lunes y martes, 8:00 AM a 12:00 PM y 1:00 PM a 5:00 PM.")]
    public void Opening_hours_stand_with_the_contact(string? language, string expected) => Assert.EndsWith(expected, s_open.Fill("{contact}", language), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "Evaluation at the clinic (60 minutes), Phone call (15 minutes)")]
    [InlineData("es", "Evaluation at the clinic (60 minutos), Phone call (15 minutos)")]
    public void Visits_are_named_with_their_length(string? language, string expected) => Assert.Equal(expected, s_open.Fill("{visits}", language));

    [Fact]
    public void Without_visits_none_is_promised() => Assert.Equal("none right now", new ClinicFacts().Fill("{visits}"));
}
