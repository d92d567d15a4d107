using System.Runtime.CompilerServices;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reading;

/// <summary>Reads conversations for an export, one at a time, each put on the audit trail before it is handed out.</summary>
public sealed class ExportSource
{
    private const int AtOnce = 100;

    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly Transcripts _transcripts;
    private readonly TimeProvider _time;

    internal ExportSource(DataStore store, StoredConversations conversations, Transcripts transcripts, TimeProvider time) =>
        (_store, _conversations, _transcripts, _time) = (store, conversations, transcripts, time);

    /// <summary>The conversations of an order in the order of their ids, masked unless the order states a reason.</summary>
    /// <param name="order">Which, and for whom.</param>
    /// <param name="unreadable">Told the id of each that cannot be read: the others are not held up.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<Transcript> ReadAsync(ExportOrder order, Action<string> unreadable, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = "";
        while (true)
        {
            var rows = _store.Read(session => Page(session, order, last));
            if (rows.Count == 0)
                yield break;
            last = rows[^1].Id;
            var now = _time.GetUtcNow().UtcTicks;
            await _store.WriteAsync(session => Record(session, rows, order, now), cancel);
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                if (Read(row, order) is { } transcript)
                    yield return transcript;
                else
                    unreadable(row.Id);
            }
        }
    }

    private Transcript? Read(ConversationRow row, ExportOrder order)
    {
        try
        {
            var transcript = _transcripts.Read(row);
            return order.UnmaskReason is null ? MaskedTranscript.Of(transcript, _conversations.Find(row.Id)?.Loaded.State) : transcript;
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            _store.Status.NoteUnreadable(StoredConversations.Conversations, row.Id, error);
            return null;
        }
    }

    private static List<ConversationRow> Page(StoreSession session, ExportOrder order, string after) => session.List(
        """
        SELECT Id, Channel, StartedAt, LastAt, Entries, AlertKinds, Screened, Booked FROM Conversations
        WHERE Id > $1 AND WrappedKey IS NOT NULL AND (CAST($2 AS BIGINT) IS NULL OR LastAt >= $2) AND (CAST($3 AS BIGINT) IS NULL OR StartedAt < $3) AND (CAST($4 AS TEXT) IS NULL OR Channel = $4)
            AND (CAST($5 AS TEXT) IS NULL OR ($5 = 'any' AND HasAlert) OR ($5 = 'screened' AND Screened) OR ($5 = 'booked' AND Booked) OR ',' || AlertKinds || ',' LIKE '%,' || $5 || ',%')
            AND (CAST($7 AS TEXT) IS NULL OR Id = $7)
        ORDER BY Id LIMIT $6
        """,
        row => new ConversationRow(
            row.GetString(0), row.GetString(1), row.Time(2), row.Time(3), row.GetInt64(4), [.. row.GetString(5).Split(',', StringSplitOptions.RemoveEmptyEntries)], row.GetBoolean(6), row.GetBoolean(7)),
        after, order.From?.UtcTicks, order.Until?.UtcTicks, order.Channel, order.Flag, (long)AtOnce, order.Conversation);

    private static bool Record(StoreSession session, List<ConversationRow> rows, ExportOrder order, long now)
    {
        foreach (var row in rows)
            AuditTrail.Write(session, now, order.By, order.UnmaskReason is null ? "transcript.export" : "transcript.export-unmasked", row.Id, order.UnmaskReason);
        return true;
    }
}
