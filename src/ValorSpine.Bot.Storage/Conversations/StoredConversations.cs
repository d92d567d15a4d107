using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>Reads conversations and their log, decrypted.</summary>
internal sealed class StoredConversations(DataStore store)
{
    /// <summary>What the patient and staff read where a message was.</summary>
    internal const string LostText = "(This message can no longer be read.)";

    private const int CachedAtMost = 512;
    internal const string Conversations = "conversations";
    private const string LogColumns = "SELECT Sequence, At, FromBot, ReplyTo, Outcome, Body FROM Log";

    /// <summary>The first entry of each turn has a key and the others have none: the next key is where the next turn begins.</summary>
    private const string TurnFrom =
        LogColumns + """
         WHERE ConversationId = $1 AND Sequence >= $2 AND Sequence < COALESCE(
            (SELECT Sequence FROM Log WHERE ConversationId = $1 AND Sequence > $2 AND Key IS NOT NULL ORDER BY Sequence LIMIT 1), 9223372036854775807)
        ORDER BY Sequence
        """;

    public ConversationCache Cache { get; } = new(CachedAtMost);

    /// <summary>The conversation with its key, or null where there is none or it was erased.</summary>
    /// <exception cref="UnreadableException">It cannot be read.</exception>
    public CachedConversation? Find(string id)
    {
        if (Cache.TryGet(id, out var cached) && IsCurrent(cached.Loaded))
            return cached;
        var row = store.Read(session => session.Query(
            "SELECT Channel, UserId, Locale, Version, Entries, LastAt, State, WrappedKey FROM Conversations WHERE Id = $1", ConversationRow.Read, id));
        if (row?.WrappedKey is null)
        {
            Cache.Drop(id, long.MaxValue);
            return null;
        }

        var found = Open(id, row);
        Cache.Keep(found);
        return found;
    }

    /// <summary>Whether there is such a conversation and it cannot be read.</summary>
    public bool IsUnreadable(string id)
    {
        try
        {
            Find(id);
            return false;
        }
        catch (UnreadableException)
        {
            return true;
        }
    }

    /// <summary>The cipher of a conversation, or null where there is none or it was erased.</summary>
    public ContentCipher? FindCipher(string id)
    {
        if (Cache.TryGet(id, out var cached))
            return cached.Cipher;
        var wrapped = store.Read(session => session.Query("SELECT WrappedKey FROM Conversations WHERE Id = $1", row => row.BytesOrNull(0), id));
        return wrapped is null ? null : Unwrap(wrapped, id);
    }

    /// <summary>Sequence of the last entry; 0 where there is none.</summary>
    public long LastSequence(string id) => store.Read(session => session.Query("SELECT Entries FROM Conversations WHERE Id = $1", row => row.GetInt64(0), id));

    public ImmutableArray<LogEntry> Entries(string id, long after)
    {
        if (Cache.TryGet(id, out var cached) && cached.LastTurn is [var first, ..] && after >= first.Sequence - 1 && IsCurrent(cached.Loaded))
            return [.. cached.LastTurn.Where(entry => entry.Sequence > after)];
        var rows = store.Read(session => session.List(LogColumns + " WHERE ConversationId = $1 AND Sequence > $2 ORDER BY Sequence", LogRow.Read, id, after));
        return Decrypt(id, rows);
    }

    /// <summary>What patients and staff wrote, without what the bot said.</summary>
    public ImmutableArray<LogEntry> Written(string id) =>
        [.. Decrypt(id, store.Read(session => session.List(LogColumns + " WHERE ConversationId = $1 AND (NOT FromBot OR Outcome = 'Staff') ORDER BY Sequence", LogRow.Read, id))).Where(entry => entry.Speaker != Speaker.Bot)];

    /// <summary>The turns, to be decided again. Of those that were stored before what arrived was kept, the patient's own are made up from what they wrote.</summary>
    public ImmutableArray<RecordedTurn> RecordedTurns(string id)
    {
        if (FindCipher(id) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List(
            LogColumns.Replace("Body FROM", "Body, Key FROM", StringComparison.Ordinal) + " WHERE ConversationId = $1 ORDER BY Sequence", row => (Row: LogRow.Read(row), IsFirst: !row.IsDBNull(6)), id));
        var turns = ImmutableArray.CreateBuilder<RecordedTurn>();
        foreach (var (row, isFirst) in rows)
        {
            var entry = row.Decrypt(id, cipher);
            if (!isFirst && turns.Count > 0)
            {
                turns[^1] = turns[^1] with { Entries = turns[^1].Entries.Add(entry) };
                continue;
            }

            var body = StoredJson.Read<LogBody>(cipher.Decrypt(row.Body, id, RowKind.Log, row.Sequence));
            turns.Add(new(body.Input ?? (entry.FromBot ? new Input.Started() : new Input.Said(entry.Text)), body.Facts ?? new(entry.At, []), [entry]));
        }

        return turns.ToImmutable();
    }

