using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NpgsqlTypes;

namespace ValorSpine.Bot.Storage.Moving;

/// <summary>A table as it is read on both sides: the same columns, in the order of its key.</summary>
/// <param name="Name">In small letters, which both sides understand.</param>
/// <param name="Columns">All of them, with what they hold.</param>
/// <param name="Key">The columns of its key.</param>
/// <param name="Numbered">The column that the database numbers by itself, or null.</param>
internal sealed record MovedTable(string Name, IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns, IReadOnlyList<string> Key, string? Numbered)
{
    private string List => string.Join(", ", Columns.Select(column => Quoted(column.Name)));

    /// <summary>Reads all rows. Text and bytes are in the same order on both sides, and so are numbers.</summary>
    public string SelectAll => $"SELECT {List} FROM {Quoted(Name)} ORDER BY {string.Join(", ", Key.Select(Quoted))}";

    /// <summary>Takes rows in.</summary>
    public string Copy => $"COPY {Quoted(Name)} ({List}) FROM STDIN (FORMAT BINARY)";

    /// <summary>Counts the rows.</summary>
    public string Count => $"SELECT count(*) FROM {Quoted(Name)}";

    /// <summary>Goes on numbering after the last row, or null where the database numbers nothing.</summary>
    public string? Renumber => Numbered is null ? null : $"SELECT setval(pg_get_serial_sequence('{Name}', '{Numbered}'), COALESCE(max({Quoted(Numbered)}), 1), max({Quoted(Numbered)}) IS NOT NULL) FROM {Quoted(Name)}";

    /// <summary>The tables of the target's model, each after those that it refers to.</summary>
    public static IReadOnlyList<MovedTable> AllOf(BotDb target)
    {
        var ordered = new List<ITable>();
        foreach (var table in target.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal))
            Add(table);
        return [.. ordered.Select(Of)];

        void Add(ITable table)
        {
            if (ordered.Contains(table))
                return;
            foreach (var reference in table.ForeignKeyConstraints.Where(reference => reference.PrincipalTable != table))
                Add(reference.PrincipalTable);
            ordered.Add(table);
        }
    }

    public static string Quoted(string name) => $"\"{name}\"";

    private static MovedTable Of(ITable table) => new(
        table.Name,
        [.. table.Columns.Select(column => (column.Name, TypeOf(column.StoreType)))],
        [.. table.PrimaryKey!.Columns.Select(column => column.Name)],
        table.PrimaryKey.Columns is [{ StoreType: "bigint" or "integer" } only] && only.PropertyMappings[0].Property.ValueGenerated == ValueGenerated.OnAdd ? only.Name : null);

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "boolean" => NpgsqlDbType.Boolean,
        "bytea" => NpgsqlDbType.Bytea,
        "jsonb" => NpgsqlDbType.Jsonb,
        "text" => NpgsqlDbType.Text,
        _ when type.StartsWith("character varying", StringComparison.Ordinal) => NpgsqlDbType.Text,
        _ => throw new NotSupportedException($"A column of the type '{type}' cannot be moved yet."),
    };
}
