using System.Globalization;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>
/// A query as SQL. Pages go on from the last row of the one before, never by skipping, and counting ends early: both stay fast with many conversations.
/// Where one of the terms is rare, its conversations are looked through; else the list is, in its order, until a page is full.
/// </summary>
internal sealed class ReviewListing
{
    /// <summary>Up to so many conversations of a term are looked through one by one.</summary>
    private const int Rare = 4000;

    private readonly List<object?> _values = [];
    private readonly List<string> _where = [];
    private readonly string _from;
    private readonly string _order;
    private readonly bool _byRisk;

    public ReviewListing(StoreSession session, ReviewQuery query, SearchIndex index, TimeZoneInfo zone, DateTimeOffset leftBefore)
    {
        _byRisk = query.ByRisk;
        _order = _byRisk ? "r.Reasons DESC, r.At DESC, r.Number DESC" : "r.At DESC, r.Number DESC";
        var terms = query.Terms.Select(index.HashOf).Select(hash => (Hash: hash, Count: Count(session, hash))).OrderBy(term => term.Count).ToList();
        IsEmpty = terms is [(_, 0), ..];
        var rare = terms is [{ Count: < Rare }, ..];
        _from = rare ? $"SearchTerms AS t {session.JoinInOrder} Reviews AS r ON r.Number = t.Number" : "Reviews AS r";
        if (rare)
            _where.Add($"t.Term = {Value(terms[0].Hash)}");
        foreach (var (hash, _) in terms.Skip(rare ? 1 : 0))
            _where.Add($"EXISTS (SELECT 1 FROM SearchTerms AS o WHERE o.Term = {Value(hash)} AND o.Number = r.Number)");

        if (query.IsQueue)
        {
            // Spelt as the filter of the index is.
            _where.Add("r.State < 2 AND r.Reasons > 0");
            _where.Add($"(r.Reasons <> {(int)ReviewReasons.LeftScreening} OR r.At < {Value(leftBefore.UtcTicks)})");
        }

        if (query.Reasons.HasFlag(ReviewReasons.LeftScreening))
            _where.Add($"r.At < {Value(leftBefore.UtcTicks)}");
        if (query.Reasons != ReviewReasons.None)
            _where.Add(string.Create(CultureInfo.InvariantCulture, $"r.Reasons & {(int)query.Reasons} = {(int)query.Reasons}"));
        if (query.State is { } state)
            _where.Add(string.Create(CultureInfo.InvariantCulture, $"r.State = {(int)state}"));
        if (query.Channel is { } channel)
            _where.Add($"r.Channel = {Value(channel)}");
        if (query.Counted is { } counted)
        {
            _where.Add($"r.ConversationId IN (SELECT m.ConversationId FROM Marks AS m WHERE m.Day BETWEEN {Value((long)counted.From.DayNumber)} AND {Value((long)counted.To.DayNumber)} AND m.Name = {Value(counted.Mark)})");
            if (counted.Ever is { } ever)
                _where.Add($"EXISTS (SELECT 1 FROM Marks AS e WHERE e.ConversationId = r.ConversationId AND e.Name = {Value(ever)})");
            if (!counted.Without.IsEmpty)
                _where.Add($"NOT EXISTS (SELECT 1 FROM Marks AS w WHERE w.ConversationId = r.ConversationId AND w.Day BETWEEN {Value((long)counted.From.DayNumber)} AND {Value((long)counted.To.DayNumber)} AND w.Name IN ({string.Join(", ", counted.Without.Select(Value))}))");
        }

        if (query.Assignee is { } assignee)
            _where.Add(assignee.Length == 0 ? "r.Assignee IS NULL" : $"r.Assignee = {Value(assignee)}");
        if (query.From is { } from)
            _where.Add($"r.At >= {Value(Midnight(from, zone))}");
        if (query.To is { } to)
            _where.Add($"r.At < {Value(Midnight(to.AddDays(1), zone))}");
    }

    /// <summary>Whether nothing can be found, because a term stands nowhere.</summary>
    public bool IsEmpty { get; }

    public int Total(StoreSession session) => session.Query(
        string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM (SELECT 1 FROM {_from}{Where()} LIMIT {ReviewPage.CountedAtMost}) AS counted"), row => row.GetInt32(0), [.. _values]);

    public List<Found> Page(StoreSession session, ReviewCursor? after, int take)
    {
        var values = new List<object?>(_values);
        var where = Where();
        if (after is not null)
        {
            var cursor = _byRisk
                ? $"(r.Reasons, r.At, r.Number) < ({Next((long)after.Reasons)}, {Next(after.At)}, {Next(after.Number)})"
                : $"(r.At, r.Number) < ({Next(after.At)}, {Next(after.Number)})";
            where = where.Length == 0 ? $" WHERE {cursor}" : $"{where} AND {cursor}";
        }

        var page = $"SELECT r.Number FROM {_from}{where} ORDER BY {_order} LIMIT {Next((long)take)}";
        return session.List(
            $"""
            SELECT r.Number, r.ConversationId, r.Channel, r.At, r.Reasons, r.State, r.Assignee, r.Tags, c.StartedAt, c.Entries, c.AlertKinds, c.Screened, c.Booked, c.WrappedKey
            FROM Reviews AS r JOIN Conversations AS c ON c.Id = r.ConversationId WHERE r.Number IN ({page}) ORDER BY {_order}
            """,
            row => new Found(
                row.GetInt64(0), row.GetInt64(3), (ReviewReasons)row.GetInt32(4), (ReviewState)row.GetInt32(5), row.TextOrNull(6), row.BytesOrNull(7),
                new(row.GetString(1), row.GetString(2), row.Time(8), row.Time(3), row.GetInt64(9), [.. row.GetString(10).Split(',', StringSplitOptions.RemoveEmptyEntries)], row.GetBoolean(11), row.GetBoolean(12)),
                row.IsDBNull(13)),
            [.. values]);

        string Next(object value)
        {
            values.Add(value);
            return Name(values.Count);
        }
    }

    private static int Count(StoreSession session, long hash) => session.Query(
        string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM (SELECT 1 FROM SearchTerms WHERE Term = $1 LIMIT {Rare}) AS counted"), row => row.GetInt32(0), hash);

    private static long Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).UtcTicks;
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    private string Where() => _where.Count == 0 ? "" : " WHERE " + string.Join(" AND ", _where);

    private string Value(object value)
    {
        _values.Add(value);
        return Name(_values.Count);
    }

    /// <summary>A row as it is stored.</summary>
    public sealed record Found(long Number, long At, ReviewReasons Reasons, ReviewState State, string? Assignee, byte[]? Tags, ConversationRow Conversation, bool IsErased);
}
