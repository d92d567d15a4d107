using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>An entry of the audit trail as it is stored.</summary>
/// <param name="Number">Its place in the trail.</param>
/// <param name="At">UTC ticks.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="ConversationId">Of which conversation, or null.</param>
/// <param name="Note">Encrypted, or null.</param>
internal sealed record AuditRow(long Number, long At, string Actor, string Action, string? ConversationId, byte[]? Note)
{
    public const string Columns = "Id, At, Actor, Action, ConversationId, Note";

    public static AuditRow Read(DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), row.BytesOrNull(5));

    /// <summary>SHA-256 over every part with its length and over the hash of the entry before, so that no two entries have the same form.</summary>
    public byte[] HashAfter(byte[] previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Number);
        Add(hash, At);
        Add(hash, Encoding.UTF8.GetBytes(Actor));
        Add(hash, Encoding.UTF8.GetBytes(Action));
        Add(hash, ConversationId is null ? null : Encoding.UTF8.GetBytes(ConversationId));
        Add(hash, Note);
        Add(hash, previous);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, byte[]? part)
    {
        Add(hash, part?.Length ?? -1);
        hash.AppendData(part ?? []);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
