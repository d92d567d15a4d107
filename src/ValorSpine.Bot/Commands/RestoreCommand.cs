using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Backups;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Vault;

namespace ValorSpine.Bot.Commands;

/// <summary>Puts a backup in the place of the store.</summary>
internal static class RestoreCommand
{
    /// <summary>Why a conversation is erased again, as the trail says it.</summary>
    public const string BroughtBack = "It had been erased; a restored backup brought it back.";

    /// <summary>Tries the backup, brings it to today's form beside the store, erases again what was erased since, and only then puts it in place. Says what it did, step by step.</summary>
    public static async Task<int> RunAsync(string contentRoot, FileInfo source, Order order, TextWriter output, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        using var vault = KeyVaultSetup.Open(configuration, contentRoot);
        using var restore = await StoreRestore.UnpackAsync(configuration.GetSection("Storage"), contentRoot, source.FullName, order.KeysFrom?.FullName, vault, cancel);
        await SayAsync($"The backup shows the store as of {restore.Manifest.TakenAt:u}, form {restore.Manifest.Schema}. {BackupCommand.Holds(restore.Manifest)}");
        await SayAsync($"It is whole, and the key file {restore.KeyFile} opens it.");
        if (restore.IsReplacedUnreadable)
            await SayAsync($"The store that is replaced cannot be read: what was erased since is known from lists of erasures alone.");

        var erased = Erased(restore, configuration, order);
        await using (var records = await OpenedRecords.OpenAsync(contentRoot, cancel, new("Storage:ConnectionString", $"Data Source={restore.DataFile}"), new("Storage:KeyFile", restore.OpenedKeyFile)))
        {
            var again = await records.GetRequiredService<StoredRecords>().EraseAgainAsync(erased, new(OpenedRecords.Actor, BroughtBack), cancel);
            await SayAsync($"Known erasures: {erased.Count}. Conversations erased again: {again}.");
            await using (var db = await records.GetRequiredService<IDbContextFactory<BotDb>>().CreateDbContextAsync(cancel))
                await db.Database.ExecuteSqlRawAsync("DELETE FROM \"StaffSessions\"", cancel);
            await SayAsync($"Staff sign in again; their accounts, roles and locks are those of then.");
            var trail = records.GetRequiredService<IAuditTrail>();
            await trail.RecordAsync(OpenedRecords.Actor, "record.restore", null, string.Create(CultureInfo.InvariantCulture, $"as of {restore.Manifest.TakenAt:u}, SHA-256 of its data {restore.Manifest.Sha256}"), cancel);
            if ((await trail.VerifyAsync(cancel)).Broken is not null)
                throw new StorageUnavailableException("The audit trail of the restored store is broken. Nothing was changed.");
        }

        if (order.IsTrial)
        {
            await SayAsync($"That was a trial: nothing was changed.");
            return 0;
        }

        var aside = restore.PutInPlace(TimeProvider.System.GetUtcNow());
        await SayAsync($"The store is restored, in today's form, and can be started. What was said, booked and settled after {restore.Manifest.TakenAt:u} is not in it.");
        foreach (var file in aside)
            await SayAsync($"What stood there before is kept as {file}. Delete it once nobody needs it: it holds what patients said.");
        return 0;

        Task SayAsync(FormattableString line) => output.WriteLineAsync(FormattableString.Invariant(line).AsMemory(), cancel);
    }

    private static ImmutableHashSet<string> Erased(StoreRestore restore, IConfiguration configuration, Order order)
    {
        if (order.Erasures is { Exists: false } missing)
            throw new StorageUnavailableException($"There is no list '{missing.FullName}'. Nothing was changed.");
        return restore.Erased.Union(restore.Listed(configuration["Retention:ErasureList"])).Union(order.Erasures is { } file ? ErasureList.Read(file.FullName) : []);
    }

    /// <summary>How to restore.</summary>
    /// <param name="KeysFrom">A key file that opens the backup, or null for the one in place.</param>
    /// <param name="Erasures">A list of erasures from elsewhere, or null.</param>
    /// <param name="IsTrial">Whether all is tried and nothing changed.</param>
    internal sealed record Order(FileInfo? KeysFrom, FileInfo? Erasures, bool IsTrial);
}
