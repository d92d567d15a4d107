using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reading;

/// <summary>Opens printable pages by their keys. Only a key's hash is stored, so that nobody who reads the data can make a link of it.</summary>
internal sealed class ScreeningPages(DataStore store, StoredConversations conversations, TimeProvider time) : IScreeningPages
{
    /// <summary>What is stored of a key.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <inheritdoc/>
    public ValueTask<ScreeningSheet?> FindAsync(string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var row = store.Read(session => session.Query(
            "SELECT ConversationId, Sequence, Body FROM Screenings WHERE PageHash = $1", row => new Row(row.GetString(0), row.GetInt64(1), row.Bytes(2)), HashOf(key)));
        if (row is null || conversations.FindCipher(row.ConversationId) is not { } cipher)
            return new((ScreeningSheet?)null);
        var sheet = StoredJson.Read<FinishedScreening>(cipher.Decrypt(row.Body, row.ConversationId, RowKind.Screening, row.Sequence)).Sheet;
        return new(sheet is not null && time.GetUtcNow() <= sheet.LinkUntil ? sheet : null);
    }

    private sealed record Row(string ConversationId, long Sequence, byte[] Body);
}
