using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>Changes the master key while the service runs: a key is added, and what the others wrapped is wrapped by it. What is said in conversations is not touched. Where it was interrupted it goes on.</summary>
public sealed class KeyRotation
{
    private const int AtOnce = 500;
    private static readonly TimeSpan s_grace = TimeSpan.FromHours(1);

    private readonly DataStore _store;
    private readonly TimeProvider _time;

    internal KeyRotation(DataStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>The master keys, oldest first, and how much each has wrapped.</summary>
    public ImmutableArray<KeyUse> List()
    {
        var wrapped = new Dictionary<int, long>();
        _store.Read(session =>
        {
            session.Each("SELECT substr(WrappedKey, 1, 5) FROM Conversations WHERE WrappedKey IS NOT NULL", row => Count(row.Bytes(0), padded: true));
            session.Each("SELECT Value FROM Secrets", row => Count(row.Bytes(0), padded: false));
            session.Each("SELECT Body FROM SavedViews", row => Count(row.Bytes(0), padded: false));
            session.Each("SELECT Xml FROM DataProtectionKeys WHERE Xml IS NOT NULL", row =>
            {
                if (SealedIn(XElement.Parse(row.GetString(0))) is { } value)
                    Count(Convert.FromBase64String(value.Value), padded: false);
            });
            return true;
        });
        var keys = _store.MasterKey.Keys;
        return [.. keys.Select(key => new KeyUse(key.Number, key.MadeAt, wrapped.GetValueOrDefault(key.Number), key.Number == keys[^1].Number, key.Wrapped?.KeyId))];

        void Count(byte[] sealedBytes, bool padded)
        {
            var number = KeyRing.NumberOf(padded ? [.. sealedBytes, 0] : sealedBytes);
            wrapped[number] = wrapped.GetValueOrDefault(number) + 1;
        }
    }

    /// <summary>Adds a key unless an earlier change is not finished, and wraps all by the newest.</summary>
    /// <param name="by">Who, for the audit trail.</param>
    /// <param name="progress">Told how many keys of conversations were wrapped anew so far.</param>
    /// <param name="cancel">Stops after what is in hand; the next call goes on.</param>
    /// <exception cref="StorageUnavailableException">Another change of the keys is running.</exception>
    public async Task<KeyUse> RotateAsync(string by, IProgress<long>? progress, CancellationToken cancel)
    {
        using var change = _store.MasterKey.Change();
        var before = List();
        if (before.All(key => key.IsNewest || key.Wrapped == 0))
            change.Add(_time.GetUtcNow());
        long done = 0;
        var last = "";
        while (true)
        {
            var (renewed, next) = await _store.WriteAsync(session => RenewConversations(session, last), cancel);
            if (next is null)
                break;
            (done, last) = (done + renewed, next);
            progress?.Report(done);
        }

        await _store.WriteAsync(RenewOthers, cancel);
        var newest = List()[^1];
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => AuditTrail.Write(
            session, now, by, "key.rotate", null, string.Create(CultureInfo.InvariantCulture, $"master key {newest.Number}, {done} keys of conversations")), cancel);
        return newest;
    }

    /// <summary>Takes a key away for good. A backup from before it was replaced can then no longer be read.</summary>
    /// <exception cref="StorageUnavailableException">It is the newest, something is wrapped by it, one that runs may still use it, or another change of the keys is running.</exception>
    public async Task RetireAsync(int number, string by, CancellationToken cancel)
    {
        using var change = _store.MasterKey.Change();
        var keys = List();
        var key = keys.FirstOrDefault(key => key.Number == number) ?? throw Refused($"There is no master key {number}.");
        if (key.IsNewest)
            throw Refused($"Master key {number} is the newest. Make another with: keys rotate");
        if (key.Wrapped > 0)
            throw Refused($"Master key {number} has wrapped {key.Wrapped} keys. Wrap them by the newest with: keys rotate");
        if (_time.GetUtcNow() - keys[^1].MadeAt < s_grace)
            throw Refused($"Master key {number} was replaced less than an hour ago, and a service that runs may be using it. Try again later.");
        change.Remove(number);
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(session => AuditTrail.Write(session, now, by, "key.retire", null, string.Create(CultureInfo.InvariantCulture, $"master key {number}")), cancel);
    }

    private (long Renewed, string? Last) RenewConversations(StoreSession session, string after)
    {
        var rows = session.List(
            "SELECT Id, WrappedKey FROM Conversations WHERE Id > $1 AND WrappedKey IS NOT NULL ORDER BY Id LIMIT $2", row => (Id: row.GetString(0), Key: row.Bytes(1)), after, (long)AtOnce);
        long renewed = 0;
        foreach (var (id, key) in rows)
        {
            if (_store.MasterKey.Renewed(key, id, RowKind.Key) is { } anew)
                renewed += session.Execute("UPDATE Conversations SET WrappedKey = $1 WHERE Id = $2", anew, id);
        }

        return (renewed, rows.Count == 0 ? null : rows[^1].Id);
    }

    private int RenewOthers(StoreSession session)
    {
        var changed = 0;
        foreach (var (name, value) in session.List("SELECT Name, Value FROM Secrets", row => (row.GetString(0), row.Bytes(1))))
        {
            if (_store.MasterKey.Renewed(value, name, RowKind.Secret) is { } anew)
                changed += session.Execute("UPDATE Secrets SET Value = $1 WHERE Name = $2", anew, name);
        }

        foreach (var (account, name, body) in session.List("SELECT Account, Key, Body FROM SavedViews", row => (row.GetString(0), row.GetInt64(1), row.Bytes(2))))
        {
            if (_store.MasterKey.Renewed(body, account, RowKind.SavedView) is { } anew)
                changed += session.Execute("UPDATE SavedViews SET Body = $1 WHERE Account = $2 AND Key = $3", anew, account, name);
        }

        foreach (var (id, xml) in session.List("SELECT Id, Xml FROM DataProtectionKeys WHERE Xml IS NOT NULL", row => (row.GetInt64(0), XElement.Parse(row.GetString(1)))))
        {
            if (SealedIn(xml) is not { } value || _store.MasterKey.Renewed(Convert.FromBase64String(value.Value), DataProtectionKeyDecryptor.Owner, RowKind.DataProtection) is not { } anew)
                continue;
            value.Value = Convert.ToBase64String(anew);
            changed += session.Execute("UPDATE DataProtectionKeys SET Xml = $1 WHERE Id = $2", xml.ToString(SaveOptions.DisableFormatting), id);
        }

        return changed;
    }

    private static XElement? SealedIn(XElement key) => key.Descendants("encryptedKey").Elements("value").FirstOrDefault();

    private static StorageUnavailableException Refused(FormattableString why) => new(FormattableString.Invariant(why));
}

/// <summary>A master key and what it is used for.</summary>
/// <param name="Number">Of the key.</param>
/// <param name="MadeAt">When it was added, or null for one that an older version made.</param>
/// <param name="Wrapped">How many keys and secrets it has wrapped.</param>
/// <param name="IsNewest">Whether it wraps what is new.</param>
/// <param name="VaultKey">The key of the vault that wraps it, or null.</param>
public sealed record KeyUse(int Number, DateTimeOffset? MadeAt, long Wrapped, bool IsNewest, string? VaultKey);
