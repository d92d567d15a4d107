using System.Data;
using System.Data.Common;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>
/// A connection to PostgreSQL. Each way there and back costs, so that what begins and ends pieces, and what is posted, waits for the next statement and goes with it.
/// Nobody writes beside a transaction of this session: it begins with one lock that all replicas share, so that what is written for one writer is right for many.
/// </summary>
internal sealed class PostgresSession : StoreSession
{
    /// <summary>The lock of whoever writes. The number means nothing; others of the same database must not use it.</summary>
    public const long WriteLock = 0x56535F5752495445;

    private readonly NpgsqlConnection _connection;
    private readonly StatementProbe? _probe;
    private readonly List<NpgsqlBatchCommand> _waiting = [];
    private readonly Dictionary<string, NpgsqlDbType?[]> _types = new(StringComparer.Ordinal);
    private int _waitingRows;
    private int _pieceAt = -1;
    private bool _hasPosted;
    private bool _inTransaction;
    private NpgsqlBatchCommand? _lock;

    private PostgresSession(NpgsqlConnection connection, StatementProbe? probe) => (_connection, _probe) = (connection, probe);

    /// <inheritdoc/>
    public override bool InTransaction => _inTransaction && !IsLost;

    /// <inheritdoc/>
    public override bool IsLost => _connection.FullState is not ConnectionState.Open and not (ConnectionState.Open | ConnectionState.Fetching) and not (ConnectionState.Open | ConnectionState.Executing);

    /// <summary>Whether it was the lock that could not be had in time: the first statement of a transaction goes with it, and may be slow by itself.</summary>
    public override bool FailedToBegin(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled, BatchCommand: { } failed } && failed == _lock;

    /// <inheritdoc/>
    public override string JoinInOrder => "JOIN";

    /// <summary>Opens a session with settings that hold for it alone.</summary>
    public static PostgresSession Open(NpgsqlDataSource source, string settings, StatementProbe? probe)
    {
        var connection = source.OpenConnection();
        try
        {
            using var command = new NpgsqlCommand(settings, connection);
            command.ExecuteNonQuery();
            return new(connection, probe);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        _probe?.Invoke(sql);
        using var batch = Take(Bind(sql, values));
        batch.ExecuteNonQuery();
        return (int)batch.BatchCommands[^1].RecordsAffected;
    }

    /// <inheritdoc/>
    public override void Post(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_inTransaction)
        {
            Execute(sql, values);
            return;
        }

        _probe?.Invoke(sql);
        _waiting.Add(Bind(sql, values));
        _hasPosted = true;
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        Wait("BEGIN");
        _waiting.Add(_lock = new($"SELECT pg_advisory_xact_lock({WriteLock})"));
        _waitingRows++;
        _inTransaction = true;
    }

    /// <inheritdoc/>
    public override void BeginPiece()
    {
        _pieceAt = _waiting.Count;
        Wait("SAVEPOINT piece");
    }

    /// <inheritdoc/>
    public override void EndPiece()
    {
        // What is wrong with what was posted has to be told of this piece and of no other.
        Wait("RELEASE piece");
        if (_hasPosted)
            Flush();
    }

    /// <inheritdoc/>
    public override void UndoPiece()
    {
        if (_pieceAt >= 0)
        {
            // The database has not heard of the piece yet.
            _waiting.RemoveRange(_pieceAt, _waiting.Count - _pieceAt);
            _hasPosted = false;
            return;
        }

        _waiting.Clear();
        _hasPosted = false;
        Wait("ROLLBACK TO piece");
        Wait("RELEASE piece");
    }

    /// <inheritdoc/>
    public override void Commit()
    {
        Wait("COMMIT");
        Flush();
        _inTransaction = false;
    }

    /// <inheritdoc/>
    public override void RollBack()
    {
        _inTransaction = false;
        (_waitingRows, _pieceAt, _hasPosted) = (0, -1, false);
        _waiting.Clear();
        Wait("ROLLBACK");
        Flush();
    }

    /// <inheritdoc/>
    public override void InSnapshot(Action reads)
    {
        Execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        try
        {
            reads();
        }
        finally
        {
            if (!IsLost)
                Execute("ROLLBACK");
        }
    }

    /// <inheritdoc/>
    public override void DeferForeignKeys() => Post("SET CONSTRAINTS ALL DEFERRED");

