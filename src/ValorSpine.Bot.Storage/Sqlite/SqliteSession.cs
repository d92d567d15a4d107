using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>A connection to a SQLite file that keeps its statements prepared.</summary>
internal sealed class SqliteSession : StoreSession
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    private StatementProbe? _probe;

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <inheritdoc/>
    public override bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <inheritdoc/>
    public override bool IsLost => false;

    /// <inheritdoc/>
    public override string JoinInOrder => "CROSS JOIN";

    public static SqliteSession Open(string connectionString, bool readOnly, StatementProbe? probe = null)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        var session = new SqliteSession(new(builder.ToString()));
        try
        {
            session._connection.Open();
            session.Execute($"PRAGMA busy_timeout = {builder.DefaultTimeout * 1000}");
            session.Query("PRAGMA journal_mode = WAL", row => row.GetString(0));
            session.Execute("PRAGMA synchronous = FULL");
            session.Execute("PRAGMA foreign_keys = ON");
            session.Execute("PRAGMA wal_autocheckpoint = 2000");
            // What is deleted or overwritten is gone from the file, too: an erased conversation must not be found in free pages.
            session.Query("PRAGMA secure_delete = ON", row => row.GetInt64(0));
            if (readOnly)
                session.Execute("PRAGMA query_only = ON");
            session._probe = probe;
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <inheritdoc/>
    public override void Post(string sql, params ReadOnlySpan<object?> values) => Execute(sql, values);

    /// <inheritdoc/>
    public override void Begin() => Execute("BEGIN IMMEDIATE");

    /// <inheritdoc/>
    public override void BeginPiece() => Execute("SAVEPOINT piece");

    /// <inheritdoc/>
    public override void EndPiece() => Execute("RELEASE piece");

    /// <inheritdoc/>
    public override void UndoPiece()
    {
        Execute("ROLLBACK TO piece");
        Execute("RELEASE piece");
    }

    /// <inheritdoc/>
    public override void Commit() => Execute("COMMIT");

    /// <inheritdoc/>
    public override void RollBack() => Execute("ROLLBACK");

    /// <inheritdoc/>
    public override void InSnapshot(Action reads)
    {
        Execute("BEGIN");
        try
        {
            reads();
        }
        finally
        {
            Execute("COMMIT");
        }
    }

    /// <inheritdoc/>
    public override void DeferForeignKeys() => Execute("PRAGMA defer_foreign_keys = ON");

    /// <inheritdoc/>
    public override List<string> TablesWith(string column) => List(
        "SELECT t.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c ON c.name = $1 WHERE t.type = 'table' ORDER BY t.name", row => row.GetString(0), column);

    /// <inheritdoc/>
    public override string NumbersIn(string parameter) => $"json_each({parameter})";

    /// <inheritdoc/>
    public override void ProtectTrail()
    {
        Execute("CREATE TRIGGER IF NOT EXISTS AuditEntries_Unchanged BEFORE UPDATE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'Entries of the audit trail are never changed.'); END");
        Execute(
            """
            CREATE TRIGGER IF NOT EXISTS AuditEntries_Kept BEFORE DELETE ON AuditEntries WHEN OLD.Id > COALESCE((SELECT PurgedThrough FROM AuditHeads WHERE Id = 1), 0)
            BEGIN SELECT RAISE(ABORT, 'Entries of the audit trail are never removed before their time.'); END
            """);
    }

    /// <summary>Ends whatever statement is under way once it has taken so long; it is undone then.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="steps">After how many steps of the statement it is looked whether that is over.</param>
    public void StopAfter(TimeSpan patience, int steps)
    {
        var began = Stopwatch.GetTimestamp();
        SQLitePCL.raw.sqlite3_progress_handler(_connection.Handle, steps, _ => Stopwatch.GetElapsedTime(began) >= patience ? 1 : 0, null);
    }

    /// <summary>Statements may take as long as they need again.</summary>
    public void StopNoMore() => SQLitePCL.raw.sqlite3_progress_handler(_connection.Handle, 0, null, null);

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    /// <inheritdoc/>
    protected override DbDataReader Open(string sql, ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        _probe?.Invoke(sql);
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _connection.CreateCommand();
            statement.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                statement.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i + 1}") });
            _statements.Add(sql, statement);
        }

        for (var i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        return statement;
    }
}
