using System.Data.Common;
using ValorSpine.Bot.Storage.Audit;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>Is called before each statement of the writer. A test that throws here sees what a failure at that moment leaves behind; the service has none.</summary>
internal delegate void StatementProbe(string sql);

/// <summary>
/// One connection to the store. For one thread at a time. Statements are written once for all kinds of databases: parameters are <c>$1</c>, <c>$2</c> …, names stand without quotes, times are UTC ticks,
/// truth is TRUE and FALSE. What a kind of database says in its own way is a member here, and stands in the session of that kind and nowhere else.
/// </summary>
internal abstract class StoreSession : IDisposable
{
    /// <summary>What the audit trail is written with; the writer has it.</summary>
    public AuditKeys Audit
    {
        get => field ?? throw new InvalidOperationException("Only the writer adds to the audit trail.");
        set;
    }

    /// <summary>False once the database has given up a transaction by itself, or the connection is gone.</summary>
    public abstract bool InTransaction { get; }

    /// <summary>Whether the connection is gone: nothing more can be done with this session.</summary>
    public abstract bool IsLost { get; }

    /// <summary>Whether an error says that the transaction did not come about, so that nothing else in it can.</summary>
    public virtual bool FailedToBegin(Exception error) => false;

    /// <summary>Runs a statement; gives how many rows it changed.</summary>
    public abstract int Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>As <see cref="Execute"/>, for a statement of which nobody asks how many rows it changed: it may go to the database with the next one.</summary>
    public abstract void Post(string sql, params ReadOnlySpan<object?> values);

    /// <summary>The first row, or the type's default.</summary>
    public T? Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Open(sql, values);
        return rows.Read() ? read(rows) : default;
    }

    /// <summary>All rows.</summary>
    public List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Open(sql, values);
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    /// <summary>Each row in turn, so that a table of any length can be gone through.</summary>
    public void Each(string sql, Action<DbDataReader> look, params ReadOnlySpan<object?> values)
    {
        using var rows = Open(sql, values);
        while (rows.Read())
            look(rows);
    }

    /// <summary>Begins a transaction in which nobody else writes.</summary>
    public abstract void Begin();

    /// <summary>Begins a piece of the transaction that can be undone alone.</summary>
    public abstract void BeginPiece();

    /// <summary>The piece is done; what was wrong with it has been told by now.</summary>
    public abstract void EndPiece();

    /// <summary>Undoes the piece.</summary>
    public abstract void UndoPiece();

    /// <summary>Makes the transaction durable.</summary>
    public abstract void Commit();

    /// <summary>Undoes the transaction.</summary>
    public abstract void RollBack();

    /// <summary>Runs reads that see the store as it is at one moment.</summary>
    public abstract void InSnapshot(Action reads);

    /// <summary>Until the transaction ends, what refers to a row may go after it.</summary>
    public abstract void DeferForeignKeys();

    /// <summary>The tables that have a column of this name, in the order of their names.</summary>
    public abstract List<string> TablesWith(string column);

    /// <summary>A table with one column <c>value</c>, made of a parameter that holds a JSON array of numbers.</summary>
    public abstract string NumbersIn(string parameter);

    /// <summary>Joins in the order that is written, where the database can be told so.</summary>
    public abstract string JoinInOrder { get; }

    /// <summary>Has the database itself refuse that entries of the audit trail are changed, or removed before their time.</summary>
    public abstract void ProtectTrail();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The rows of a query.</summary>
    protected abstract DbDataReader Open(string sql, ReadOnlySpan<object?> values);
}

/// <summary>Columns as the store keeps them.</summary>
internal static class StoreColumns
{
    public static byte[] Bytes(this DbDataReader row, int column) => (byte[])row.GetValue(column);

    public static byte[]? BytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
