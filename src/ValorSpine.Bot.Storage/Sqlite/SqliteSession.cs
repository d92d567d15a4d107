using System.Diagnostics;
using Microsoft.Data.Sqlite;
using ValorSpine.Bot.Storage.Audit;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>Is called before each statement of the writer. A test that throws here sees what a failure at that moment leaves behind; the service has none.</summary>
internal delegate void StatementProbe(string sql);

/// <summary>One connection that keeps its statements prepared. For one thread at a time. Parameters are <c>$1</c>, <c>$2</c> …</summary>
internal sealed class SqliteSession : IDisposable
{
    private static readonly string[] s_names = [.. Enumerable.Range(1, 32).Select(number => $"${number}")];
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    private StatementProbe? _probe;

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>What the audit trail is written with; the writer has it.</summary>
    public AuditKeys Audit
    {
        get => field ?? throw new InvalidOperationException("Only the writer adds to the audit trail.");
        set;
    }

    /// <summary>False once SQLite has given up a transaction by itself, as it does when the disk is full.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

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

    /// <summary>Runs a statement; gives how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>The first row, or the type's default.</summary>
    public T? Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Bind(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : default;
    }

    /// <summary>All rows.</summary>
    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Bind(sql, values).ExecuteReader();
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    /// <summary>Each row in turn, so that a table of any length can be gone through.</summary>
    public void Each(string sql, Action<SqliteDataReader> look, params ReadOnlySpan<object?> values)
    {
        using var rows = Bind(sql, values).ExecuteReader();
        while (rows.Read())
            look(rows);
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

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        _probe?.Invoke(sql);
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _connection.CreateCommand();
            statement.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                statement.Parameters.Add(new SqliteParameter { ParameterName = s_names[i] });
            _statements.Add(sql, statement);
        }

        for (var i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        return statement;
    }
}

/// <summary>Columns as the store keeps them.</summary>
internal static class SqliteColumns
{
    public static byte[] Bytes(this SqliteDataReader row, int column) => (byte[])row.GetValue(column);

    public static byte[]? BytesOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