    /// <summary>One entry, or null. What was lost of it is said in its place.</summary>
    public LogEntry? Entry(string id, long sequence)
    {
        if (Cache.TryGet(id, out var cached) && cached.LastTurn.FirstOrDefault(entry => entry.Sequence == sequence) is { } recent)
            return recent;
        var rows = store.Read(session => session.List(LogColumns + " WHERE ConversationId = $1 AND Sequence = $2", LogRow.Read, id, sequence));
        return Decrypt(id, rows).FirstOrDefault();
    }

    /// <summary>The entries of the turn that took this message, or null.</summary>
    public CommittedTurn? FindTurn(string id, string key)
    {
        var rows = store.Read(session =>
        {
            var first = session.Query("SELECT Sequence FROM Log WHERE ConversationId = $1 AND Key = $2", row => row.GetInt64(0), id, key);
            return first == 0
                ? null
                : session.List(TurnFrom, LogRow.Read, id, first);
        });
        return rows is null ? null : new(Decrypt(id, rows), Repeated: true);
    }

    private CachedConversation Open(string id, ConversationRow row)
    {
        var cipher = Unwrap(row.WrappedKey!, id);
        try
        {
            var state = StoredJson.Read<ConversationState>(cipher.Decrypt(row.State, id, RowKind.State));
            store.Status.NoteReadable(Conversations, id);
            return new(new(row.Conversation(id), state, row.Version, row.Entries, row.LastAt), cipher, []);
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            throw store.Status.NoteUnreadable(Conversations, id, error);
        }
    }

    private ContentCipher Unwrap(byte[] wrapped, string id)
    {
        try
        {
            return store.MasterKey.Unwrap(wrapped, id);
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            throw store.Status.NoteUnreadable(Conversations, id, error);
        }
    }

    // Another process on the same file may have gone on with the conversation.
    private bool IsCurrent(LoadedConversation loaded) => store.Read(session => session.Query(
        "SELECT 1 FROM Conversations WHERE Id = $1 AND Version = $2 AND WrappedKey IS NOT NULL", _ => true, loaded.Conversation.Id, loaded.Version));

    private ImmutableArray<LogEntry> Decrypt(string id, List<LogRow> rows) =>
        rows.Count == 0 || FindCipher(id) is not { } cipher ? [] : [.. rows.Select(row => Decrypt(id, row, cipher))];

    // One line that cannot be read must not hide the others, nor leave a gap that a client would wait for.
    private LogEntry Decrypt(string id, LogRow row, ContentCipher cipher)
    {
        try
        {
            return row.Decrypt(id, cipher);
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            store.Status.NoteUnreadable("messages", string.Create(CultureInfo.InvariantCulture, $"{id} {row.Sequence}"), error);
            return row.Lost(id);
        }
    }

    private sealed record ConversationRow(string Channel, string UserId, string? Locale, long Version, long Entries, DateTimeOffset LastAt, byte[] State, byte[]? WrappedKey)
    {
        public static ConversationRow Read(DbDataReader row) => new(
            row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetInt64(3), row.GetInt64(4), row.Time(5), row.Bytes(6), row.BytesOrNull(7));

        public NewConversation Conversation(string id) => new(id, Channel, UserId, Locale);
    }

    private sealed record LogRow(long Sequence, DateTimeOffset At, bool FromBot, long? ReplyTo, string? Outcome, byte[] Body)
    {
        public static LogRow Read(DbDataReader row) => new(
            row.GetInt64(0), row.Time(1), row.GetBoolean(2), row.NumberOrNull(3), row.TextOrNull(4), row.Bytes(5));

        /// <summary>What stands in the place of an entry that cannot be read.</summary>
        public LogEntry Lost(string id) => new()
        {
            ConversationId = id,
            Sequence = Sequence,
            At = At,
            FromBot = FromBot,
            ReplyTo = ReplyTo,
            Outcome = Outcome is null ? null : Enum.Parse<Outcome>(Outcome),
            Text = FromBot ? "" : LostText,
            Reply = FromBot ? new() { Text = LostText } : null,
            Why = FromBot ? new() : null,
            IsLost = true,
        };

        public LogEntry Decrypt(string id, ContentCipher cipher)
        {
            var body = StoredJson.Read<LogBody>(cipher.Decrypt(Body, id, RowKind.Log, Sequence));
            return new()
            {
                ConversationId = id,
                Sequence = Sequence,
                At = At,
                FromBot = FromBot,
                ReplyTo = ReplyTo,
                Outcome = Outcome is null ? null : Enum.Parse<Outcome>(Outcome),
                Text = body.Text ?? "",
                ActivityJson = body.ActivityJson,
                Reply = body.Reply,
                Why = body.Why,
                KnowledgeVersion = body.KnowledgeVersion,
            };
        }
    }
}
