using System.Security.Cryptography;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>Wraps with a key of its own that the file never sees.</summary>
internal sealed class PretendedVault : IKeyVault
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public int Version { get; set; } = 1;

    public bool IsAway { get; set; }

    /// <summary>Unwraps nothing before this is set.</summary>
    public ManualResetEventSlim? Answers { get; set; }

    public VaultWrapped Wrap(byte[] masterKey) => IsAway ? throw new StorageUnavailableException("away") : new($"https://vault.example/keys/k/{Version}", new ContentCipher(_key).Encrypt(masterKey, "vault", RowKind.MasterKey));

    public byte[] Unwrap(VaultWrapped wrapped)
    {
        Answers?.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return IsAway ? throw new StorageUnavailableException("away") : new ContentCipher(_key).Decrypt(wrapped.Value, "vault", RowKind.MasterKey);
    }
}
