using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>A time that can be wanted.</summary>
/// <param name="Slot">The time.</param>
/// <param name="IsOpen">Whether the clinic sees patients then, as a person reads its hours.</param>
internal sealed record WantedTime(Slot Slot, bool IsOpen);

/// <summary>The few times of a day that all actors want, and the moment at which they begin.</summary>
internal sealed record Scene(DateTimeOffset Now, ImmutableArray<WantedTime> Times)
{
    private const string Evaluation = "evaluation", Call = "call", Class = "class", DrA = "dr-a", DrB = "dr-b", Room = "room";

    /// <summary>A clinic with time to clean up, time to prepare, a room for two, a closed day, and nights in which the clocks change.</summary>
    public static ClinicFacts Clinic { get; } = new()
    {
        TimeZone = "America/Chicago",
        Hours = Enum.GetValues<DayOfWeek>().ToImmutableDictionary(day => day, day => day == DayOfWeek.Sunday
            ? [new OpenHours(new(0, 0), new(4, 0))]
            : ImmutableArray.Create(new OpenHours(new(8, 0), new(12, 0)), new OpenHours(new(13, 0), new(17, 0)))),
        Closed = [new(2026, 12, 25)],
        Visits =
        [
            new(Evaluation, "Evaluation", 60, [DrA, DrB]) { MinutesAfter = 15 },
            new(Call, "Phone call", 15, [DrA]),
            new(Class, "Class", 30, [Room]) { MinutesBefore = 15 },
        ],
        Capacity = ImmutableDictionary<string, int>.Empty.Add(Room, 2),
    };

    private static readonly Scene s_wednesday = new(
        Utc(2026, 12, 2, 6, 0),
        [
            Open(Evaluation, DrA, Utc(2026, 12, 2, 14, 0), 60),
            Open(Evaluation, DrA, Utc(2026, 12, 2, 14, 30), 60),
            Open(Evaluation, DrA, Utc(2026, 12, 2, 15, 0), 60),
            Open(Evaluation, DrA, Utc(2026, 12, 2, 15, 30), 60),
            Open(Call, DrA, Utc(2026, 12, 2, 14, 0), 15),
            Open(Call, DrA, Utc(2026, 12, 2, 15, 0), 15),
            Open(Call, DrA, Utc(2026, 12, 2, 15, 15), 15),
            Open(Call, DrA, Utc(2026, 12, 2, 16, 15), 15),
            Open(Evaluation, DrB, Utc(2026, 12, 2, 14, 0), 60),
            Open(Evaluation, DrB, Utc(2026, 12, 2, 15, 0), 60),
            Open(Class, Room, Utc(2026, 12, 2, 14, 0), 30),
            Open(Class, Room, Utc(2026, 12, 2, 14, 30), 30),
            Open(Class, Room, Utc(2026, 12, 2, 15, 0), 30),

            // Into the lunch hour, on the closed day, with somebody who does not do it, of another length, long ago.
            Shut(Evaluation, DrA, Utc(2026, 12, 2, 17, 30), 60),
            Shut(Evaluation, DrA, Utc(2026, 12, 25, 15, 0), 60),
            Shut(Call, DrB, Utc(2026, 12, 2, 14, 0), 15),
            Shut(Evaluation, DrA, Utc(2026, 12, 2, 14, 0), 45),
            Shut(Evaluation, DrA, Utc(2026, 12, 1, 15, 0), 60),
        ]);

    // The clocks go back at 07:00 UTC: 1:00 to 2:00 is shown twice, and only its first showing is offered.
    private static readonly Scene s_autumnNight = new(
        Utc(2026, 10, 31, 12, 0),
        [
            Open(Evaluation, DrA, Utc(2026, 11, 1, 5, 30), 60),
            Open(Evaluation, DrA, Utc(2026, 11, 1, 6, 0), 60),
            Open(Evaluation, DrA, Utc(2026, 11, 1, 6, 30), 60),
            Shut(Evaluation, DrA, Utc(2026, 11, 1, 7, 0), 60),
            Open(Evaluation, DrA, Utc(2026, 11, 1, 8, 0), 60),
            Open(Call, DrA, Utc(2026, 11, 1, 6, 45), 15),
            Shut(Call, DrA, Utc(2026, 11, 1, 7, 45), 15),
            Open(Class, Room, Utc(2026, 11, 1, 6, 30), 30),
            Open(Class, Room, Utc(2026, 11, 1, 8, 0), 30),
        ]);

    // The clocks go forward at 08:00 UTC, from 2:00 to 3:00; the clinic closes at 09:00 UTC.
    private static readonly Scene s_springNight = new(
        Utc(2027, 3, 13, 12, 0),
        [
            Open(Evaluation, DrA, Utc(2027, 3, 14, 7, 0), 60),
            Open(Evaluation, DrA, Utc(2027, 3, 14, 7, 30), 60),
            Open(Evaluation, DrA, Utc(2027, 3, 14, 8, 0), 60),
            Shut(Evaluation, DrA, Utc(2027, 3, 14, 8, 30), 60),
            Open(Call, DrA, Utc(2027, 3, 14, 8, 0), 15),
            Open(Class, Room, Utc(2027, 3, 14, 7, 30), 30),
            Open(Class, Room, Utc(2027, 3, 14, 8, 0), 30),
        ]);

    /// <summary>A few times of one of the days, so that actors meet.</summary>
    public static Scene Pick(Random random)
    {
        var day = random.Next(10) switch { 0 => s_autumnNight, 1 => s_springNight, _ => s_wednesday };
        var times = day.Times.ToArray();
        random.Shuffle(times);
        return day with { Times = [.. times.Take(random.Next(2, 8))] };
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);

    private static WantedTime Open(string visit, string resource, DateTimeOffset start, int minutes) => new(new(visit, resource, start, minutes), IsOpen: true);

    private static WantedTime Shut(string visit, string resource, DateTimeOffset start, int minutes) => new(new(visit, resource, start, minutes), IsOpen: false);
}
