using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>
/// The file that holds the master keys, readable by the service's account only. One key a line: number, when it was made, the key in base64; where a vault wrapped it, the vault's key before it.
/// A file with nothing but a key in base64, as older versions made it, holds the first.
/// </summary>
internal static class MasterKeyFile
{
    private const string Heading = "# The master keys of ValorSpine.Bot. They open every conversation: keep a copy apart from the data, and keep it secret.";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Reads the keys, or makes the first where the store is still empty.</summary>
    /// <exception cref="StorageUnavailableException">Missing, unreadable or no key, or the vault does not unwrap one.</exception>
    public static ImmutableArray<MasterKey> Open(string path, bool mayCreate, IKeyVault? vault, DateTimeOffset now, ImmutableArray<MasterKey> known = default)
    {
        try
        {
            if (!File.Exists(path))
            {
                if (!mayCreate)
                    throw new StorageUnavailableException($"The key file '{path}' is missing, and without it the stored conversations cannot be read. Put it back from your backup, or set Storage:KeyFile to where it is.");
                Create(path, New(1, now, vault));
            }

            return Read(path, vault, known.IsDefault ? [] : known);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The key file '{path}' cannot be read or written. Let the service's account read and write it, or set Storage:KeyFile to another place.", error);
        }
    }

    /// <summary>A new key, wrapped where there is a vault.</summary>
    public static MasterKey New(int number, DateTimeOffset now, IKeyVault? vault)
    {
        var key = RandomNumberGenerator.GetBytes(ContentCipher.KeySize);
        return new(number, now, key, vault?.Wrap(key));
    }

    /// <summary>Puts other keys in the place of those in the file, all at once.</summary>
    public static void Replace(string path, ImmutableArray<MasterKey> keys) => File.Move(Unfinished(path, keys), path, overwrite: true);

    private static ImmutableArray<MasterKey> Read(string path, IKeyVault? vault, ImmutableArray<MasterKey> known)
    {
        var text = File.ReadAllText(path);
        if (Key(text.Trim()) is { } only)
            return [new(1, null, only, null)];
        var keys = text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => Parse(path, line, vault, known)).ToImmutableArray();
        return keys.IsEmpty ? throw NoKey(path) : keys;
    }

    private static MasterKey Parse(string path, string line, IKeyVault? vault, ImmutableArray<MasterKey> known)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (3 or 4) || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !DateTimeOffset.TryParseExact(parts[1], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made))
        {
            throw NoKey(path);
        }

        if (parts.Length == 3)
            return new(number, made, Key(parts[2]) ?? throw NoKey(path), null);
        var wrapped = new VaultWrapped(parts[2], Wrapped(parts[3]) ?? throw NoKey(path));
        // What was unwrapped before is not asked for again.
        var before = known.FirstOrDefault(key => key.Number == number && key.Wrapped is { } same && same.KeyId == wrapped.KeyId && same.Value.AsSpan().SequenceEqual(wrapped.Value));
        return before ?? (vault is null
            ? throw new StorageUnavailableException($"The keys in '{path}' are wrapped by a key vault. Set Storage:KeyVault to it.")
            : new(number, made, vault.Unwrap(wrapped), wrapped));
    }

    private static byte[]? Key(string text)
    {
        var key = new byte[ContentCipher.KeySize];
        return Convert.TryFromBase64String(text, key, out var length) && length == ContentCipher.KeySize ? key : null;
    }

    private static byte[]? Wrapped(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static StorageUnavailableException NoKey(string path) => new($"The key file '{path}' holds no key (32 bytes in base64). Put it back from your backup.");

    private static void Create(string path, MasterKey key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = Unfinished(path, [key]);
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

    /// <summary>Under another name first, so that a crash never leaves half a key and two processes never make two.</summary>
    private static string Unfinished(string path, ImmutableArray<MasterKey> keys)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(unfinished, options);
        stream.Write(Encoding.ASCII.GetBytes(string.Join('\n', [Heading, .. keys.Select(Line), ""])));
        stream.Flush(flushToDisk: true);
        return unfinished;
    }

    private static string Line(MasterKey key)
    {
        var made = (key.MadeAt ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        var value = key.Wrapped is { } wrapped ? $"{wrapped.KeyId} {Convert.ToBase64String(wrapped.Value)}" : Convert.ToBase64String(key.Key);
        return string.Create(CultureInfo.InvariantCulture, $"{key.Number} {made} {value}");
    }
}
