using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Judging;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>
/// Makes conversations that are older than the queue part of it: what a turn writes since then is worked out for them from their log. Goes through all of them once, in the order of their ids, and keeps how far it is:
/// one that had a turn meanwhile is completed, one from after it began is left as it is.
/// </summary>
public sealed class ReviewBackfill
{
    private const string Name = "reviews-and-sections";

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly SearchIndex _index;
    private readonly SaidSections _sections;

    internal ReviewBackfill(DataStore store, StoredConversations conversations, SearchIndex index, SaidSections sections) => (_store, _conversations, _index, _sections) = (store, conversations, index, sections);

    /// <summary>Takes up some more conversations. Safe to repeat, and to leave at any time.</summary>
    /// <param name="take">At most so many.</param>
    /// <param name="cancel">Ends the work between two conversations.</param>
    public async ValueTask<BackfillPiece> TakeUpAsync(int take, CancellationToken cancel)
    {
        await _index.PrepareAsync(cancel);
        var place = _store.Read(session => session.Query("SELECT Position, IsEnded FROM Backfills WHERE Name = $1", row => new Place(row.GetString(0), row.GetBoolean(1)), Name)) ?? new("", false);
        if (place.IsEnded)
            return new(0, [], IsEnded: true);
        var rows = _store.Read(session => session.List(
            "SELECT Id, Channel, LastAt FROM Conversations WHERE Id > $1 AND WrappedKey IS NOT NULL ORDER BY Id LIMIT $2", row => new Row(row.GetString(0), row.GetString(1), row.GetInt64(2)), place.Position, (long)take));
        var unreadable = ImmutableArray.CreateBuilder<Exception>();
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            Work work;
            try
            {
                work = await ReadAsync(row.Id, cancel);
            }
            catch (Exception error) when (error is UnreadableException or CryptographicException or JsonException or FormatException or ArgumentException or NotSupportedException)
            {
                // It is taken up with its alerts alone.
                unreadable.Add(error);
                work = new([], new(), [], []);
            }

            await _store.WriteAsync(session => Write(session, row, work) && Keep(session, row.Id, isEnded: false), cancel);
        }

        var isEnded = rows.Count < take;
        if (isEnded)
            await _store.WriteAsync(session => Keep(session, rows is [.., var last] ? last.Id : place.Position, isEnded: true), cancel);
        return new(rows.Count - unreadable.Count, unreadable.ToImmutable(), isEnded);
    }

    private static bool Keep(StoreSession session, string position, bool isEnded) => session.Execute(
        "INSERT INTO Backfills (Name, Position, IsEnded) VALUES ($1, $2, $3) ON CONFLICT (Name) DO UPDATE SET Position = excluded.Position, IsEnded = excluded.IsEnded", Name, position, isEnded) == 1;

    private static bool Write(StoreSession session, Row row, Work work)
    {
        // It may have been erased since it was read.
        if (!session.Query("SELECT 1 FROM Conversations WHERE Id = $1 AND WrappedKey IS NOT NULL", _ => true, row.Id))
            return true;
        var settled = Settled(session, row.Id);
        var found = work.FoundSince(settled?.At ?? 0) | Alerts(session, row.Id, settled?.At ?? 0);
        var number = session.Query("SELECT Number FROM Reviews WHERE ConversationId = $1", known => known.GetInt64(0), row.Id);
        if (number == 0)
        {
            var wroteAgain = settled is not null && work.WroteSince(settled.At) ? ReviewReasons.WroteAgain : ReviewReasons.None;
            number = ReviewRows.Write(session, row.Id, row.Channel, row.LastAt, new(found | wroteAgain, work.Standing), byPatient: false);
            if (settled is not null && found == ReviewReasons.None && wroteAgain == ReviewReasons.None)
                ReviewRows.Settled(session, number, settled.By, settled.At);
        }
        else
        {
            // Where staff have dealt with it, they know what came before.
            session.Execute("UPDATE Reviews SET Reasons = Reasons | $2 WHERE Number = $1 AND ChangedBy IS NULL AND State = 0", number, (long)found);
        }

        SearchIndex.Write(session, number, work.Terms);
        SaidSections.Write(session, row.Id, work.Said);
        return true;
    }

    /// <summary>When staff had settled all alerts of a conversation, or null.</summary>
    private static Signature? Settled(StoreSession session, string id) =>
        session.Query("SELECT 1 FROM Incidents WHERE ConversationId = $1 AND State <> 'resolved'", _ => true, id)
            ? null
            : session.Query(
                "SELECT ResolvedBy, ResolvedAt FROM Incidents WHERE ConversationId = $1 AND ResolvedBy IS NOT NULL ORDER BY ResolvedAt DESC LIMIT 1", row => new Signature(row.GetString(0), row.GetInt64(1)), id);

    /// <summary>What the alerts mean that were not settled: what is asked of staff is settled in other ways.</summary>
    private static ReviewReasons Alerts(StoreSession session, string id, long settledAt) => session
        .List("SELECT Kind, max(At) FROM Alerts WHERE ConversationId = $1 GROUP BY Kind", row => (Kind: row.GetString(0), At: row.GetInt64(1)), id)
        .Where(alert => alert.At > settledAt || !AlertUrgency.MakesIncident(alert.Kind))
        .Aggregate(ReviewReasons.None, (reasons, alert) => reasons | TurnReview.OfAlert(alert.Kind));

    private async ValueTask<Work> ReadAsync(string id, CancellationToken cancel)
    {
        var entries = _conversations.Entries(id, after: 0);
        // Entry by entry: what one turn may add is bounded, a long conversation is not.
        long[] terms = [.. entries.SelectMany(entry => _index.HashesOf([entry])).Distinct()];
        return new(entries, _conversations.Find(id)?.Loaded.State ?? new(), terms, await _sections.OfAsync(entries, cancel));
    }

    private sealed record Place(string Position, bool IsEnded);

    private sealed record Row(string Id, string Channel, long LastAt);

    private sealed record Signature(string By, long At);

    /// <summary>What a conversation says of itself.</summary>
    private sealed record Work(ImmutableArray<LogEntry> Entries, ConversationState State, long[] Terms, IReadOnlyList<(byte[] Hash, long Sequence)> Said)
    {
        public ReviewReasons Standing => Of(Outcome.Smalltalk, State).Standing;

        public bool WroteSince(long at) => Entries.Any(entry => !entry.FromBot && entry.At.UtcTicks > at);

        public ReviewReasons FoundSince(long at) => Entries.Where(entry => entry.At.UtcTicks > at).Select(entry => entry.Outcome).OfType<Outcome>().Distinct()
            .Aggregate(at == 0 ? Of(Outcome.Smalltalk, State).Found : ReviewReasons.None, (found, outcome) => found | Of(outcome, new()).Found);

        private static TurnReview Of(Outcome outcome, ConversationState state) => TurnReview.Of(new TurnResult { State = state, Replies = [], Outcome = outcome });
    }
}

/// <summary>What was done of taking up older conversations.</summary>
/// <param name="TakenUp">How many.</param>
/// <param name="Unreadable">Why others could not be read. They stay as they are.</param>
/// <param name="IsEnded">Whether there are no more.</param>
public sealed record BackfillPiece(int TakenUp, ImmutableArray<Exception> Unreadable, bool IsEnded);
