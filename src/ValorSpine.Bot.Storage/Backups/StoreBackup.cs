using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Backups;

/// <summary>Copies the store into one file while it is used, and makes sure that the copy is worth something.</summary>
public static class StoreBackup
{
    /// <summary>Writes a backup and reads it again. Neither the store nor its form is changed, so that an update can be preceded by one.</summary>
    /// <param name="storage">Section <c>Storage</c>.</param>
    /// <param name="contentRoot">Where relative paths start.</param>
    /// <param name="target">The file to write; there must be none yet.</param>
    /// <param name="keysTo">Where the key file is copied to, or null where it is backed up in another way.</param>
    /// <param name="vault">What the master keys are wrapped with, or null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Ends it; nothing is left behind then.</param>
    /// <exception cref="StorageUnavailableException">It cannot be made; the message is one plain line.</exception>
    public static async Task<BackupManifest> WriteAsync(IConfiguration storage, string contentRoot, string target, string? keysTo, IKeyVault? vault, TimeProvider time, CancellationToken cancel)
    {
        var settings = BackedUp(storage, contentRoot);
        if (!File.Exists(settings.File))
            throw new StorageUnavailableException($"There is no data file '{settings.File}' to back up. Set Storage:ConnectionString to where it is.");
        foreach (var file in new[] { target, keysTo }.OfType<string>())
        {
            if (File.Exists(file) || Directory.Exists(file))
                throw new StorageUnavailableException($"'{file}' is there already, and a backup overwrites nothing. Give another name.");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }

        var copy = $"{target}.{Guid.NewGuid():N}.copy";
        try
        {
            var manifest = await CopyAsync(settings, copy, vault, time, cancel);
            await BackupArchive.WriteAsync(target, manifest, copy, cancel);
            if (await BackupArchive.HashInAsync(target, cancel) != manifest.Sha256)
                throw new StorageUnavailableException($"What was written to '{target}' is not what was to be written. Check the disk and take another backup.");
            if (keysTo is not null)
                CopyKeys(settings.KeyFile, keysTo);
            return manifest;
        }
        catch (SqliteException error)
        {
            throw new StorageUnavailableException(error.SqliteErrorCode == SqliteCodes.Full
                ? $"The disk with '{target}' is full: a backup needs twice the length of the data file there while it is made. Nothing was changed."
                : $"The data file '{settings.File}' cannot be copied (SQLite error {error.SqliteErrorCode}). No backup was made.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The backup '{target}' cannot be written: {error.Message}", error);
        }
        finally
        {
            foreach (var file in new[] { copy, copy + "-wal", copy + "-shm", copy + "-journal" })
                File.Delete(file);
        }
    }

    /// <summary>The settings of a store that can be backed up as a file.</summary>
    internal static StorageSettings BackedUp(IConfiguration storage, string contentRoot) =>
        storage["Provider"] is { Length: > 0 } provider && !provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase)
            ? throw new StorageUnavailableException($"Storage:Provider is '{provider}': back up and restore that database with its own tools, pg_dump and pg_restore (docs/operations.md).")
            : StorageSettings.Read(storage, contentRoot);

    /// <summary>Copies a key file for its owner alone.</summary>
    internal static void CopyKeys(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, BackupArchive.OwnersOnly(FileMode.CreateNew));
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static async Task<BackupManifest> CopyAsync(StorageSettings settings, string copy, IKeyVault? vault, TimeProvider time, CancellationToken cancel)
    {
        await using (new FileStream(copy, BackupArchive.OwnersOnly(FileMode.CreateNew)))
        {
            // Made by us, for its owner alone; SQLite would let others read it.
        }

        var takenAt = time.GetUtcNow();
        DataFileCopy.Take(settings.ConnectionString, copy);
        var data = new DataFileCopy(copy);
        data.TryClose();
        if (data.Damage() is { } damage)
            throw new StorageUnavailableException($"The data file '{settings.File}' is damaged ({damage}). No backup was made: restore the one before, and keep the damaged file to be looked into.");
        var keys = data.Check(KeyRing.Open(settings.KeyFile, mayCreate: false, vault, takenAt), settings.KeyFile);
        data.TryClose();
        return data.Describe(takenAt, keys, await BackupArchive.HashAsync(copy, cancel));
    }
}
