using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Ownership;

/// <summary>The content of this repository in a clinic whose staff hours are known: weekdays from eight to five, Fridays with a break.</summary>
internal static class StaffedClinic
{
    public static BotContent Content { get; } = Tests.Content.For(Tests.Content.Clinic with
    {
        StaffHours = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToImmutableDictionary(
            day => day,
            day => day == DayOfWeek.Friday ? ImmutableArray.Create(new OpenHours(new(8, 0), new(12, 0)), new(new(13, 0), new(17, 0))) : [new(new(8, 0), new(17, 0))]),
        Closed = [new(2026, 11, 26)],
    });
}
