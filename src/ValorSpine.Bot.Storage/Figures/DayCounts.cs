using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Figures;

/// <summary>Adds marks up by day. What a finished day came to is kept until a mark of it changes; a day that goes on is added up at each look.</summary>
internal sealed class DayCounts(DataStore store, TimeProvider time)
{
    /// <summary>Stands for conversations in which a patient said something on the day, and that went to a person on any day.</summary>
    public const string ToPerson = "said, to a person";

    /// <summary>How many days are added up at once: patients' turns wait for no more.</summary>
    private const int AtOnce = 31;

    private const string IsCounted = "";

    private const string Columns = "Day, Name, Channel, Earlier, Conversations, Times";

    private const string EarlierOfMark = "coalesce((SELECT max(b.Day) FROM Marks AS b WHERE b.ConversationId = m.ConversationId AND b.Name = m.Name AND b.Day < m.Day), 0) AS Earlier";

    private const string OfNames =
        $"""
        SELECT a.Day, a.Name, a.Channel, a.Earlier, count(*) AS Conversations, sum(a.Count) AS Times
        FROM (SELECT m.Day, m.Name, m.Channel, m.Count, {EarlierOfMark} FROM Marks AS m WHERE m.Day BETWEEN $1 AND $2) AS a
        GROUP BY a.Day, a.Name, a.Channel, a.Earlier
        UNION ALL
        SELECT a.Day, '{ToPerson}', a.Channel, a.Earlier, count(*), 0
        FROM (
            SELECT m.Day, m.Channel, {EarlierOfMark} FROM Marks AS m
            WHERE m.Day BETWEEN $1 AND $2 AND m.Name = '{TurnMarks.Said}' AND EXISTS (SELECT 1 FROM Marks AS p WHERE p.ConversationId = m.ConversationId AND p.Name = '{TurnMarks.Person}')) AS a
        GROUP BY a.Day, a.Channel, a.Earlier
        """;

    // Of another list of steps, what another process has kept does not count.
    private const string OfKept = $"SELECT {Columns} FROM DayCounts AS k WHERE k.Day BETWEEN $1 AND $2 AND EXISTS (SELECT 1 FROM DayCounts AS o WHERE o.Day = k.Day AND o.Name = '{IsCounted}' AND o.Channel = $5)";

    /// <summary>Marks were written on a day: what was kept of it, and of days that look back on it, no longer holds.</summary>
    public static void ForgetFrom(StoreSession session, long day) => session.Post("DELETE FROM DayCounts WHERE Day >= $1", day);

    /// <summary>Marks of a conversation are about to change on any of its days.</summary>
    public static void ForgetDaysOf(StoreSession session, string conversationId) =>
        session.Post("DELETE FROM DayCounts WHERE Day IN (SELECT Day FROM Marks WHERE ConversationId = $1)", conversationId);

    /// <summary>What the days of a period came to.</summary>
    public async ValueTask<List<DayCount>> SumAsync(FigurePeriod period, CheckSteps steps, CancellationToken cancel)
    {
        await KeepFinishedAsync(period, steps, cancel);
        return store.Read(session =>
        {
            List<DayCount> all = [];
            // A day that a turn is written to in between would be left out.
            session.InSnapshot(() =>
            {
                var gaps = Gaps(Counted(session, period, steps), period.From.DayNumber, period.To.DayNumber);
                all =
                [
                    .. Sum(session, OfKept, period, period.From.DayNumber, period.To.DayNumber, [steps.Version]),
                    .. gaps.SelectMany(gap => Sum(session, OfMarks(steps, first: 5), period, gap.From, gap.To, steps.Values)),
                ];
            });
            return all;
        });
    }

    private async ValueTask KeepFinishedAsync(FigurePeriod period, CheckSteps steps, CancellationToken cancel)
    {
        // Yesterday goes on somewhere: a clinic may be a day behind, and a turn that began before midnight ends after it.
        var finished = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-2).DayNumber;
        foreach (var (from, to) in Gaps(store.Read(session => Counted(session, period, steps)), period.From.DayNumber, Math.Min(period.To.DayNumber, finished)))
        {
            for (var first = from; first <= to; first += AtOnce)
            {
                var (start, end) = (first, Math.Min(to, first + AtOnce - 1));
                await store.WriteAsync(session => Keep(session, steps, start, end), cancel);
            }
        }
    }

    private static bool Keep(StoreSession session, CheckSteps steps, long from, long to)
    {
        // Another replica may have been quicker.
        session.Execute("DELETE FROM DayCounts WHERE Day BETWEEN $1 AND $2", from, to);
        session.Execute($"INSERT INTO DayCounts ({Columns}) {OfMarks(steps, first: 3)}", [from, to, .. steps.Values]);
        for (var day = from; day <= to; day++)
            session.Post($"INSERT INTO DayCounts ({Columns}) VALUES ($1, $2, $3, 0, 0, 0)", day, IsCounted, steps.Version);
        return true;
    }

    private static string OfMarks(CheckSteps steps, int first) => $"{OfNames} UNION ALL {steps.OfMarks(first)}";

    private static List<long> Counted(StoreSession session, FigurePeriod period, CheckSteps steps) => session.List(
        $"SELECT Day FROM DayCounts WHERE Day BETWEEN $1 AND $2 AND Name = '{IsCounted}' AND Channel = $3 ORDER BY Day", row => row.GetInt64(0), (long)period.From.DayNumber, (long)period.To.DayNumber, steps.Version);

    // Patients who said something are shown by day and channel, everything else in all.
    private static List<DayCount> Sum(StoreSession session, string days, FigurePeriod period, long from, long to, IEnumerable<object?> values) => session.List(
        $"""
        SELECT s.Name, s.Day, s.Channel, sum(s.Conversations), sum(CASE WHEN s.Earlier < $4 THEN s.Conversations ELSE 0 END), sum(s.Times)
        FROM (
            SELECT d.Name, CASE d.Name WHEN '{TurnMarks.Said}' THEN d.Day ELSE 0 END AS Day, CASE d.Name WHEN '{TurnMarks.Said}' THEN d.Channel ELSE '' END AS Channel, d.Earlier, d.Conversations, d.Times
            FROM ({days}) AS d WHERE d.Name <> '{IsCounted}' AND (CAST($3 AS TEXT) IS NULL OR d.Channel = $3)) AS s
        GROUP BY s.Name, s.Day, s.Channel
        """,
        row => new DayCount(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)), [from, to, period.Channel, (long)period.From.DayNumber, .. values]);

    /// <summary>The days that are not kept, in runs.</summary>
    private static IEnumerable<(long From, long To)> Gaps(IEnumerable<long> counted, long from, long to)
    {
        foreach (var day in counted.Where(day => day <= to))
        {
            if (day > from)
                yield return (from, day - 1);
            from = day + 1;
        }

        if (from <= to)
            yield return (from, to);
    }
}

/// <summary>What days came to.</summary>
/// <param name="Name">See <see cref="DayCountRecord.Name"/>.</param>
/// <param name="Day">The day, of <see cref="TurnMarks.Said"/>; else 0, for all.</param>
/// <param name="Channel">The channel, of <see cref="TurnMarks.Said"/>; else nothing, for all.</param>
/// <param name="Conversations">How many, each on each of its days.</param>
/// <param name="Different">How many that have none before within the period.</param>
/// <param name="Times">How often.</param>
internal sealed record DayCount(string Name, long Day, string Channel, long Conversations, long Different, long Times);
