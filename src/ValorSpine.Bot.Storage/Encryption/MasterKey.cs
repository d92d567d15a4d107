namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>A key of the ring.</summary>
/// <param name="Number">1, 2, 3 …; part of what it encrypts.</param>
/// <param name="MadeAt">When it was added, or null for one that an older version made.</param>
/// <param name="Key">32 bytes.</param>
/// <param name="Wrapped">As it stands in the file where a vault wrapped it, or null where it stands there as it is.</param>
internal sealed record MasterKey(int Number, DateTimeOffset? MadeAt, byte[] Key, VaultWrapped? Wrapped);
