namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>The right to change the keys of a ring: until it is given back, nobody else changes the file, neither here nor in another process.</summary>
internal sealed class KeyRingChange(KeyRing ring, KeyFileLock held) : IDisposable
{
    /// <summary>Adds a key, which encrypts from now on.</summary>
    public MasterKey Add(DateTimeOffset now) => ring.Add(now);

    /// <summary>Takes a key away for good.</summary>
    public void Remove(int number) => ring.Remove(number);

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();
}
