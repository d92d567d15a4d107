using Microsoft.AspNetCore.DataProtection;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class KeyRotationTests(StoreKind kind) : IAsyncLifetime
{
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KeyRotation Rotation => _store.Get<KeyRotation>();

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task After_a_change_of_the_key_everything_is_readable_and_nothing_is_wrapped_by_the_old_one()
    {
        await SayAsync("c1", "before");
        var secret = await _store.Get<Secrets>().GetOrCreateAsync("signing", 32, Cancel);
        var cookie = _store.Get<IDataProtectionProvider>().CreateProtector("cookie").Protect("who");

        await _store.Get<IReviews>().KeepViewAsync("ann", new("Mine", "state:new"), Cancel);

        var newest = await Rotation.RotateAsync("ann", null, Cancel);
        await SayAsync("c2", "after");
        await _store.RestartAsync();

        Assert.Equal((2, true), (newest.Number, newest.IsNewest));
        Assert.Equal([(1, 0L), (2, 9L)], Rotation.List().Select(key => (key.Number, key.Wrapped)));
        Assert.Equal([new("Mine", "state:new")], await _store.Get<IReviews>().ViewsAsync("ann", Cancel));
        Assert.Equal(["before", "after"], [await SaidAsync("c1"), await SaidAsync("c2")]);
        Assert.Equal(secret, await _store.Get<Secrets>().GetOrCreateAsync("signing", 32, Cancel));
        Assert.Equal("who", _store.Get<IDataProtectionProvider>().CreateProtector("cookie").Unprotect(cookie));
    }

    [Fact]
    public async Task A_change_that_was_interrupted_goes_on_with_the_same_key()
    {
        await SayAsync("c1", "one");
        Add(_store.Get<DataStore>().MasterKey);
        await SayAsync("c2", "two");

        var newest = await Rotation.RotateAsync("ann", null, Cancel);

        Assert.Equal(2, newest.Number);
        Assert.Equal(0, Rotation.List()[0].Wrapped);
        Assert.Equal("one", await SaidAsync("c1"));
    }

    [Fact]
    public async Task A_service_that_runs_reads_and_uses_the_key_that_another_process_added()
    {
        await SayAsync("c1", "one");
        var other = KeyRing.Open(_store.KeyFile, mayCreate: false, null, default);
        File.SetLastWriteTimeUtc(_store.KeyFile, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var added = Add(other);

        await SayAsync("c2", "two");

        Assert.Equal(2, added.Number);
        Assert.Equal(1, Rotation.List()[1].Wrapped);
        Assert.Equal("two", await SaidAsync("c2"));
    }

    [Fact]
    public async Task A_file_that_an_older_version_made_holds_the_first_key()
    {
        await SayAsync("c1", "one");
        var key = Assert.Single(_store.Get<DataStore>().MasterKey.Keys).Key;
        await _store.StopAsync();
        await File.WriteAllTextAsync(_store.KeyFile, Convert.ToBase64String(key) + "\n", Cancel);

        await _store.StartAsync();
        Assert.Equal("one", await SaidAsync("c1"));
        await Rotation.RotateAsync("ann", null, Cancel);
        await _store.RestartAsync();

        Assert.Equal("one", await SaidAsync("c1"));
    }

    [Fact]
    public async Task A_key_is_retired_only_when_nothing_is_wrapped_by_it_and_nobody_can_be_using_it()
    {
        await SayAsync("c1", "one");

        Assert.Contains("is the newest", (await RefusedAsync(1)).Message, StringComparison.Ordinal);
        Add(_store.Get<DataStore>().MasterKey);
        Assert.Contains("has wrapped 5 keys", (await RefusedAsync(1)).Message, StringComparison.Ordinal);
        await Rotation.RotateAsync("ann", null, Cancel);
        Assert.Contains("less than an hour ago", (await RefusedAsync(1)).Message, StringComparison.Ordinal);
        _store.Time.Advance(TimeSpan.FromHours(2));
        await Rotation.RetireAsync(1, "ann", Cancel);
        await _store.RestartAsync();

        Assert.Equal(2, Assert.Single(Rotation.List()).Number);
        Assert.Equal("one", await SaidAsync("c1"));
        Assert.Contains("There is no master key 7.", (await RefusedAsync(7)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_wraps_the_keys_so_that_the_file_alone_opens_nothing()
    {
        await SayAsync("c1", "one");
        var plain = Assert.Single(_store.Get<DataStore>().MasterKey.Keys).Key;
        var vault = new PretendedVault();

        var ring = KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default);
        Add(ring);

        var text = await File.ReadAllTextAsync(_store.KeyFile, Cancel);
        Assert.DoesNotContain(Convert.ToBase64String(plain), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(ring.Keys[1].Key), text, StringComparison.Ordinal);
        Assert.Equal(plain, KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default).Keys[0].Key);
        Assert.Contains("wrapped by a key vault", Assert.Throws<StorageUnavailableException>(() => KeyRing.Open(_store.KeyFile, mayCreate: false, null, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_wraps_all_keys_by_the_newest_version_of_the_vaults_key()
    {
        await SayAsync("c1", "one");
        var vault = new PretendedVault();
        var ring = KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default);
        vault.Version = 2;

        Add(ring);

        Assert.NotEmpty(ring.Keys);
        Assert.All(ring.Keys, key => Assert.EndsWith("/2", key.Wrapped!.KeyId, StringComparison.Ordinal));
        Assert.Equal(ring.Keys.Select(key => key.Key), KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default).Keys.Select(key => key.Key));
    }

    [Fact]
    public void While_the_vault_is_away_who_has_its_keys_goes_on()
    {
        var vault = new PretendedVault();
        var (running, other) = (KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default), KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default));
        var before = running.Encrypt([1], "c1", RowKind.Key);
        Add(other);
        vault.IsAway = true;

        Assert.Equal([1], running.Decrypt(running.Encrypt([1], "c1", RowKind.Key), "c1", RowKind.Key));
        Assert.Equal([1], running.Decrypt(before, "c1", RowKind.Key));
        Assert.Throws<StorageUnavailableException>(() => running.Decrypt(other.Encrypt([1], "c1", RowKind.Key), "c1", RowKind.Key));
        Assert.Throws<StorageUnavailableException>(() => KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default));
    }

    [Fact]
    public async Task While_the_vault_is_slow_a_new_conversation_takes_the_newest_key_that_is_known()
    {
        var vault = new PretendedVault();
        var (running, other) = (KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default), KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default));
        File.SetLastWriteTimeUtc(_store.KeyFile, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Add(other);
        var byTheNewKey = other.Encrypt([1], "c1", RowKind.Key);
        using var answers = new ManualResetEventSlim();
        vault.Answers = answers;
        try
        {
            var made = await Task.Run(() => running.CreateKey("c2").WrappedKey, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
            Assert.Equal(1, KeyRing.NumberOf(made));
        }
        finally
        {
            answers.Set();
        }

        Assert.Equal([1], running.Decrypt(byTheNewKey, "c1", RowKind.Key));
        Assert.Equal(2, KeyRing.NumberOf(running.CreateKey("c3").WrappedKey));
    }

    [Fact]
    public void Half_an_hour_after_a_key_was_added_nothing_is_encrypted_by_an_older_one()
    {
        var vault = new PretendedVault();
        var (running, other) = (KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default), KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default));
        Add(other);
        vault.IsAway = true;
        File.SetLastWriteTimeUtc(_store.KeyFile, DateTime.UtcNow.AddMinutes(-29));
        Assert.Equal(1, KeyRing.NumberOf(running.CreateKey("c1").WrappedKey));

        File.SetLastWriteTimeUtc(_store.KeyFile, DateTime.UtcNow.AddMinutes(-31));

        Assert.Throws<StorageUnavailableException>(() => running.CreateKey("c2"));
        vault.IsAway = false;
        Assert.Equal(2, KeyRing.NumberOf(running.CreateKey("c2").WrappedKey));
    }

    [Fact]
    public async Task Of_two_changes_at_once_the_second_is_told_and_no_key_is_lost()
    {
        await SayAsync("c1", "one");
        var other = KeyRing.Open(_store.KeyFile, mayCreate: false, null, default);

        using (var first = other.Change())
        {
            var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => Rotation.RotateAsync("ann", null, Cancel));
            Assert.StartsWith("Another change of the master keys is running.", refused.Message, StringComparison.Ordinal);
            Assert.StartsWith("Another change of the master keys is running.", (await RefusedAsync(1)).Message, StringComparison.Ordinal);
            first.Add(_store.Time.GetUtcNow());
        }

        await Rotation.RotateAsync("ann", null, Cancel);
        await _store.RestartAsync();

        Assert.Equal([1, 2], Rotation.List().Select(key => key.Number));
        Assert.Equal("one", await SaidAsync("c1"));
    }

    [Fact]
    public void A_change_begins_with_what_the_file_holds_even_where_its_time_did_not_move()
    {
        var (one, two) = (KeyRing.Open(_store.KeyFile, mayCreate: false, null, default), KeyRing.Open(_store.KeyFile, mayCreate: false, null, default));
        var time = File.GetLastWriteTimeUtc(_store.KeyFile);
        Add(one);
        File.SetLastWriteTimeUtc(_store.KeyFile, time);

        Assert.Equal(3, Add(two).Number);
        Assert.Equal([1, 2, 3], KeyRing.Open(_store.KeyFile, mayCreate: false, null, default).Keys.Select(key => key.Number));
    }

    [Fact]
    public async Task A_rotation_holds_the_keys_until_it_has_ended()
    {
        await SayAsync("c1", "one");
        var heldMeanwhile = false;

        await Rotation.RotateAsync("ann", new Told(() => heldMeanwhile = Assert.Throws<StorageUnavailableException>(() => Add(KeyRing.Open(_store.KeyFile, mayCreate: false, null, default))) is not null), Cancel);

        Assert.True(heldMeanwhile);
        Assert.Equal(3, Add(_store.Get<DataStore>().MasterKey).Number);
    }

    private MasterKey Add(KeyRing ring)
    {
        using var change = ring.Change();
        return change.Add(_store.Time.GetUtcNow());
    }

    private async Task<StorageUnavailableException> RefusedAsync(int number) => await Assert.ThrowsAsync<StorageUnavailableException>(() => Rotation.RetireAsync(number, "ann", Cancel));

    private async Task SayAsync(string id, string text)
    {
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, text);
    }

    private async Task<string> SaidAsync(string id) => (await _store.Log.ReadAsync(id, 0, Cancel))[0].Text;

    private sealed class Told(Action told) : IProgress<long>
    {
        public void Report(long value) => told();
    }
}

public sealed class KeyRotationOnSqliteTests() : KeyRotationTests(StoreKind.Sqlite);

public sealed class KeyRotationOnPostgreSqlTests() : KeyRotationTests(StoreKind.PostgreSql);
