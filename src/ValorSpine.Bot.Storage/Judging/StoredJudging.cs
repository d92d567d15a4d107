using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Judging;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>Scorecards and safety records in the store, encrypted with the keys of their conversations and gone with them.</summary>
internal sealed class StoredJudging(DataStore store, StoredConversations conversations, SaidSections sections, ClinicFacts clinic, TimeProvider time) : IJudging
{
    private const int Each = 10, ShownAtMost = 200;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SampledReply>> WeekAsync(DateOnly monday, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        var (from, to, now) = (StartOf(monday), StartOf(monday.AddDays(7)), time.GetUtcNow().UtcTicks);
        var drawn = store.Read(session => session.Query("SELECT 1 FROM SampledReplies WHERE Week = $1", _ => true, (long)monday.DayNumber));
        if (!drawn && to <= now)
        {
            var draw = WeeklySample.Draw(monday, RepliesOf(from, to), Each);
            await store.WriteAsync(
                session =>
                {
                    for (var at = 0; at < draw.Length; at++)
                    {
                        session.Execute(
                            "INSERT INTO SampledReplies (Week, Place, ConversationId, Sequence, ByRisk, ReadTwice) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                            (long)monday.DayNumber, (long)at + 1, draw[at].ConversationId, draw[at].Sequence, draw[at].ByRisk, draw[at].ReadTwice);
                    }

                    return AuditTrail.Write(session, now, reader, "sample.drawn", null);
                },
                cancel);
        }

        return store.Read(session => session.List(
            """
            SELECT s.Place, s.ConversationId, s.Sequence, s.ByRisk, s.ReadTwice,
                (SELECT count(*) FROM Scorecards AS k WHERE k.ConversationId = s.ConversationId AND k.Sequence = s.Sequence),
                (SELECT count(*) FROM Scorecards AS k WHERE k.ConversationId = s.ConversationId AND k.Sequence = s.Sequence AND k.Reader = $2)
            FROM SampledReplies AS s JOIN Conversations AS c ON c.Id = s.ConversationId AND c.WrappedKey IS NOT NULL WHERE s.Week = $1 ORDER BY s.Place
            """,
            row => new SampledReply(row.GetInt32(0), new(row.GetString(1), row.GetInt64(2), row.GetBoolean(3), row.GetBoolean(4)), row.GetInt32(5), row.GetInt32(6) > 0), (long)monday.DayNumber, reader)).ToImmutableArray();
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<GivenCard>> CardsAsync(string conversationId, long sequence, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        if (conversations.FindCipher(conversationId) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List("SELECT ConversationId, Sequence, Reader, At, Body FROM Scorecards WHERE ConversationId = $1 AND Sequence = $2 ORDER BY At", CardRow.Read, conversationId, sequence));
        // Who has not judged yet must not know what others said.
        if (!rows.Any(row => row.Reader == reader))
            return [];
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => AuditTrail.Write(session, now, reader, "scorecard.open", conversationId), cancel);
        return [.. rows.Select(row => new GivenCard(row.Reader, row.At, row.Open(cipher)))];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ScoreAsync(string conversationId, long sequence, Scorecard card, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        if (conversations.FindCipher(conversationId) is not { } cipher || conversations.Entry(conversationId, sequence) is not { FromBot: true })
            return false;
        var (now, body) = (time.GetUtcNow().UtcTicks, cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(card, s_json), conversationId, RowKind.Scorecard, sequence));
        await store.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO Scorecards (ConversationId, Sequence, Reader, At, Body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (ConversationId, Sequence, Reader) DO UPDATE SET At = excluded.At, Body = excluded.Body",
                    conversationId, sequence, reader, now, body);
                return AuditTrail.Write(session, now, reader, "scorecard.given", conversationId);
            },
            cancel);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<JudgedSoFar> SoFarAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var rows = store.Read(session => session.List("SELECT ConversationId, Sequence, Reader, At, Body FROM Scorecards ORDER BY ConversationId, Sequence, At", CardRow.Read));
        var cards = rows.GroupBy(row => row.ConversationId).SelectMany(Readable).GroupBy(card => card.Reply).Select(reply => reply.Select(card => card.Card).ToArray()).ToArray();
        return new(new JudgedSoFar(
            cards.Length, cards.Sum(reply => reply.Length),
            [.. Scorecard.Criteria.Select(criterion => (criterion.Name, cards.Sum(reply => reply.Count(criterion.Of))))],
            [.. Agreement.Of([.. cards.Where(reply => reply.Length >= 2).Select(reply => (reply[0], reply[1]))])]));
    }

    // One conversation that cannot be read must not hide what was judged of all others.
    private IEnumerable<((string ConversationId, long Sequence) Reply, Scorecard Card)> Readable(IGrouping<string, CardRow> same)
    {
        try
        {
            return conversations.FindCipher(same.Key) is { } cipher ? [.. same.Select(row => ((row.ConversationId, row.Sequence), row.Open(cipher)))] : [];
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            store.Status.NoteUnreadable("Scorecards", same.Key, error);
            return [];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long?> OpenRecordAsync(string conversationId, long sequence, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        if (conversations.FindCipher(conversationId) is not { } cipher || conversations.Entry(conversationId, sequence) is not { } entry || SaidSections.Of(entry).FirstOrDefault() is not { } said)
            return null;
        var (now, body) = (time.GetUtcNow().UtcTicks, Encrypt(cipher, conversationId, new(said, [])));
        return await store.WriteAsync(
            session =>
            {
                var id = session.Query(
                    "INSERT INTO SafetyRecords (ConversationId, Sequence, State, Revision, OpenedBy, OpenedAt, ChangedAt, Body) VALUES ($1, $2, 'open', 1, $3, $4, $4, $5) RETURNING Id",
                    row => row.GetInt64(0), conversationId, sequence, reader, now, body);
                AuditTrail.Write(session, now, reader, Action("opened", id), conversationId);
                return (long?)id;
            },
            cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<SafetyRecordRow>> RecordsAsync(int take, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => session.List(
            "SELECT r.Id, r.State, r.OpenedBy, r.OpenedAt FROM SafetyRecords AS r JOIN Conversations AS c ON c.Id = r.ConversationId AND c.WrappedKey IS NOT NULL ORDER BY r.State = 'closed', r.Id DESC LIMIT $1",
            row => new SafetyRecordRow(row.GetInt64(0), StateOf(row.GetString(1)), row.GetString(2), row.Time(3)), (long)take)).ToImmutableArray());
    }

    /// <inheritdoc/>
    public async ValueTask<SafetyRecord?> RecordAsync(long id, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        if (Find(id) is not { } row || conversations.FindCipher(row.ConversationId) is not { } cipher)
            return null;
        var now = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(session => AuditTrail.Write(session, now, reader, Action("open", id), row.ConversationId), cancel);
        var body = row.Open(cipher);
        var hash = await sections.HashAsync(body.Said, cancel);
        const string same = " FROM SaidSections AS s JOIN Conversations AS c ON c.Id = s.ConversationId AND c.WrappedKey IS NOT NULL WHERE s.Hash = $1 AND s.ConversationId <> $2";
        var (others, inAll) = store.Read(session => (
            session.List("SELECT s.ConversationId, max(s.Sequence), c.LastAt" + same + " GROUP BY s.ConversationId, c.LastAt ORDER BY c.LastAt DESC LIMIT $3", other => new SameAnswer(other.GetString(0), other.GetInt64(1), other.Time(2)), hash, row.ConversationId, (long)ShownAtMost),
            session.Query("SELECT count(DISTINCT s.ConversationId)" + same, count => count.GetInt32(0), hash, row.ConversationId)));
        return new(row.Listed, row.Revision, row.ConversationId, row.Sequence, body.Said, body.Notes, [.. others], inAll);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> NoteAsync(long id, long revision, SafetyState state, string? note, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        if (Find(id) is not { } row || row.Revision != revision || conversations.FindCipher(row.ConversationId) is not { } cipher)
            return false;
        var (now, body) = (time.GetUtcNow(), row.Open(cipher));
        var kept = Encrypt(cipher, row.ConversationId, body with { Notes = body.Notes.Add(new(now, reader, state, note)) });
        return await store.WriteAsync(
            session =>
            {
                if (session.Execute(
                    "UPDATE SafetyRecords SET State = $1, Revision = Revision + 1, ChangedAt = $2, Body = $3 WHERE Id = $4 AND Revision = $5",
                    state.ToString().ToLowerInvariant(), now.UtcTicks, kept, id, revision) != 1)
                {
                    return false;
                }

                AuditTrail.Write(session, now.UtcTicks, reader, Action("noted", id), row.ConversationId);
                return true;
            },
            cancel);
    }

    private List<Drawable> RepliesOf(long from, long to) => store.Read(session => session.List(
        """
        SELECT l.ConversationId, l.Sequence, l.Outcome FROM Conversations AS c JOIN Log AS l ON l.ConversationId = c.Id
        WHERE c.LastAt >= $1 AND c.StartedAt < $2 AND c.WrappedKey IS NOT NULL AND l.FromBot AND l.ReplyTo IS NOT NULL AND l.Outcome IS NOT NULL AND l.Outcome <> 'Smalltalk' AND l.At >= $1 AND l.At < $2
        """,
        row => new Drawable(row.GetString(0), row.GetInt64(1), Enum.Parse<Outcome>(row.GetString(2))), from, to));

    private long StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight)).UtcTicks;
    }

    private RecordRow? Find(long id) => store.Read(session => session.Query("SELECT Id, ConversationId, Sequence, State, Revision, OpenedBy, OpenedAt, Body FROM SafetyRecords WHERE Id = $1", RecordRow.Read, id));

    private static byte[] Encrypt(ContentCipher cipher, string conversationId, RecordBody body) => cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(body, s_json), conversationId, RowKind.SafetyRecord);

    private static string Action(string verb, long id) => string.Create(CultureInfo.InvariantCulture, $"safety-record.{verb}.{id}");

    private static SafetyState StateOf(string state) => Enum.Parse<SafetyState>(state, ignoreCase: true);

    private sealed record RecordBody(SaidSection Said, ImmutableArray<SafetyNote> Notes);

    private sealed record CardRow(string ConversationId, long Sequence, string Reader, DateTimeOffset At, byte[] Body)
    {
        public static CardRow Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.Time(3), row.Bytes(4));

        public Scorecard Open(ContentCipher cipher) => JsonSerializer.Deserialize<Scorecard>(cipher.Decrypt(Body, ConversationId, RowKind.Scorecard, Sequence), s_json)!;
    }

    private sealed record RecordRow(long Id, string ConversationId, long Sequence, string State, long Revision, string OpenedBy, DateTimeOffset OpenedAt, byte[] Body)
    {
        public SafetyRecordRow Listed => new(Id, StateOf(State), OpenedBy, OpenedAt);

        public static RecordRow Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4), row.GetString(5), row.Time(6), row.Bytes(7));

        public RecordBody Open(ContentCipher cipher) => JsonSerializer.Deserialize<RecordBody>(cipher.Decrypt(Body, ConversationId, RowKind.SafetyRecord), s_json)!;
    }
}
