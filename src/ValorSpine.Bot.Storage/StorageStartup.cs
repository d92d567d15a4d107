using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Judging;
using ValorSpine.Bot.Storage.PostgreSql;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage;

/// <summary>Opens the store at start-up.</summary>
public static class StorageStartup
{
    internal const string KeyCheck = "key-check";

    /// <summary>Brings the store to today's form and opens the writer. To be called once, before anything else uses the store.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be used; the message is one plain line.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        var store = services.GetRequiredService<DataStore>();
        var engine = store.Engine;
        try
        {
            await engine.PrepareAsync(() => Open(services, store), cancel);
            // With these keys at hand, a turn that is handed in waits for nothing but its commit.
            await services.GetRequiredService<SearchIndex>().PrepareAsync(cancel);
            await services.GetRequiredService<SaidSections>().PrepareAsync(cancel);
            if (engine is PostgresEngine)
                await services.GetRequiredService<PostgresReplicas>().StartAsync();
        }
        catch (Exception error) when (engine.Explain(error) is { } problem)
        {
            throw new StorageUnavailableException(problem, error);
        }
    }

    private static void Open(IServiceProvider services, DataStore store)
    {
        var time = services.GetRequiredService<TimeProvider>();
        using var session = store.Engine.OpenWriter();
        var key = OpenKey(session, services.GetRequiredService<StorageSettings>(), store.Engine, services.GetService<IKeyVault>(), services.GetService<CipherOf>(), time);
        store.Open(key, PrepareAudit(session, key, time));
    }

    /// <summary>Opens the master keys and makes sure that they are those that this store was written with.</summary>
    private static KeyRing OpenKey(StoreSession session, StorageSettings settings, StoreEngine engine, IKeyVault? vault, CipherOf? cipherOf, TimeProvider time)
    {
        var check = session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), KeyCheck);
        var key = KeyRing.Open(settings.KeyFile, mayCreate: check is null, vault, time.GetUtcNow(), cipherOf);
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
            throw new StorageUnavailableException($"The key file '{settings.KeyFile}' does not belong to {engine.Place}. Put the key file back that was made with it.", error);
        }
    }

    /// <summary>Opens what the audit trail is sealed with, and makes the trail ready.</summary>
    private static AuditKeys PrepareAudit(StoreSession session, KeyRing key, TimeProvider time)
    {
        session.Begin();
        var made = key.Encrypt(RandomNumberGenerator.GetBytes(ContentCipher.KeySize), AuditKeys.Secret, RowKind.Secret);
        var isNew = session.Execute("INSERT INTO Secrets (Name, Value) VALUES ($1, $2) ON CONFLICT DO NOTHING", AuditKeys.Secret, made) == 1;
        var kept = session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), AuditKeys.Secret);
        session.Audit = new(key.Decrypt(kept, AuditKeys.Secret, RowKind.Secret));
        AuditChain.Prepare(session, isNew, time.GetUtcNow().UtcTicks);
        session.Commit();
        return session.Audit;
    }
}
