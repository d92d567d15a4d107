using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>
/// The codes by which a screening is taken up again elsewhere. Kept as a keyed hash, so that the data file alone tells no code, and encrypted with the key of
/// the conversation, so that it can be said again: erasing the conversation kills its code.
/// </summary>
internal sealed class ResumeCodes(DataStore store, StoredConversations conversations, Secrets secrets, IOptions<ResumeOptions> options, TimeProvider time) : IResumeCodes
{
    private const int SecretBytes = 32;
    private readonly int _days = options.Value.ResumeDays;

    /// <inheritdoc/>
    public async ValueTask<ResumeResult> PerformAsync(string conversationId, ResumeRequest request, CancellationToken cancel) => request switch
    {
        ResumeRequest.Give => await GiveAsync(conversationId, cancel),
        ResumeRequest.Redeem redeem => await RedeemAsync(conversationId, redeem.Code, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "This request about resume codes is not known."),
    };

    private async ValueTask<ResumeResult> GiveAsync(string conversationId, CancellationToken cancel)
    {
        var cipher = conversations.FindCipher(conversationId) ?? throw new InvalidOperationException("A code is given in a conversation that was never opened or whose content was erased.");
        var secret = await SecretAsync(cancel);
        var (made, now) = (NewCode(), time.GetUtcNow());
        var (madeHash, madeSealed) = (HashOf(made, secret), cipher.Encrypt(Encoding.ASCII.GetBytes(made), conversationId, RowKind.ResumeCode));
        var until = now.AddDays(_days).UtcTicks;
        var kept = await store.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM ResumeCodes WHERE ExpiresAt <= $1 OR (ConversationId = $2 AND RedeemedBy IS NOT NULL)", now.UtcTicks, conversationId);
                session.Execute(
                    """
                    INSERT INTO ResumeCodes (ConversationId, Hash, Code, ExpiresAt) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (ConversationId) DO UPDATE SET ExpiresAt = excluded.ExpiresAt
                    """,
                    conversationId, madeHash, madeSealed, until);
                return session.Query("SELECT Code FROM ResumeCodes WHERE ConversationId = $1", row => row.Bytes(0), conversationId)!;
            },
            cancel);
        return new ResumeResult.Given(Encoding.ASCII.GetString(cipher.Decrypt(kept, conversationId, RowKind.ResumeCode)), _days);
    }

    private async ValueTask<ResumeResult> RedeemAsync(string conversationId, string code, CancellationToken cancel)
    {
        var hash = HashOf(code, await SecretAsync(cancel));
        var now = time.GetUtcNow().UtcTicks;
        var owner = await store.WriteAsync(
            session =>
            {
                // The conversation that gave the code keeps it free for another.
                session.Execute("UPDATE ResumeCodes SET RedeemedBy = $1 WHERE Hash = $2 AND RedeemedBy IS NULL AND ExpiresAt > $3 AND ConversationId <> $1", conversationId, hash, now);
                var from = session.Query(
                    "SELECT ConversationId FROM ResumeCodes WHERE Hash = $1 AND ExpiresAt > $2 AND (RedeemedBy = $3 OR ConversationId = $3)", row => row.GetString(0), hash, now, conversationId);
                if (from is not null && from != conversationId)
                    ReviewRows.Continue(session, conversationId, from);
                return from;
            },
            cancel);
        return owner is not null && conversations.Find(owner)?.Loaded.State.Screening is { } screening ? new ResumeResult.Found(screening) : new ResumeResult.NoSuchCode();
    }

    private ValueTask<byte[]> SecretAsync(CancellationToken cancel) => secrets.GetOrCreateAsync("resume-codes", SecretBytes, cancel);

    private static byte[] HashOf(string code, byte[] secret) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(code));

    private static string NewCode()
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetString(ResumeCode.Alphabet, ResumeCode.Length);
            if (ResumeCode.IsWellFormed(code))
                return code;
        }
    }
}
