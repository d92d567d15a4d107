using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Ownership;

/// <summary>Keeps the row of a conversation as its state has it. Runs on the writer, in the transaction of the turn.</summary>
internal static class HeldRows
{
    public static void Write(StoreSession session, string conversationId, Owner owner)
    {
        var (account, since) = owner switch
        {
            Owner.Waiting waiting => ((string?)null, waiting.Since),
            Owner.Person person => (person.By.Account, person.Since),
            _ => (null, default),
        };
        if (owner is Owner.Bot or Owner.Closed)
        {
            session.Post("DELETE FROM HeldConversations WHERE ConversationId = $1", conversationId);
            return;
        }

        session.Post(
            """
            INSERT INTO HeldConversations (ConversationId, Account, Since, DueAt) VALUES ($1, $2, $3, $4)
            ON CONFLICT (ConversationId) DO UPDATE SET Account = excluded.Account, Since = excluded.Since, DueAt = excluded.DueAt
            """,
            conversationId, account, since.UtcTicks, owner.Next?.DueAt.UtcTicks);
    }
}
