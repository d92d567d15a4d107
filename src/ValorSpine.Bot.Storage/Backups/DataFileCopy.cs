using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Backups;

/// <summary>A data file that no service has open, looked at from outside, whatever version wrote it.</summary>
internal sealed class DataFileCopy(string file)
{
    // What the first master key wrapped begins in another way than by a number (KeyRing).
    private const string OneOfEachKey = "SELECT Id, WrappedKey FROM Conversations WHERE WrappedKey IS NOT NULL GROUP BY CASE WHEN substr(WrappedKey, 1, 1) = x'02' THEN substr(WrappedKey, 2, 4) ELSE x'' END";

    /// <summary>Copies a data file as it is at one moment. Who writes in it meanwhile is not held up.</summary>
    public static void Take(string connectionString, string target)
    {
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        using var to = new SqliteConnection(Plain(target, SqliteOpenMode.ReadWriteCreate));
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    /// <summary>Makes the file all there is, without a journal beside it. False where somebody else has it open.</summary>
    public bool TryClose()
    {
        try
        {
            using var connection = Open();
            // The library tries again for as long as a command may take.
            connection.DefaultTimeout = 1;
            return Text(connection, "PRAGMA journal_mode = DELETE") == "delete";
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SqliteCodes.Busy or SqliteCodes.Locked)
        {
            return false;
        }
    }

    /// <summary>What is wrong with its pages, or null.</summary>
    public string? Damage()
    {
        using var connection = Open();
        return Text(connection, "PRAGMA integrity_check(1)") is var found and not "ok" ? found : null;
    }

    /// <summary>Migrations that it has been through, oldest first.</summary>
    public ImmutableArray<string> Migrations()
    {
        using var connection = Open();
        return [.. List(connection, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId", row => row.GetString(0))];
    }

    /// <summary>Hashes of the conversations that its audit trail says were erased.</summary>
    public ImmutableHashSet<string> Erased()
    {
        using var connection = Open();
        return [.. List(connection, $"SELECT DISTINCT ConversationId FROM AuditEntries WHERE Action IN ({Retention.ErasureList.Actions}) AND ConversationId IS NOT NULL", row => Retention.ErasureList.Hash(row.GetString(0)))];
    }

    /// <summary>Makes sure that the keys open it and that its audit trail is whole.</summary>
    /// <returns>The numbers of the keys that it needs.</returns>
    /// <exception cref="StorageUnavailableException">They do not, or it is not.</exception>
    public ImmutableArray<int> Check(KeyRing keys, string keyFile)
    {
        using var session = SqliteSession.Open(Plain(file, SqliteOpenMode.ReadWrite), readOnly: true);
        var needed = new SortedSet<int>();
        try
        {
            foreach (var (name, value) in session.List("SELECT Name, Value FROM Secrets", row => (row.GetString(0), row.Bytes(1))))
            {
                keys.Decrypt(value, name, RowKind.Secret);
                needed.Add(KeyRing.NumberOf(value));
            }

            // One of each master key: that shows that it is the right one, not only one of the same number.
            foreach (var (id, wrapped) in session.List(OneOfEachKey, row => (row.GetString(0), row.Bytes(1))))
            {
                needed.Add(KeyRing.NumberOf(wrapped));
                if (keys.Keys.Any(key => key.Number == KeyRing.NumberOf(wrapped)))
                    keys.Unwrap(wrapped, id);
            }
        }
        catch (CryptographicException error)
        {
            throw new StorageUnavailableException($"The key file '{keyFile}' does not open what is in the data file. Use the key file from when the backup was made, or a newer one that still holds its keys.", error);
        }

        var missing = needed.Except(keys.Keys.Select(key => key.Number)).ToArray();
        if (missing.Length > 0)
            throw new StorageUnavailableException($"The key file '{keyFile}' lacks master key {string.Join(", ", missing)}, and without it some conversations cannot be read. Use a copy of the key file that still holds it.");
        CheckTrail(session, keys);
        return [.. needed];
    }

    /// <summary>What the manifest tells of it.</summary>
    public BackupManifest Describe(DateTimeOffset takenAt, ImmutableArray<int> keys, string sha256)
    {
        using var connection = Open();
        var migrations = Migrations();
        return new()
        {
            Format = BackupManifest.CurrentFormat,
            TakenAt = takenAt,
            Schema = migrations.IsEmpty ? "" : migrations[^1],
            Bytes = new FileInfo(file).Length,
            Sha256 = sha256,
            MasterKeys = keys,
            Conversations = Count(connection, "SELECT count(*) FROM Conversations WHERE WrappedKey IS NOT NULL"),
            Messages = Count(connection, "SELECT count(*) FROM Log"),
            Appointments = Count(connection, "SELECT count(*) FROM Bookings WHERE CancelledAt IS NULL"),
            AuditEntries = Count(connection, "SELECT count(*) FROM AuditEntries"),
            LastAuditHash = HasTrail(connection) ? Text(connection, "SELECT lower(hex(Hash)) FROM AuditHeads WHERE Id = 1") ?? "" : "",
        };
    }

    private static void CheckTrail(SqliteSession session, KeyRing keys)
    {
        // What an older version wrote is no chain yet; it is linked when it is next opened.
        if (session.Query("SELECT 1 FROM sqlite_master WHERE name = 'AuditHeads'", _ => true) is false
            || session.Query("SELECT Value FROM Secrets WHERE Name = $1", row => row.Bytes(0), AuditKeys.Secret) is not { } secret)
        {
            return;
        }

        if (AuditVerifier.Verify(session, new(keys.Decrypt(secret, AuditKeys.Secret, RowKind.Secret))).Broken is { } broken)
            throw new StorageUnavailableException(string.Create(CultureInfo.InvariantCulture, $"The audit trail is not as it was written, from entry {broken.Number} on. Look into that first: '-- audit verify' says more."));
    }

    private static bool HasTrail(SqliteConnection connection) => Count(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'AuditHeads'") == 1;

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(Plain(file, SqliteOpenMode.ReadWrite));
        connection.Open();
        return connection;
    }

    private static string Plain(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();

    private static long Count(SqliteConnection connection, string sql) => List(connection, sql, row => row.GetInt64(0))[0];

    private static string? Text(SqliteConnection connection, string sql) => List(connection, sql, row => row.GetString(0)).FirstOrDefault();

    private static List<T> List<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }
}
