using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NpgsqlTypes;
using ValorSpine.Bot.Storage.PostgreSql;

namespace ValorSpine.Bot.Storage.Moving;

/// <summary>SHA-256 over rows that says the same of the same values, whichever side they stand on.</summary>
internal sealed class RowHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>A value as the target takes it, or null.</summary>
    public static object? Read(DbDataReader row, int column, NpgsqlDbType type) => row.IsDBNull(column) ? null : type switch
    {
        NpgsqlDbType.Bigint => row.GetInt64(column),
        NpgsqlDbType.Integer => row.GetInt32(column),
        NpgsqlDbType.Boolean => row.GetBoolean(column),
        NpgsqlDbType.Bytea => (byte[])row.GetValue(column),
        _ => PostgresSession.Storable(row.GetString(column)),
    };

    /// <summary>Adds a row: each value with its length, so that no two rows have the same form.</summary>
    public void Add(IReadOnlyList<object?> values, MovedTable table)
    {
        Rows++;
        for (var i = 0; i < values.Count; i++)
        {
            switch (values[i])
            {
                case null:
                    Length(-1);
                    break;
                case byte[] bytes:
                    Append(bytes);
                    break;
                case string text:
                    Append(Encoding.UTF8.GetBytes(table.Columns[i].Type == NpgsqlDbType.Jsonb ? Sorted(JsonNode.Parse(text)) : text));
                    break;
                case bool flag:
                    Length(flag ? 1 : 0);
                    break;
                case int number:
                    Length(number);
                    break;
                case long number:
                    Length(number);
                    break;
            }
        }
    }

    /// <summary>The hash of what was added so far, in hexadecimal digits.</summary>
    public string Current() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    // PostgreSQL keeps JSON in an order and with spaces of its own.
    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => $"{{{string.Join(',', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{JsonValue.Create(field.Key).ToJsonString()}:{Sorted(field.Value)}"))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Sorted))}]",
        null => "null",
        _ => node.ToJsonString(),
    };

    private void Append(byte[] bytes)
    {
        Length(bytes.Length);
        _hash.AppendData(bytes);
    }

    private void Length(long length)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, length);
        _hash.AppendData(number);
    }
}
