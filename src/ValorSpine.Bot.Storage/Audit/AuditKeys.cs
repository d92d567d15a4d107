using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>What the audit trail is sealed and its notes are encrypted with. Made once for a store and kept in its secrets.</summary>
internal sealed class AuditKeys
{
    /// <summary>Name of the secret that both are derived from.</summary>
    public const string Secret = "audit-trail";

    private const string Owner = "audit-trail";
    private readonly byte[] _seal;
    private readonly ContentCipher _notes;

    public AuditKeys(byte[] secret)
    {
        _seal = Derived(secret, "seal");
        _notes = new(Derived(secret, "notes"));
    }

    public byte[] Seal(byte[] content) => HMACSHA256.HashData(_seal, content);

    public byte[]? Encrypt(string? note, long number) => note is null ? null : _notes.Encrypt(Encoding.UTF8.GetBytes(note), Owner, RowKind.AuditNote, number);

    public string? Decrypt(byte[]? note, long number) => note is null ? null : Encoding.UTF8.GetString(_notes.Decrypt(note, Owner, RowKind.AuditNote, number));

    private static byte[] Derived(byte[] secret, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, ContentCipher.KeySize, info: Encoding.ASCII.GetBytes(use));
}
