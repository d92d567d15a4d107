using System.Collections.Concurrent;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>A clinic in Chicago, open on weekdays from 9 to 12 and 1 to 5, and the content it is served with.</summary>
internal static class Clinic
{
    public static readonly ClinicFacts Facts = new()
    {
        Name = "Test Clinic",
        Hours = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToImmutableDictionary(
            day => day, _ => ImmutableArray.Create(new OpenHours(new(9, 0), new(12, 0)), new OpenHours(new(13, 0), new(17, 0)))),
        Closed = [new(2026, 11, 26)],
        Visits = [new("evaluation", "Evaluation at the clinic", 60, ["dr-one"]), new("telehealth", "Telehealth visit", 30, ["dr-one", "dr-two"])],
    };

    public static readonly ClinicFacts OneVisit = Facts with { Visits = [Facts.Visits[0]] };

    /// <summary>Tuesday, 24 November 2026, 8 AM in Chicago: two days before a closed Thanksgiving.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.FromHours(-6));

    private static readonly ConcurrentDictionary<ClinicFacts, BotContent> s_content = [];

    public static BotContent Content(ClinicFacts facts) => s_content.GetOrAdd(facts, Tests.Content.For);
}
