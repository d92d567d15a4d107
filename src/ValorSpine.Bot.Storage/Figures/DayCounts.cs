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

    private const string OfMarks =
        $"""
        SELECT a.Day, a.Name, a.Channel, a.Earlier, count(*), sum(a.Count)
        FROM (SELECT m.Day, m.Name, m.Channel, m.Count, {EarlierOfMark} FROM Marks AS m WHERE m.Day BETWEEN $1 AND $2) AS a
        GROUP BY a.Day, a.Name, a.Channel, a.Earlier
        UNION ALL
        SELECT a.Day, '{ToPerson}', a.Channel, a.Earlier, count(*), 0
        FROM (
            SELECT m.Day, m.Channel, {EarlierOfMark} FROM Marks AS m
            WHERE m.Day BETWEEN $1 AND $2 AND m.Name = '{TurnMarks.Said}' AND EXISTS (SELECT 1 FROM Marks AS p WHERE p.ConversationId = m.ConversationId AND p.Name = '{TurnMarks.Person}')) AS a
        GROUP BY a.Day, a.Channel, a.Earlier
        """;

    /// <summary>Marks were written on a day: what was kept of it, and of days that look back on it, no longer holds.</summary>
    public static void ForgetFrom(StoreSession session, long day) => session.Post("DELETE FROM DayCounts WHERE Day >= $1", day);

    /// <summary>Marks of a conversation are about to change on any of its days.</summary>
    public static void ForgetDaysOf(StoreSession session, string conversationId) =>
        session.Post("DELETE FROM DayCounts WHERE Day IN (SELECT Day FROM Marks WHERE ConversationId = $1)", conversationId);

    /// <summary>What each day of a period came to.</summary>
    public async ValueTask<List<DayCount>> ListAsync(FigurePeriod period, CancellationToken cancel)
    {
        await KeepFinishedAsync(period, cancel);
        return store.Read(session =>
        {
            List<DayCount> all = [];
            // A day that a turn is written to in between would be left out.
            session.InSnapshot(() =>
            {
                var gaps = Gaps(Counted(session, period), period.From.DayNumber, period.To.DayNumber);
                all = [.. Kept(session, period), .. gaps.SelectMany(gap => session.List(OfMarks, Read, gap.From, gap.To))];
            });
            return period.Channel is { } channel ? all.FindAll(count => count.Channel == channel) : all;
        });
    }

    private async ValueTask KeepFinishedAsync(FigurePeriod period, CancellationToken cancel)
    {
        // Yesterday goes on somewhere: a clinic may be a day behind, and a turn that began before midnight ends after it.
        var finished = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-2).DayNumber;
        foreach (var (from, to) in Gaps(store.Read(session => Counted(session, period)), period.From.DayNumber, Math.Min(period.To.DayNumber, finished)))
        {
            for (var first = from; first <= to; first += AtOnce)
            {
                var (start, end) = (first, Math.Min(to, first + AtOnce - 1));
                await store.WriteAsync(session => Keep(session, start, end), cancel);
            }
        }
    }

    private static bool Keep(StoreSession session, long from, long to)
    {
        // Another replica may have been quicker.
        session.Execute("DELETE FROM DayCounts WHERE Day BETWEEN $1 AND $2", from, to);
        session.Execute($"INSERT INTO DayCounts ({Columns}) {OfMarks}", from, to);
        for (var day = from; day <= to; day++)
            session.Post($"INSERT INTO DayCounts ({Columns}) VALUES ($1, $2, '', 0, 0, 0)", day, IsCounted);
        return true;
    }

    private static List<long> Counted(StoreSession session, FigurePeriod period) => session.List(
        $"SELECT Day FROM DayCounts WHERE Day BETWEEN $1 AND $2 AND Name = '{IsCounted}' ORDER BY Day", row => row.GetInt64(0), (long)period.From.DayNumber, (long)period.To.DayNumber);

    private static List<DayCount> Kept(StoreSession session, FigurePeriod period) => session.List(
        $"SELECT {Columns} FROM DayCounts WHERE Day BETWEEN $1 AND $2 AND Name <> '{IsCounted}'", Read, (long)period.From.DayNumber, (long)period.To.DayNumber);

    private static DayCount Read(System.Data.Common.DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));

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

/// <summary>See <see cref="DayCountRecord"/>.</summary>
internal sealed record DayCount(long Day, string Name, string Channel, long Earlier, long Conversations, long Times);
