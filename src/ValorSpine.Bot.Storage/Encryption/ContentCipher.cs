using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>Makes the cipher of a key. The benchmark that asks what encryption costs has one here that encrypts nothing; the service has none.</summary>
internal delegate ContentCipher CipherOf(byte[] key);

/// <summary>
/// AES-256-GCM with a random nonce. What a ciphertext belongs to is authenticated with it, so that a row copied to another place does not decrypt.
/// Layout: one byte 1, nonce (12 bytes), tag (16 bytes), ciphertext.
/// </summary>
internal class ContentCipher
{
    public const int KeySize = 32;
    private const byte Layout = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + NonceSize + TagSize;

    private readonly byte[] _key;

    public ContentCipher(byte[] key)
    {
        if (key.Length != KeySize)
            throw new ArgumentException($"A key has {KeySize} bytes.", nameof(key));
        _key = key;
    }

    public virtual byte[] Encrypt(ReadOnlySpan<byte> plain, string owner, RowKind kind, long number = 0)
    {
        var sealedBytes = new byte[HeaderSize + plain.Length];
        sealedBytes[0] = Layout;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(HeaderSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), AssociatedData(owner, kind, number));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, another place, or changed bytes.</exception>
    public virtual byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, string owner, RowKind kind, long number = 0)
    {
        if (sealedBytes.Length < HeaderSize || sealedBytes[0] != Layout)
            throw new CryptographicException("Not an encrypted record of a known layout.");
        var plain = new byte[sealedBytes.Length - HeaderSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(
            sealedBytes.Slice(1, NonceSize), sealedBytes[HeaderSize..], sealedBytes.Slice(1 + NonceSize, TagSize), plain, AssociatedData(owner, kind, number));
        return plain;
    }

    private static byte[] AssociatedData(string owner, RowKind kind, long number) => Encoding.UTF8.GetBytes($"{(byte)kind}:{number}:{owner}");
}

/// <summary>What a ciphertext is; part of what is authenticated, so the numbers never change.</summary>
internal enum RowKind : byte
{
    Key = 1,
    State = 2,
    Log = 3,
    Alert = 4,
    Screening = 5,
    Booking = 6,
    Secret = 7,
    DataProtection = 8,
    IncidentNote = 9,
    Consent = 10,
    ResumeCode = 12,
    KeptRequest = 13,
    Notice = 20,
    WaitingEntry = 21,
    ReplyAddress = 30,
    KeptActivity = 31,
    AuditNote = 40,
    HoldReason = 41,
    MasterKey = 42,
    TranscriptPage = 43,
    ReviewTags = 50,
    ReviewNote = 51,
    SavedView = 52,
    Draft = 70,
    Scorecard = 71,
    SafetyRecord = 72,
}
