using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Backups;

/// <summary>
/// A backup on its way back. It is unpacked beside the store, tried, brought to today's form there by the caller, and only then put in its place; what stood there is kept aside. Until then nothing is changed.
/// </summary>
public sealed class StoreRestore : IDisposable
{
    private readonly StorageSettings _settings;
    private readonly FileStream _guard;

    private StoreRestore(StorageSettings settings, FileStream guard, string keyFile, BackupManifest manifest) =>
        (_settings, _guard, KeyFile, Manifest, DataFile) = (settings, guard, keyFile, manifest, $"{settings.File}.{Guid.NewGuid():N}.restoring");

    /// <summary>What the backup says of itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>The unpacked data file, to be opened as a store before it is put in place.</summary>
    public string DataFile { get; }

    /// <summary>The key file that opens it, as it was given. It is read and never written.</summary>
    public string KeyFile { get; }

    /// <summary>A copy of it beside the unpacked data file, to open that with: opening wraps keys that stand there as they are by the vault, where one is set.</summary>
    public string OpenedKeyFile => DataFile + ".key";

    /// <summary>Hashes of conversations that were erased in the store that is replaced.</summary>
    public ImmutableHashSet<string> Erased { get; private set; } = [];

    /// <summary>True where the store that is replaced could not be read, so that only lists tell what was erased in it.</summary>
    public bool IsReplacedUnreadable { get; private set; }

    /// <summary>Unpacks a backup beside the store and makes sure that it can take its place.</summary>
    /// <param name="storage">Section <c>Storage</c>.</param>
    /// <param name="contentRoot">Where relative paths start.</param>
    /// <param name="source">The backup.</param>
    /// <param name="keysFrom">A key file that opens it, or null for the one in place.</param>
    /// <param name="vault">What the master keys are wrapped with, or null.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="StorageUnavailableException">It cannot; nothing was changed, and the message is one plain line.</exception>
    public static async Task<StoreRestore> UnpackAsync(IConfiguration storage, string contentRoot, string source, string? keysFrom, IKeyVault? vault, CancellationToken cancel)
    {
        var settings = StoreBackup.BackedUp(storage, contentRoot);
        var manifest = await BackupArchive.ReadManifestAsync(source, cancel);
        var keyFile = keysFrom ?? settings.KeyFile;
        if (!File.Exists(keyFile))
            throw new StorageUnavailableException($"There is no key file '{keyFile}', and no backup holds keys. Put the copy of the key file there, or give it with --keys FILE.");
        Directory.CreateDirectory(Path.GetDirectoryName(settings.File)!);
        var restore = new StoreRestore(settings, Guard(settings), keyFile, manifest);
        try
        {
            restore.LookAtReplaced();
            if (await BackupArchive.UnpackAsync(source, restore.DataFile, cancel) != manifest.Sha256)
                throw new StorageUnavailableException($"The backup '{source}' is damaged: its data is not what its manifest says. Take another one.");
            StoreBackup.CopyKeys(keyFile, restore.OpenedKeyFile);
            restore.Check(source, vault);
            return restore;
        }
        catch
        {
            restore.Dispose();
            throw;
        }
    }

    /// <summary>Whether a data file that has been through this migration is in the form of this version.</summary>
    public static bool IsCurrent(string schema) => Known()[^1] == schema;

    /// <summary>Hashes on the list of erasures of the store that is replaced.</summary>
    /// <param name="given">The setting for where the list is, or null.</param>
    public ImmutableHashSet<string> Listed(string? given) => ErasureList.Read(ErasureList.PathOf(_settings, given));

    /// <summary>Puts the data file in the place of the store's, and the key file where another one was given. Gives where what stood there is kept now.</summary>
    public ImmutableArray<string> PutInPlace(DateTimeOffset now)
    {
        if (!new DataFileCopy(DataFile).TryClose())
            throw new StorageUnavailableException($"The restored file '{DataFile}' is still open. Nothing was changed; try again.");
        var suffix = string.Create(CultureInfo.InvariantCulture, $".before-restore-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        var aside = ImmutableArray.CreateBuilder<string>();
        foreach (var file in new[] { _settings.File, _settings.File + "-wal", _settings.File + "-shm" }.Where(File.Exists))
            Aside(file);
        File.Move(DataFile, _settings.File);
        if (Path.GetFullPath(KeyFile) != _settings.KeyFile)
        {
            if (File.Exists(_settings.KeyFile))
                Aside(_settings.KeyFile);
            Directory.CreateDirectory(Path.GetDirectoryName(_settings.KeyFile)!);
            File.Move(OpenedKeyFile, _settings.KeyFile);
        }

        return aside.ToImmutable();

        void Aside(string file)
        {
            File.Move(file, file + suffix);
            aside.Add(file + suffix);
        }
    }

    /// <summary>Takes away what was unpacked and not put in place.</summary>
    public void Dispose()
    {
        foreach (var file in new[] { DataFile, DataFile + "-wal", DataFile + "-shm", DataFile + "-journal", DataFile + ".lock", OpenedKeyFile, OpenedKeyFile + ".lock" })
            File.Delete(file);
        _guard.Dispose();
    }

    /// <summary>The lock that a starting service takes while it prepares its data file: one that is started now waits.</summary>
    private static FileStream Guard(StorageSettings settings)
    {
        var file = settings.File + ".lock";
        try
        {
            // Where none was before, none is left: a trial changes nothing.
            return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, File.Exists(file) ? FileOptions.None : FileOptions.DeleteOnClose);
        }
        catch (IOException error)
        {
            throw InUse(settings, error);
        }
    }

    private void LookAtReplaced()
    {
        if (!File.Exists(_settings.File))
            return;
        var replaced = new DataFileCopy(_settings.File);
        try
        {
            if (!replaced.TryClose())
                throw InUse(_settings, null);
            Erased = replaced.Erased();
        }
        catch (SqliteException)
        {
            // Damaged: that may be why a backup is restored. Its caller is told.
            IsReplacedUnreadable = true;
        }
    }

    private void Check(string source, IKeyVault? vault)
    {
        var data = new DataFileCopy(DataFile);
        if (data.Migrations().Except(Known()).FirstOrDefault() is { } unknown)
            throw new StorageUnavailableException($"The backup '{source}' was made by a newer version ({unknown}). Restore it with that version.");

        if (data.Damage() is { } damage)
            throw new StorageUnavailableException($"The data file in the backup '{source}' is damaged ({damage}). Take another backup.");
        data.Check(KeyRing.Open(OpenedKeyFile, mayCreate: false, vault, default), KeyFile);
    }

    private static string[] Known()
    {
        using var db = new SqliteBotDbDesignTimeFactory().CreateDbContext([]);
        return [.. db.Database.GetMigrations()];
    }

    private static StorageUnavailableException InUse(StorageSettings settings, Exception? error) =>
        new($"The data file '{settings.File}' is in use. Stop the service, and whatever else has it open, then restore.", error);
}
