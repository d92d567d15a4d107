using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ValorSpine.Bot.Storage.PostgreSql;
using ValorSpine.Bot.Storage.Sessions;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Moving;

/// <summary>
/// Copies a store from a SQLite file into a PostgreSQL database and proves it, table by table. What was copied when it was interrupted is kept where it still is as the source has it.
/// While it runs nothing can be written to the file; the file stays as it is.
/// </summary>
public static class StoreMove
{
    private const int AtOnce = 2000;

    /// <summary>Moves it.</summary>
    /// <param name="storage">Section <c>Storage</c>, which names the file.</param>
    /// <param name="contentRoot">Where relative paths start.</param>
    /// <param name="to">Connection string of the database.</param>
    /// <param name="told">Is told how far it is, a line at a time.</param>
    /// <param name="cancel">Stops it after the rows in hand; the next call goes on.</param>
    /// <exception cref="StorageUnavailableException">It cannot be moved; the message is one plain line.</exception>
    public static async Task RunAsync(IConfiguration storage, string contentRoot, string to, Action<string> told, CancellationToken cancel)
    {
        var from = StorageSettings.Read(storage, contentRoot);
        if (from.DataFile is null || !File.Exists(from.DataFile))
            throw new StorageUnavailableException($"There is no data file to move: Storage:Provider and Storage:ConnectionString must name the SQLite file{(from.DataFile is null ? "" : $", and '{from.DataFile}' is not there")}.");
        var into = StorageSettings.PostgreSql(to, from.KeyFile, contentRoot);
        await using var source = new SqliteEngine(from, NullLoggerFactory.Instance);
        await using var target = new PostgresEngine(into, NullLoggerFactory.Instance) { TakesUnfinishedMove = true };
        try
        {
            await source.PrepareAsync(() => { }, cancel);
            await target.PrepareAsync(() => { }, cancel);
            using var reading = source.OpenWriter();
            // Nobody writes the file while it is read.
            reading.Begin();
            await using var connection = await target.Unpooled.OpenConnectionAsync(cancel);
            await using var model = target.CreateDbContext();
            await MoveAsync(reading, connection, MovedTable.AllOf(model), target.Place, told, cancel);
        }
        catch (Exception error) when ((source.Explain(error) ?? target.Explain(error)) is { } problem)
        {
            throw new StorageUnavailableException(problem, error);
        }
    }

    private static async Task MoveAsync(StoreSession source, NpgsqlConnection target, IReadOnlyList<MovedTable> tables, string place, Action<string> told, CancellationToken cancel)
    {
        await BeginAsync(source, target, tables, place, cancel);
        foreach (var table in tables)
            await CopyAsync(source, target, table, told, cancel);
        foreach (var table in tables)
            await VerifyAsync(source, target, table, told, cancel);
        foreach (var renumber in tables.Select(table => table.Renumber).OfType<string>())
            await ExecuteAsync(target, renumber, cancel);
        await ExecuteAsync(target, $"DROP TABLE {PostgresEngine.UnfinishedMove}", cancel);
    }

