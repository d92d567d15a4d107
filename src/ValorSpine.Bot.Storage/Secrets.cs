using System.Collections.Concurrent;
using System.Security.Cryptography;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage;

/// <summary>Secrets that the service makes for itself, such as signing keys. Kept encrypted; the same after a restart.</summary>
public sealed class Secrets
{
    private readonly DataStore _store;
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    internal Secrets(DataStore store) => _store = store;

    /// <summary>The secret of this name, made from random bytes on the first call.</summary>
    /// <param name="name">A name of the service's own choosing; never something from outside.</param>
    /// <param name="bytes">Its length where it has to be made.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<byte[]> GetOrCreateAsync(string name, int bytes, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 16);
        if (!_known.TryGetValue(name, out var secret))
        {
            var made = _store.MasterKey.Encrypt(RandomNumberGenerator.GetBytes(bytes), name, RowKind.Secret);
            var kept = _store.Read(session => Find(session, name)) ?? await _store.WriteAsync(
                session =>
                {
                    session.Execute("INSERT INTO Secrets (Name, Value) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, made);
                    return Find(session, name)!;
                },
                cancel);
            secret = _known.GetOrAdd(name, _store.MasterKey.Decrypt(kept, name, RowKind.Secret));
        }

        return [.. secret];
    }

    private static byte[]? Find(StoreSession session, string name) =>
        session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), name);
}
