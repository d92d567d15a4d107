namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>Keeps a key that never leaves it, with which master keys are wrapped: so the key file alone opens nothing. Asked at the start and where a master key is added.</summary>
public interface IKeyVault
{
    /// <summary>Wraps a master key with the newest version of the vault's key.</summary>
    /// <exception cref="StorageUnavailableException">The vault does not answer or refuses; the message is one plain line.</exception>
    VaultWrapped Wrap(byte[] masterKey);

    /// <summary>Unwraps what it wrapped.</summary>
    /// <exception cref="StorageUnavailableException">The vault does not answer or refuses; the message is one plain line.</exception>
    byte[] Unwrap(VaultWrapped wrapped);
}

/// <summary>A wrapped master key.</summary>
/// <param name="KeyId">Which key of the vault wrapped it, with its version.</param>
/// <param name="Value">The wrapped bytes.</param>
public sealed record VaultWrapped(string KeyId, byte[] Value);
