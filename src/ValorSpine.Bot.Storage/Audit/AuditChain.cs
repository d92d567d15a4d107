using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>Writes the audit trail as a chain: each entry holds the hash of the one before it and its own. Runs in the transaction of what it tells of.</summary>
internal static class AuditChain
{
    /// <summary>Stands on the trail where its head was gone at a start: what was there before cannot be vouched for.</summary>
    public const string HeadMissing = "audit.head-missing";

    // What was written before there was a chain is linked in as it stood then, and the trail says so.
    private const string Began = "audit.begin";
    private const string Service = "service";
    private const int AtOnce = 1000;

    /// <summary>Adds an entry and gives its number.</summary>
    public static long Append(StoreSession session, long at, string actor, string action, string? conversationId, string? note)
    {
        var head = AuditHead.Find(session) ?? throw new InvalidOperationException("The head of the audit trail is missing. A restart puts one there and says so on the trail.");
        return Append(session, Sealed(session, head, at), at, actor, action, conversationId, note).Number;
    }

    /// <summary>Makes the trail ready at a start: links what was written before there was a chain, and has the store itself refuse that entries are changed or removed.</summary>
    /// <param name="session">Of the start.</param>
    /// <param name="isNew">Whether the store had no chain before.</param>
    /// <param name="now">UTC ticks.</param>
    public static void Prepare(StoreSession session, bool isNew, long now)
    {
        if (AuditHead.Find(session) is null)
        {
            var head = isNew ? LinkAll(session) : Found(session);
            head.Write(session, session.Audit);
            if (head.Number > 0)
                Append(session, head, now, Service, isNew ? Began : HeadMissing, null, null);
        }

        // Here and not in a migration: whatever rebuilds the table drops them.
        session.ProtectTrail();
    }

    /// <summary>Removes the entries before a time, from the oldest on; the head remembers the last of them. Gives how many.</summary>
    public static int Purge(StoreSession session, long before)
    {
        var first = session.Query("SELECT Id FROM AuditEntries WHERE At >= $1 ORDER BY Id LIMIT 1", row => row.GetInt64(0), before);
        var last = session.Query(
            "SELECT Id, Hash FROM AuditEntries WHERE Id < $1 ORDER BY Id DESC LIMIT 1", row => new Link(row.GetInt64(0), row.Bytes(1)), first == 0 ? long.MaxValue : first);
        if (last is null)
            return 0;
        // What is not sealed is kept to be looked into.
        var head = AuditHead.Find(session)!;
        if (!head.IsSealed(session, session.Audit))
            return 0;
        (head with { PurgedThrough = last.Number, PurgedHash = last.Hash }).Write(session, session.Audit);
        return session.Execute("DELETE FROM AuditEntries WHERE Id <= $1", last.Number);
    }

    /// <summary>The head, or one after an entry that says that its seal is not ours: going on from what somebody else wrote must not make it look whole.</summary>
    private static AuditHead Sealed(StoreSession session, AuditHead head, long at) =>
        head.IsSealed(session, session.Audit) ? head : Append(session, head, at, Service, HeadMissing, null, null);

    private static AuditHead Append(StoreSession session, AuditHead head, long at, string actor, string action, string? conversationId, string? note)
    {
        var number = head.Number + 1;
        var row = new AuditRow(number, at, actor, action, conversationId, session.Audit.Encrypt(note, number));
        var next = head with { Number = number, Hash = row.HashAfter(head.Hash) };
        session.Post(
            "INSERT INTO AuditEntries (Id, At, Actor, Action, ConversationId, Note, Previous, Hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            number, at, actor, action, conversationId, row.Note, head.Hash, next.Hash);
        next.Write(session, session.Audit);
        return next;
    }

    private static AuditHead LinkAll(StoreSession session)
    {
        var head = AuditHead.Empty;
        while (session.List($"SELECT {AuditRow.Columns} FROM AuditEntries WHERE Id > $1 ORDER BY Id LIMIT $2", AuditRow.Read, head.Number, (long)AtOnce) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                var next = head with { Number = row.Number, Hash = row.HashAfter(head.Hash) };
                session.Execute("UPDATE AuditEntries SET Previous = $1, Hash = $2 WHERE Id = $3", head.Hash, next.Hash, row.Number);
                head = next;
            }
        }

        return head;
    }

    private static AuditHead Found(StoreSession session) =>
        session.Query("SELECT Id, Hash FROM AuditEntries ORDER BY Id DESC LIMIT 1", row => new Link(row.GetInt64(0), row.BytesOrNull(1) ?? [])) is { } last
            ? AuditHead.Empty with { Number = last.Number, Hash = last.Hash }
            : AuditHead.Empty with { Number = 1 };

    private sealed record Link(long Number, byte[] Hash);
}
