using System.Globalization;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Backups;
using ValorSpine.Bot.Vault;

namespace ValorSpine.Bot.Commands;

/// <summary>Backs the store up while it is used.</summary>
internal static class BackupCommand
{
    /// <summary>Writes a backup, reads it again, and says what it holds and what it does not.</summary>
    public static async Task<int> RunAsync(string contentRoot, FileInfo target, FileInfo? keysTo, TextWriter output, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        using var vault = KeyVaultSetup.Open(configuration, contentRoot);
        var manifest = await StoreBackup.WriteAsync(configuration.GetSection("Storage"), contentRoot, target.FullName, keysTo?.FullName, vault, TimeProvider.System, cancel);
        await KeepOnTrailAsync(contentRoot, manifest, cancel);
        target.Refresh();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{target.FullName}: {target.Length:N0} bytes, the store as of {manifest.TakenAt:u}, form {manifest.Schema}").AsMemory(), cancel);
        await output.WriteLineAsync(Holds(manifest).AsMemory(), cancel);
        await output.WriteLineAsync("It was read again: it is whole, the key file opens it, and its audit trail is as it was written.".AsMemory(), cancel);
        await output.WriteLineAsync((keysTo is null
            ? string.Create(CultureInfo.InvariantCulture, $"No key is in it, and without the key file (master keys {string.Join(", ", manifest.MasterKeys)}) it is worth nothing: see that a copy of that file is kept elsewhere, and anew after each 'keys rotate'.")
            : $"The key file was copied to {keysTo.FullName}, for its owner alone. Keep it apart from the backup: who has both reads every conversation.").AsMemory(), cancel);
        await output.WriteLineAsync("Settings, knowledge/ and dialogs/ are not in it either, nor the list of erasures beside the data file: keep copies of them, too.".AsMemory(), cancel);
        return 0;
    }

    /// <summary>What a backup holds, in one line.</summary>
    public static string Holds(BackupManifest manifest) => string.Create(
        CultureInfo.InvariantCulture, $"Conversations {manifest.Conversations}, messages {manifest.Messages}, visits {manifest.Appointments}, entries of the audit trail {manifest.AuditEntries}");

    /// <summary>Says so on the trail, unless that would bring the store to another form: a backup before an update changes nothing.</summary>
    private static async Task KeepOnTrailAsync(string contentRoot, BackupManifest manifest, CancellationToken cancel)
    {
        if (!StoreRestore.IsCurrent(manifest.Schema))
            return;
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        await records.GetRequiredService<IAuditTrail>().RecordAsync(OpenedRecords.Actor, "record.backup", null, $"SHA-256 of its data {manifest.Sha256}", cancel);
    }
}
