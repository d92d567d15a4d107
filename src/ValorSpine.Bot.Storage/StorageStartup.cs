using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Judging;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage;

/// <summary>Opens the store at start-up.</summary>
public static class StorageStartup
{
    internal const string KeyCheck = "key-check";

    /// <summary>Creates the folder, brings the data file to today's form and opens the writer. To be called once, before anything else uses the store.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be used; the message is one plain line.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        var store = services.GetRequiredService<SqliteStore>();
        var settings = store.Settings;
        var folder = Path.GetDirectoryName(settings.DataFile)!;
        try
        {
            Directory.CreateDirectory(folder);
            await MigrateAsync(services, settings, cancel);
            var time = services.GetRequiredService<TimeProvider>();
            var key = OpenKey(settings, services.GetService<IKeyVault>(), time);
            store.Open(key, PrepareAudit(settings, key, time));
            // With these keys at hand, a turn that is handed in waits for nothing but its commit.
            await services.GetRequiredService<SearchIndex>().PrepareAsync(cancel);
            await services.GetRequiredService<SaidSections>().PrepareAsync(cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The data folder '{folder}' cannot be written. Let the service's account write there, or set Storage:ConnectionString to a file elsewhere ('Data Source=/path/valorspine.db').", error);
        }
        catch (SqliteException error)
        {
            throw new StorageUnavailableException(
                SqliteProblem.Of(error, settings.DataFile) is { } problem ? $"{problem.TrimEnd('.')}, then start again."
                    : $"The data file '{settings.DataFile}' cannot be used (SQLite error {error.SqliteErrorCode}). Restore it from your backup, or move it away to start with an empty one.",
                error);
        }
    }

    private static async Task MigrateAsync(IServiceProvider services, StorageSettings settings, CancellationToken cancel)
    {
        // EF's own lock is a row that a killed process leaves behind, and then the next start waits for ever. This one dies with its process.
        await using var guard = await LockAsync(settings, cancel);
        await using var db = await services.GetRequiredService<IDbContextFactory<BotDb>>().CreateDbContextAsync(cancel);
        if (File.Exists(settings.DataFile))
        {
            var unknown = (await db.Database.GetAppliedMigrationsAsync(cancel)).Except(db.Database.GetMigrations()).Any();
            if (unknown)
                throw new StorageUnavailableException($"The data file '{settings.DataFile}' was written by a newer version. Start that version, or restore the backup from before the update.");
            if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            {
                FreePages.Overwrite(settings, services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FreePages)));
                return;
            }

            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        }

        await db.Database.MigrateAsync(cancel);
        FreePages.Overwrite(settings, services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FreePages)));
    }

    private static async Task<FileStream> LockAsync(StorageSettings settings, CancellationToken cancel)
    {
        var path = settings.DataFile + ".lock";
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (File.Exists(path))
            {
                if (tries == 300)
                    throw new StorageUnavailableException($"Another process is still preparing the data file '{settings.DataFile}'. Wait for it or stop it, then start again.", error);
                await Task.Delay(100, cancel);
            }
        }
    }

    /// <summary>Opens the master keys and makes sure that they are those that this file was written with.</summary>
    private static KeyRing OpenKey(StorageSettings settings, IKeyVault? vault, TimeProvider time)
    {
        using var session = SqliteSession.Open(settings.ConnectionString, readOnly: false);
        var check = session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), KeyCheck);
        var key = KeyRing.Open(settings.KeyFile, mayCreate: check is null, vault, time.GetUtcNow());
        if (check is null)
        {
            session.Execute("INSERT INTO Secrets (Name, Value) VALUES ($1, $2) ON CONFLICT DO NOTHING", KeyCheck, key.Encrypt([], KeyCheck, RowKind.Secret));
            check = session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), KeyCheck);
        }

        try
        {
            key.Decrypt(check, KeyCheck, RowKind.Secret);
            return key;
        }
        catch (CryptographicException error)
        {
            throw new StorageUnavailableException($"The key file '{settings.KeyFile}' does not belong to the data file '{settings.DataFile}'. Put the key file back that was made with it.", error);
        }
    }

    /// <summary>Opens what the audit trail is sealed with, and makes the trail ready.</summary>
    private static AuditKeys PrepareAudit(StorageSettings settings, KeyRing key, TimeProvider time)
    {
        using var session = SqliteSession.Open(settings.ConnectionString, readOnly: false);
        session.Execute("BEGIN IMMEDIATE");
        var made = key.Encrypt(RandomNumberGenerator.GetBytes(ContentCipher.KeySize), AuditKeys.Secret, RowKind.Secret);
        var isNew = session.Execute("INSERT INTO Secrets (Name, Value) VALUES ($1, $2) ON CONFLICT DO NOTHING", AuditKeys.Secret, made) == 1;
        var kept = session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), AuditKeys.Secret);
        session.Audit = new(key.Decrypt(kept, AuditKeys.Secret, RowKind.Secret));
        AuditChain.Prepare(session, isNew, time.GetUtcNow().UtcTicks);
        session.Execute("COMMIT");
        return session.Audit;
    }
}