    /// <summary>Marks the target as being filled from this source, or finds that mark; refuses one that holds something else.</summary>
    private static async Task BeginAsync(StoreSession source, NpgsqlConnection target, IReadOnlyList<MovedTable> tables, string place, CancellationToken cancel)
    {
        var name = source.Query("SELECT Value FROM Secrets WHERE Name = 'key-check'", row => row.Bytes(0))
            ?? throw new StorageUnavailableException("The data file was never used by the service: there is nothing to move. Start the service on the database as it is.");
        if (await ScalarAsync(target, $"SELECT to_regclass('{PostgresEngine.UnfinishedMove}') IS NOT NULL", cancel) is true)
        {
            if (await ScalarAsync(target, $"SELECT source FROM {PostgresEngine.UnfinishedMove}", cancel) is byte[] earlier && earlier.AsSpan().SequenceEqual(name))
                return;
            throw new StorageUnavailableException($"Into {place} another store is being moved, and that is not finished. Finish it, or name an empty database.");
        }

        foreach (var table in tables)
        {
            if (await ScalarAsync(target, table.Count, cancel) is not 0L)
                throw new StorageUnavailableException($"In {place} the table '{table.Name}' holds data already. Name an empty database: nothing is overwritten.");
        }

        await using var transaction = await target.BeginTransactionAsync(cancel);
        await ExecuteAsync(target, $"CREATE TABLE {PostgresEngine.UnfinishedMove} (source bytea NOT NULL)", cancel);
        await using (var mark = new NpgsqlCommand($"INSERT INTO {PostgresEngine.UnfinishedMove} VALUES ($1)", target) { Parameters = { new() { Value = name } } })
            await mark.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task CopyAsync(StoreSession source, NpgsqlConnection target, MovedTable table, Action<string> told, CancellationToken cancel)
    {
        var total = source.Query(table.Count, row => row.GetInt64(0));
        var there = await KeptAsync(source, target, table, cancel);
        var rows = new List<object?[]>(AtOnce);
        var (seen, done) = (0L, there);
        // Read on the one thread that has the file; what is read is written before more is read.
        source.Each(table.SelectAll, row =>
        {
            cancel.ThrowIfCancellationRequested();
            if (seen++ < there)
                return;
            rows.Add(Values(row, table));
            if (rows.Count == AtOnce)
                Write();
        });
        Write();

        void Write()
        {
            if (rows.Count == 0)
                return;
            using (var copy = target.BeginBinaryImport(table.Copy))
            {
                foreach (var values in rows)
                    WriteRow(copy, values, table);
                copy.Complete();
            }

            done += rows.Count;
            rows.Clear();
            told(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {done:N0} of {total:N0} rows"));
        }
    }

    private static void WriteRow(NpgsqlBinaryImporter copy, object?[] values, MovedTable table)
    {
        copy.StartRow();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
                copy.Write(value, table.Columns[i].Type);
            else
                copy.WriteNull();
        }
    }

    /// <summary>How many rows an interrupted move left that are the first rows of the source; where they are others, the table is emptied.</summary>
    private static async Task<long> KeptAsync(StoreSession source, NpgsqlConnection target, MovedTable table, CancellationToken cancel)
    {
        using var there = await HashAsync(target, table, cancel);
        if (there.Rows == 0)
            return 0;
        using var first = Hash(source, table, there.Rows);
        if (first.Rows == there.Rows && first.Current() == there.Current())
            return there.Rows;
        await ExecuteAsync(target, $"TRUNCATE {MovedTable.Quoted(table.Name)} CASCADE", cancel);
        return 0;
    }

    private static async Task VerifyAsync(StoreSession source, NpgsqlConnection target, MovedTable table, Action<string> told, CancellationToken cancel)
    {
        using var here = Hash(source, table, long.MaxValue);
        using var there = await HashAsync(target, table, cancel);
        if (here.Rows != there.Rows || here.Current() != there.Current())
            throw new StorageUnavailableException($"The table '{table.Name}' is not the same on both sides ({here.Rows} and {there.Rows} rows). See to it that nothing else writes there, and run the command again.");
        told(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {here.Rows:N0} rows, the same on both sides (sha256 {here.Current()[..16]})"));
    }

    private static RowHash Hash(StoreSession source, MovedTable table, long most)
    {
        var hash = new RowHash();
        source.Each(table.SelectAll, row =>
        {
            if (hash.Rows < most)
                hash.Add(Values(row, table), table);
        });
        return hash;
    }

    private static async Task<RowHash> HashAsync(NpgsqlConnection target, MovedTable table, CancellationToken cancel)
    {
        var hash = new RowHash();
        await using var command = new NpgsqlCommand(table.SelectAll, target) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            hash.Add(Values(row, table), table);
        return hash;
    }

    private static object?[] Values(DbDataReader row, MovedTable table) => [.. table.Columns.Select((column, index) => RowHash.Read(row, index, column.Type))];

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
