using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>What a data file says of appointments and holds, read past the schedule.</summary>
internal sealed record StoredBookings(List<StoredBookings.Interval> Intervals, List<StoredBookings.Quarter> Quarters)
{
    private static readonly long s_quarter = TimeSpan.FromMinutes(15).Ticks;

    public static StoredBookings Read(StoreSession session, DateTimeOffset now) => new(
        session.List(
            """
            SELECT Reference, Visit, Resource, Start, Minutes FROM Bookings WHERE CancelledAt IS NULL
            UNION ALL SELECT Id, Visit, Resource, Start, Minutes FROM Holds WHERE Reference IS NULL AND ExpiresAt > $1
            """,
            row => new Interval(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)), now.UtcTicks),
        session.List("SELECT Holder, Resource, Start FROM BookedQuarters WHERE ExpiresAt IS NULL OR ExpiresAt > $1", row => new Quarter(row.GetString(0), row.GetString(1), row.GetInt64(2)), now.UtcTicks));

    /// <summary>A time that more have than its resource takes, or one that is taken for nobody or not taken for somebody; null where there is none.</summary>
    public string? Inspect(ClinicFacts clinic)
    {
        var needed = Intervals.SelectMany(interval => interval.Quarters(clinic)).ToList();
        foreach (var together in needed.GroupBy(quarter => (quarter.Resource, quarter.Start)))
        {
            if (together.Count() > clinic.PlacesOf(together.Key.Resource))
                return $"double booking: {string.Join(" and ", together.Select(quarter => quarter.Holder))} have {together.Key.Resource} at {new DateTime(together.Key.Start):u}";
        }

        return needed.ToHashSet() is var needs && needs.SetEquals(Quarters) && needed.Count == Quarters.Count
            ? null
            : $"quarters that are taken for nobody: {string.Join(", ", Quarters.Except(needs))}; not taken: {string.Join(", ", needs.Except(Quarters))}";
    }

    internal sealed record Interval(string Holder, string Visit, string Resource, long Start, long Minutes)
    {
        public IEnumerable<Quarter> Quarters(ClinicFacts clinic)
        {
            var visit = clinic.Visits.First(type => type.Id == Visit);
            var end = Start + TimeSpan.FromMinutes(Minutes + visit.MinutesAfter).Ticks;
            for (var quarter = Start - TimeSpan.FromMinutes(visit.MinutesBefore).Ticks; quarter < end; quarter += s_quarter)
                yield return new(Holder, Resource, quarter);
        }
    }

    internal readonly record struct Quarter(string Holder, string Resource, long Start);
}
