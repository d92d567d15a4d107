using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>
/// The master keys. The newest encrypts, and each opens what it encrypted: what it made names its number. Another process may add one: the file is looked at again when it changed.
/// Layout: what the first key encrypts is as <see cref="ContentCipher"/> makes it; before what the others do stand one byte 2 and the number (4 bytes).
/// </summary>
internal sealed class KeyRing
{
    private const byte Layout = 2;
    private const int PrefixSize = 1 + sizeof(int);
    private const long VaultPauseMs = 30_000;
    private static readonly TimeSpan s_stale = TimeSpan.FromMinutes(30);

    private readonly string _path;
    private readonly IKeyVault? _vault;
    private readonly CipherOf _cipherOf;
    private readonly Lock _gate = new();
    private ImmutableArray<MasterKey> _keys;
    private DateTime _readAt;
    private long _askVaultAt;
    private int _isLooking;

    private KeyRing(string path, ImmutableArray<MasterKey> keys, IKeyVault? vault, CipherOf? cipherOf) =>
        (_path, _keys, _vault, _cipherOf, _readAt) = (path, keys, vault, cipherOf ?? (key => new(key)), File.GetLastWriteTimeUtc(path));

    /// <summary>The keys, oldest first.</summary>
    public ImmutableArray<MasterKey> Keys => Fresh();

    private MasterKey Newest => Fresh()[^1];

    /// <summary>Reads the keys, or makes the first where the store is still empty. Keys that stand in the file as they are get wrapped where a vault is set.</summary>
    public static KeyRing Open(string path, bool mayCreate, IKeyVault? vault, DateTimeOffset now, CipherOf? cipherOf = null)
    {
        var ring = new KeyRing(path, MasterKeyFile.Open(path, mayCreate, vault, now), vault, cipherOf);
        if (vault is not null && ring._keys.Any(key => key.Wrapped is null))
            ring.WrapAll(vault);
        return ring;
    }

    /// <summary>Begins a change of the keys, on what the file holds now.</summary>
    /// <exception cref="StorageUnavailableException">Another change is running, here or in another process.</exception>
    public KeyRingChange Change()
    {
        var held = KeyFileLock.Take(_path);
        try
        {
            // Whoever held it before may have changed the file within the same tick of its clock.
            Reread();
            return new(this, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The number of the key that encrypted something.</summary>
    public static int NumberOf(ReadOnlySpan<byte> sealedBytes) => sealedBytes.Length > PrefixSize && sealedBytes[0] == Layout ? BinaryPrimitives.ReadInt32BigEndian(sealedBytes[1..]) : 1;

    /// <summary>A cipher with a new key, and the key wrapped by the newest of the ring.</summary>
    public (ContentCipher Cipher, byte[] WrappedKey) CreateKey(string owner)
    {
        var key = RandomNumberGenerator.GetBytes(ContentCipher.KeySize);
        return (_cipherOf(key), Encrypt(key, owner, RowKind.Key));
    }

    /// <summary>The cipher whose key was wrapped by the ring.</summary>
    public ContentCipher Unwrap(byte[] wrappedKey, string owner) => _cipherOf(Decrypt(wrappedKey, owner, RowKind.Key));

    public byte[] Encrypt(ReadOnlySpan<byte> plain, string owner, RowKind kind)
    {
        var key = Newest;
        var sealedBytes = _cipherOf(key.Key).Encrypt(plain, owner, kind);
        if (key.Number == 1)
            return sealedBytes;
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, key.Number);
        return [Layout, .. number, .. sealedBytes];
    }

    /// <exception cref="CryptographicException">Another key, another place, or changed bytes.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, string owner, RowKind kind)
    {
        var number = NumberOf(sealedBytes);
        return _cipherOf(Find(number).Key).Decrypt(number == 1 ? sealedBytes : sealedBytes[PrefixSize..], owner, kind);
    }

    /// <summary>The same encrypted by the newest key, or null where it is already.</summary>
    public byte[]? Renewed(byte[] sealedBytes, string owner, RowKind kind) => NumberOf(sealedBytes) == Newest.Number ? null : Encrypt(Decrypt(sealedBytes, owner, kind), owner, kind);

    /// <inheritdoc cref="KeyRingChange.Add"/>
    internal MasterKey Add(DateTimeOffset now)
    {
        lock (_gate)
        {
            var added = MasterKeyFile.New(Newest.Number + 1, now, _vault);
            // The vault's key may have a newer version since the others were wrapped: then an old version can be disabled.
            Replace([.. _vault is null ? _keys : _keys.Select(key => key with { Wrapped = _vault.Wrap(key.Key) }), added]);
            return added;
        }
    }

    /// <inheritdoc cref="KeyRingChange.Remove"/>
    internal void Remove(int number)
    {
        lock (_gate)
            Replace(_keys.RemoveAll(key => key.Number == number));
    }

    private void WrapAll(IKeyVault vault)
    {
        using var change = Change();
        lock (_gate)
            Replace([.. _keys.Select(key => key with { Wrapped = key.Wrapped ?? vault.Wrap(key.Key) })]);
    }

    private MasterKey Find(int number) => Among(_keys, number) ?? Among(Reread(), number)
        ?? throw new CryptographicException(string.Create(CultureInfo.InvariantCulture, $"The key file '{_path}' no longer holds master key {number}. Put it back from your backup."));

    private static MasterKey? Among(ImmutableArray<MasterKey> keys, int number) => keys.FirstOrDefault(key => key.Number == number);

    private ImmutableArray<MasterKey> Fresh()
    {
        var changedAt = File.GetLastWriteTimeUtc(_path);
        if (changedAt == _readAt)
            return _keys;
        // An hour after a key was added the ones before it may be retired: what they encrypted then could never be read again.
        if (_vault is null || TimeProvider.System.GetUtcNow() - changedAt > s_stale)
            return Reread();
        // A vault may be slow, and a patient who opens a chat does not wait for it: the newest key that is known will do.
        if (Environment.TickCount64 >= Volatile.Read(ref _askVaultAt) && Interlocked.Exchange(ref _isLooking, 1) == 0)
            _ = Task.Run(Look);
        return _keys;
    }

    private void Look()
    {
        try
        {
            Reread();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Once the change is no longer young, whoever encrypts is told what is wrong. A vault that is away for now changes nothing for who has its keys. What a key encrypts that only others have says so when it is read.
            Volatile.Write(ref _askVaultAt, Environment.TickCount64 + VaultPauseMs);
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private ImmutableArray<MasterKey> Reread()
    {
        lock (_gate)
        {
            // A file that is away for now changes nothing for who has its keys.
            if (!File.Exists(_path))
                return _keys;
            var changedAt = File.GetLastWriteTimeUtc(_path);
            (_keys, _readAt) = (MasterKeyFile.Open(_path, mayCreate: false, _vault, default, _keys), changedAt);
            return _keys;
        }
    }

    private void Replace(ImmutableArray<MasterKey> keys)
    {
        MasterKeyFile.Replace(_path, keys);
        (_keys, _readAt) = (keys, File.GetLastWriteTimeUtc(_path));
    }
}
