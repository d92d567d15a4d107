using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Bench;

/// <summary>What is encrypted of a conversation, to measure what that alone costs: with it taken away, the same read would be faster by this.</summary>
internal sealed record Sealed(KeyRing Keys, string Id, byte[] Key, byte[] State, IReadOnlyList<(long Sequence, byte[] Body)> Log)
{
    public static Sealed Of(IServiceProvider services, string id)
    {
        var store = services.GetRequiredService<DataStore>();
        return store.Read(session =>
        {
            var (key, state) = session.Query("SELECT WrappedKey, State FROM Conversations WHERE Id = $1", row => (row.Bytes(0), row.Bytes(1)), id);
            return new Sealed(store.MasterKey, id, key, state, session.List("SELECT Sequence, Body FROM Log WHERE ConversationId = $1", row => (row.GetInt64(0), row.Bytes(1)), id));
        });
    }

    /// <summary>Unwraps the key and decrypts all; gives how many pieces that were.</summary>
    public int Decrypt()
    {
        var cipher = Keys.Unwrap(Key, Id);
        _ = cipher.Decrypt(State, Id, RowKind.State);
        foreach (var (sequence, body) in Log)
            _ = cipher.Decrypt(body, Id, RowKind.Log, sequence);
        return 2 + Log.Count;
    }
}
