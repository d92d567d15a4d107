using System.Security.Cryptography;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>The file that holds the master key: 32 random bytes in base64, readable by the service's account only.</summary>
internal static class MasterKeyFile
{
    /// <summary>Reads the key, or makes one where the store is still empty.</summary>
    /// <exception cref="StorageUnavailableException">Missing, unreadable or no key.</exception>
    public static ContentCipher Open(string path, bool mayCreate)
    {
        try
        {
            if (!File.Exists(path))
            {
                if (!mayCreate)
                    throw new StorageUnavailableException($"The key file '{path}' is missing, and without it the stored conversations cannot be read. Put it back from your backup, or set Storage:KeyFile to where it is.");
                Create(path);
            }

            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The key file '{path}' cannot be read or written. Let the service's account read and write it, or set Storage:KeyFile to another place.", error);
        }
    }

    private static ContentCipher Parse(string path, string text)
    {
        var key = new byte[ContentCipher.KeySize];
        if (!Convert.TryFromBase64String(text.Trim(), key, out var length) || length != ContentCipher.KeySize)
            throw new StorageUnavailableException($"The key file '{path}' holds no key (32 bytes in base64). Put it back from your backup.");
        return new(key);
    }

    /// <summary>Under another name first, so that a crash never leaves half a key and two processes never make two.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(ContentCipher.KeySize)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key counts.
            File.Delete(unfinished);
        }
    }
}
