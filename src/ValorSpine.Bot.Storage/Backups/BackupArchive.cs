using System.IO.Compression;
using System.Security.Cryptography;

namespace ValorSpine.Bot.Storage.Backups;

/// <summary>The one file that a backup is: a zip file with the manifest and the data file. Nothing is packed, as nearly all of it is encrypted.</summary>
internal static class BackupArchive
{
    private const string Manifest = "manifest.json", Data = "valorspine.db";

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    public static async Task<string> HashAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    /// <summary>Writes it under another name first, so that a file of this name is always a whole backup.</summary>
    public static async Task WriteAsync(string target, BackupManifest manifest, string dataFile, CancellationToken cancel)
    {
        var unfinished = $"{target}.{Guid.NewGuid():N}.unfinished";
        try
        {
            await using (var file = new FileStream(unfinished, OwnersOnly(FileMode.CreateNew)))
            {
                await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    await using (var entry = await zip.CreateEntry(Manifest, CompressionLevel.NoCompression).OpenAsync(cancel))
                        await entry.WriteAsync(manifest.ToJson(), cancel);
                    await using var data = await zip.CreateEntry(Data, CompressionLevel.NoCompression).OpenAsync(cancel);
                    await using var source = File.OpenRead(dataFile);
                    await source.CopyToAsync(data, cancel);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>What a backup says of itself.</summary>
    /// <exception cref="StorageUnavailableException">It is no backup, or of a later version.</exception>
    public static async Task<BackupManifest> ReadManifestAsync(string source, CancellationToken cancel) => await ReadAsync(source, async zip =>
    {
        if (zip.GetEntry(Manifest) is not { } entry || zip.GetEntry(Data) is null)
            throw NoBackup(source);
        await using var json = await entry.OpenAsync(cancel);
        return BackupManifest.OfJson(json) is not { } manifest
            ? throw NoBackup(source)
            : manifest.Format == BackupManifest.CurrentFormat
                ? manifest
                : throw new StorageUnavailableException($"The backup '{source}' has the form '{manifest.Format}', which this version does not know. Restore it with the version that made it.");
    });

    /// <summary>Takes the data file out; gives its hash as it was read.</summary>
    public static async Task<string> UnpackAsync(string source, string target, CancellationToken cancel) => await ReadAsync(source, async zip =>
    {
        await using (var data = await zip.GetEntry(Data)!.OpenAsync(cancel))
        await using (var file = new FileStream(target, OwnersOnly(FileMode.CreateNew)))
        {
            await data.CopyToAsync(file, cancel);
            file.Flush(flushToDisk: true);
        }

        return await HashAsync(target, cancel);
    });

    /// <summary>The hash of the data file in a backup, read from the disk.</summary>
    public static async Task<string> HashInAsync(string source, CancellationToken cancel) => await ReadAsync(source, async zip =>
    {
        await using var data = await zip.GetEntry(Data)!.OpenAsync(cancel);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(data, cancel));
    });

    /// <summary>Options of a file that its owner alone may read.</summary>
    public static FileStreamOptions OwnersOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static async Task<T> ReadAsync<T>(string source, Func<ZipArchive, Task<T>> read)
    {
        if (!File.Exists(source))
            throw new StorageUnavailableException($"There is no file '{source}'. Give the path of a backup.");
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(source);
            return await read(zip);
        }
        catch (InvalidDataException error)
        {
            throw new StorageUnavailableException($"The backup '{source}' is damaged or no backup of this service. Take another one.", error);
        }
    }

    private static StorageUnavailableException NoBackup(string source) => new($"'{source}' is no backup of this service. Give a file that '-- backup' wrote.");
}
