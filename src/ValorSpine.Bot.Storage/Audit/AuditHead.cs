using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>Where the trail begins and ends. It is sealed with a key that is not in the data file: else its end could be cut off, or all of it be written anew.</summary>
/// <param name="Number">Of the last entry; 0 before the first.</param>
/// <param name="Hash">Of the last entry.</param>
/// <param name="PurgedThrough">Number of the last entry that was removed when its time was over; 0 where none was.</param>
/// <param name="PurgedHash">Hash of that entry, which the first that is left follows.</param>
internal sealed record AuditHead(long Number, byte[] Hash, long PurgedThrough, byte[] PurgedHash)
{
    public static AuditHead Empty { get; } = new(0, new byte[SHA256.HashSizeInBytes], 0, new byte[SHA256.HashSizeInBytes]);

    public static AuditHead? Find(StoreSession session) => session.Query("SELECT Number, Hash, PurgedThrough, PurgedHash FROM AuditHeads WHERE Id = 1", Read);

    /// <summary>Whether the stored seal was made by this service for the head as it stands.</summary>
    public bool IsSealed(StoreSession session, AuditKeys keys) =>
        session.Query("SELECT Seal FROM AuditHeads WHERE Id = 1", row => row.Bytes(0)) is { } seal && CryptographicOperations.FixedTimeEquals(seal, keys.Seal(Form()));

    public void Write(StoreSession session, AuditKeys keys) => session.Post(
        """
        INSERT INTO AuditHeads (Id, Number, Hash, PurgedThrough, PurgedHash, Seal) VALUES (1, $1, $2, $3, $4, $5)
        ON CONFLICT (Id) DO UPDATE SET Number = excluded.Number, Hash = excluded.Hash, PurgedThrough = excluded.PurgedThrough, PurgedHash = excluded.PurgedHash, Seal = excluded.Seal
        """,
        Number, Hash, PurgedThrough, PurgedHash, keys.Seal(Form()));

    private static AuditHead Read(DbDataReader row) => new(row.GetInt64(0), row.Bytes(1), row.GetInt64(2), row.Bytes(3));

    private byte[] Form()
    {
        Span<byte> numbers = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(numbers, Number);
        BinaryPrimitives.WriteInt64BigEndian(numbers[sizeof(long)..], PurgedThrough);
        return [.. numbers, .. Hash, .. PurgedHash];
    }
}
