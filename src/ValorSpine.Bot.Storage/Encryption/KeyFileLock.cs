namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>Held by the one process that changes the key file. The system lets go of it where that process ends in any way; the empty file beside the key file stays.</summary>
internal sealed class KeyFileLock : IDisposable
{
    // What a system says of a file that somebody else has to themselves: Linux, macOS, Windows.
    private static readonly int[] s_heldByOthers = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private KeyFileLock(FileStream file) => _file = file;

    /// <summary>Takes it, at once or not at all.</summary>
    /// <exception cref="StorageUnavailableException">Somebody else holds it, or the folder cannot be written.</exception>
    public static KeyFileLock Take(string keyFile)
    {
        try
        {
            return new(new($"{keyFile}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (s_heldByOthers.Contains(error.HResult))
        {
            throw new StorageUnavailableException("Another change of the master keys is running. Wait until it has ended, then look with: keys list", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The file '{keyFile}.lock' cannot be written. Let the account that changes the keys write in the folder of the key file.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