    /// <inheritdoc/>
    public override List<string> TablesWith(string column) => List(
        "SELECT c.table_name FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name) WHERE c.column_name = lower($1) AND c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ORDER BY c.table_name",
        row => row.GetString(0), column);

    /// <inheritdoc/>
    public override string NumbersIn(string parameter) => $"(SELECT CAST(number AS BIGINT) AS value FROM json_array_elements_text(CAST({parameter} AS JSON)) AS number) AS numbers";

    /// <inheritdoc/>
    public override void ProtectTrail() => Execute(
        """
        DO $do$ BEGIN
            CREATE OR REPLACE FUNCTION refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
                IF TG_OP IN ('UPDATE', 'TRUNCATE') THEN RAISE EXCEPTION 'Entries of the audit trail are never changed.'; END IF;
                IF OLD.Id > COALESCE((SELECT PurgedThrough FROM AuditHeads WHERE Id = 1), 0) THEN RAISE EXCEPTION 'Entries of the audit trail are never removed before their time.'; END IF;
                RETURN OLD;
            END $body$;
            IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'auditentries_kept' AND tgrelid = CAST('AuditEntries' AS regclass)) THEN
                CREATE TRIGGER AuditEntries_Kept BEFORE UPDATE OR DELETE ON AuditEntries FOR EACH ROW EXECUTE FUNCTION refuse_trail_change();
                CREATE TRIGGER AuditEntries_NotEmptied BEFORE TRUNCATE ON AuditEntries FOR EACH STATEMENT EXECUTE FUNCTION refuse_trail_change();
            END IF;
        END $do$
        """);

    /// <inheritdoc/>
    public override void Dispose() => _connection.Dispose();

    /// <inheritdoc/>
    protected override DbDataReader Open(string sql, ReadOnlySpan<object?> values)
    {
        _probe?.Invoke(sql);
        var rowsBefore = _waitingRows;
        var batch = Take(Bind(sql, values));
        var reader = batch.ExecuteReader();
        try
        {
            // The lock gives a row of its own, which comes first.
            for (var i = 0; i < rowsBefore; i++)
                reader.NextResult();
            return reader;
        }
        catch
        {
            // One that stays open would stand in the way of all that follows.
            reader.Dispose();
            throw;
        }
    }

    private void Flush()
    {
        using var batch = Take(null);
        batch.ExecuteNonQuery();
    }

    private void Wait(string sql) => _waiting.Add(new(sql));

    /// <summary>All that waits and the statement itself. From here on the database has heard of it.</summary>
    private NpgsqlBatch Take(NpgsqlBatchCommand? last)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var waiting in _waiting)
            batch.BatchCommands.Add(waiting);
        if (last is not null)
            batch.BatchCommands.Add(last);
        _waiting.Clear();
        (_waitingRows, _pieceAt, _hasPosted) = (0, -1, false);
        return batch;
    }

    private NpgsqlBatchCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (values.IsEmpty)
            return command;
        if (!_types.TryGetValue(sql, out var types))
            _types.Add(sql, types = new NpgsqlDbType?[values.Length]);
        for (var i = 0; i < values.Length; i++)
            command.Parameters.Add(Parameter(values[i], ref types[i]));
        return command;
    }

    /// <summary>A null has the type that was there before, so that the prepared statement is the same; before that the database finds it out.</summary>
    private static NpgsqlParameter Parameter(object? value, ref NpgsqlDbType? type)
    {
        type ??= TypeOf(value);
        var parameter = new NpgsqlParameter { Value = value switch { null => DBNull.Value, int number => (long)number, string text => Storable(text), _ => value } };
        if (type is { } known)
            parameter.NpgsqlDbType = known;
        return parameter;
    }

    /// <summary>Text as PostgreSQL takes it: without the character 0 and without halves of characters, which somebody may send in a name.</summary>
    public static string Storable(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 && !text.Contains('\0', StringComparison.Ordinal) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');

    private static NpgsqlDbType? TypeOf(object? value) => value switch
    {
        null => null,
        string => NpgsqlDbType.Text,
        int or long => NpgsqlDbType.Bigint,
        bool => NpgsqlDbType.Boolean,
        byte[] => NpgsqlDbType.Bytea,
        _ => throw new ArgumentException($"A {value.GetType().Name} is no parameter that the store knows.", nameof(value)),
    };
}
