using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Backups;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Retention;

namespace ValorSpine.Bot.Storage.Tests;

public sealed class BackupTests : IAsyncDisposable
{
    private readonly OpenedStore _store = OpenedStore.Closed(StoreKind.Sqlite);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_store.Folder, "backups", "one.zip");

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_backup_taken_while_turns_go_on_holds_all_that_was_committed_before_it_and_no_half_turn()
    {
        await StartAsync("c1");
        using var stop = new CancellationTokenSource();
        var talking = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                    await _store.SayAsync("c1", "more");
            },
            Cancel);
        var before = (await _store.Store.LoadAsync("c1", Cancel))!.LastSequence;

        var manifest = await BackUpAsync();

        await stop.CancelAsync();
        await talking;
        Assert.True(manifest.Messages >= before);
        await RestoreAsync();
        await _store.StartAsync();
        var log = await _store.Log.ReadAsync("c1", 0, Cancel);
        Assert.Equal(manifest.Messages, log.Length);
        // A turn is a message and its reply.
        Assert.Equal(0, log.Length % 2);
        Assert.Null((await _store.Get<AuditTrail>().VerifyAsync(Cancel)).Broken);
    }

    [Fact]
    public async Task A_backup_is_one_file_for_its_owner_alone_without_a_key_and_without_anything_beside_it()
    {
        await StartAsync("c1");

        await BackUpAsync();

        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
        AssertForItsOwnerAlone(Target);
        var key = (await File.ReadAllTextAsync(_store.KeyFile, Cancel)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal(-1, (await File.ReadAllBytesAsync(Target, Cancel)).AsSpan().IndexOf(Convert.FromBase64String(key)));
    }

    [Fact]
    public async Task Keys_go_to_a_file_of_their_own_where_that_is_asked_for()
    {
        await StartAsync("c1");
        var keys = Path.Combine(_store.Folder, "elsewhere", "keys");

        await StoreBackup.WriteAsync(Storage, _store.Folder, Target, keys, vault: null, _store.Time, Cancel);

        Assert.Equal(await File.ReadAllBytesAsync(_store.KeyFile, Cancel), await File.ReadAllBytesAsync(keys, Cancel));
        AssertForItsOwnerAlone(keys);
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        await StartAsync("c1");
        await BackUpAsync();
        var first = await File.ReadAllBytesAsync(Target, Cancel);

        await RefusedAsync(BackUpAsync, "is there already, and a backup overwrites nothing");

        Assert.Equal(first, await File.ReadAllBytesAsync(Target, Cancel));
    }

    [Fact]
    public async Task A_trail_that_was_tampered_with_is_not_backed_up_as_if_it_were_whole()
    {
        await StartAsync("c1");
        await _store.Get<IAuditTrail>().RecordAsync("ann", "transcript.open", "c1", null, Cancel);
        Run(_store.DataFile, "DROP TRIGGER AuditEntries_Unchanged; UPDATE AuditEntries SET Actor = 'somebody else'");

        await RefusedAsync(BackUpAsync, "The audit trail is not as it was written, from entry 1 on");

        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task A_store_that_is_open_is_not_replaced()
    {
        await StartAsync("c1");
        await BackUpAsync();

        await RefusedAsync(UnpackAsync, "is in use. Stop the service");

        await _store.SayAsync("c1", "still here");
    }

    [Fact]
    public async Task What_stood_there_is_kept_aside_and_what_came_after_the_backup_is_gone()
    {
        await StartAsync("c1");
        await BackUpAsync();
        await _store.ConversationAsync("after");

        var aside = await RestoreAsync();

        await _store.StartAsync();
        Assert.NotNull(await _store.Store.LoadAsync("c1", Cancel));
        Assert.Null(await _store.Store.LoadAsync("after", Cancel));
        Assert.Contains(Read(Assert.Single(aside), "SELECT Id FROM Conversations"), id => id == "after");
    }

    [Fact]
    public async Task Another_key_file_is_refused_before_anything_is_changed()
    {
        await StartAsync("c1");
        await BackUpAsync();
        await _store.StopAsync();
        var other = Path.Combine(_store.Folder, "other.key");
        MasterKeyFile.Open(other, mayCreate: true, vault: null, _store.Time.GetUtcNow());

        await RefusedAsync(() => StoreRestore.UnpackAsync(Storage, _store.Folder, Target, other, vault: null, Cancel), $"The key file '{other}' does not open what is in the data file.");

        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(_store.DataFile)!), file => file.Contains("restor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_that_is_only_tried_leaves_nothing_beside_the_store()
    {
        await StartAsync("c1");
        await BackUpAsync();
        await _store.StopAsync();
        var folder = Path.GetDirectoryName(_store.DataFile)!;
        File.Delete(_store.DataFile + ".lock");
        var before = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();

        using (await UnpackAsync())
            Assert.True(File.Exists(_store.DataFile + ".lock"));

        Assert.Equal(before, Directory.GetFiles(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task After_a_change_of_keys_a_key_file_from_before_is_refused_for_a_backup_from_after()
    {
        await StartAsync("c1");
        var old = Path.Combine(_store.Folder, "old.key");
        File.Copy(_store.KeyFile, old);
        await _store.Get<KeyRotation>().RotateAsync("ann", null, Cancel);
        Assert.Contains(2, (await BackUpAsync()).MasterKeys);
        await _store.StopAsync();

        await RefusedAsync(() => StoreRestore.UnpackAsync(Storage, _store.Folder, Target, old, vault: null, Cancel), "the key file");
    }

    [Fact]
    public async Task A_key_file_that_is_given_takes_its_place_beside_the_restored_store()
    {
        await StartAsync("c1");
        await BackUpAsync();
        await _store.StopAsync();
        var kept = Path.Combine(_store.Folder, "kept.key");
        File.Move(_store.KeyFile, kept);
        File.Delete(_store.DataFile);

        Assert.Empty(await RestoreAsync(kept));

        await _store.StartAsync();
        Assert.NotNull(await _store.Store.LoadAsync("c1", Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_a_vault_is_set_plain_keys_that_are_given_are_read_and_never_written(bool isTrial)
    {
        await StartAsync("c1");
        await BackUpAsync();
        await _store.StopAsync();
        var kept = Path.Combine(_store.Folder, "kept.key");
        File.Move(_store.KeyFile, kept);
        var before = await File.ReadAllTextAsync(kept, Cancel);
        var vault = new PretendedVault();

        using (var restore = await StoreRestore.UnpackAsync(Storage, _store.Folder, Target, kept, vault, Cancel))
        {
            if (!isTrial)
                restore.PutInPlace(_store.Time.GetUtcNow());
        }

        Assert.Equal(before, await File.ReadAllTextAsync(kept, Cancel));
        Assert.Equal(!isTrial, File.Exists(_store.KeyFile));
        if (!isTrial)
            Assert.All(KeyRing.Open(_store.KeyFile, mayCreate: false, vault, default).Keys, key => Assert.NotNull(key.Wrapped));
        Assert.DoesNotContain(Directory.GetFiles(_store.Folder, "*", SearchOption.AllDirectories), file => file.Contains(".restoring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        await StartAsync("c1");
        Run(_store.DataFile, "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_Later', '10.0')");
        await BackUpAsync();
        await _store.StopAsync();

        await RefusedAsync(UnpackAsync, "was made by a newer version (29990101000000_Later)");
    }

    [Fact]
    public async Task A_damaged_backup_is_refused()
    {
        await StartAsync("c1");
        await BackUpAsync();
        await _store.StopAsync();
        await using (var file = new FileStream(Target, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.WriteByte((byte)(file.ReadByte() ^ 1));
        }

        await RefusedAsync(UnpackAsync, "is damaged");
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await using (var zip = await ZipFile.OpenAsync(Target, ZipArchiveMode.Create, Cancel))
            zip.CreateEntry("something");
        await StartAsync("c1");
        await _store.StopAsync();

        await RefusedAsync(UnpackAsync, "is no backup of this service");
    }

    [Fact]
    public async Task What_was_erased_after_the_backup_is_known_from_the_store_that_is_replaced_and_from_its_list()
    {
        await StartAsync("c1", "c2");
        await BackUpAsync();
        await _store.Get<StoredRecords>().EraseAsync("c1", new("ann", "Asked for"), Cancel);
        await _store.StopAsync();

        using var restore = await UnpackAsync();

        Assert.Equal([ErasureList.Hash("c1")], restore.Erased);
        Assert.Equal([ErasureList.Hash("c1")], restore.Listed(null));
    }

    [Fact]
    public async Task What_a_restored_backup_brought_back_is_erased_again_even_where_it_is_on_hold_and_a_visit_is_to_come_in_it()
    {
        await StartAsync("c1", "c2");
        await _store.Get<StoredRecords>().HoldAsync("c1", new("ann", "A lawsuit"), Cancel);

        var again = await _store.Get<StoredRecords>().EraseAgainAsync(new HashSet<string> { ErasureList.Hash("c1"), ErasureList.Hash("gone before the backup") }, new("ann", "A backup brought it back."), Cancel);

        Assert.Equal(1, again);
        Assert.Null(await _store.Store.LoadAsync("c1", Cancel));
        Assert.NotNull(await _store.Store.LoadAsync("c2", Cancel));
        Assert.Single(await _store.Get<AuditTrail>().ListAsync(new() { Action = "record.erase-again" }, null, 5, Cancel));
    }

    [Fact]
    public async Task A_list_of_erasures_that_could_not_be_written_is_made_complete_from_the_trail()
    {
        await StartAsync("c1", "c2");
        var list = Path.ChangeExtension(_store.DataFile, ".erasures");
        Directory.CreateDirectory(list);
        await _store.Get<StoredRecords>().EraseAsync("c1", new("ann", "Asked for"), Cancel);
        Directory.Delete(list);
        await _store.Get<StoredRecords>().EraseAsync("c2", new("ann", "Asked for"), Cancel);

        _store.Get<ErasureList>().Complete();
        _store.Get<ErasureList>().Complete();

        Assert.Equal([ErasureList.Hash("c1"), ErasureList.Hash("c2")], ErasureList.Read(list).Order().Reverse().OrderBy(hash => hash == ErasureList.Hash("c1") ? 0 : 1));
        Assert.Equal(2, (await File.ReadAllLinesAsync(list, Cancel)).Length);
    }

    [Fact]
    public async Task Another_provider_is_told_its_own_tools() => await RefusedAsync(
        () => StoreBackup.WriteAsync(new ConfigurationBuilder().AddInMemoryCollection([new("Provider", "PostgreSql")]).Build(), _store.Folder, Target, null, vault: null, _store.Time, Cancel), "pg_dump and pg_restore");

    private static IConfigurationRoot Storage => new ConfigurationBuilder().Build();

    private async Task StartAsync(params string[] conversations)
    {
        await _store.StartAsync();
        foreach (var id in conversations)
        {
            await _store.ConversationAsync(id);
            await _store.SayAsync(id, "hello");
        }
    }

    private Task<BackupManifest> BackUpAsync() => StoreBackup.WriteAsync(Storage, _store.Folder, Target, keysTo: null, vault: null, _store.Time, Cancel);

    private Task<StoreRestore> UnpackAsync() => StoreRestore.UnpackAsync(Storage, _store.Folder, Target, keysFrom: null, vault: null, Cancel);

    private async Task<IReadOnlyList<string>> RestoreAsync(string? keysFrom = null)
    {
        await _store.StopAsync();
        using var restore = await StoreRestore.UnpackAsync(Storage, _store.Folder, Target, keysFrom, vault: null, Cancel);
        return restore.PutInPlace(_store.Time.GetUtcNow());
    }

    private static void AssertForItsOwnerAlone(string file)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static async Task RefusedAsync<T>(Func<Task<T>> work, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<StorageUnavailableException>(work)).Message, StringComparison.OrdinalIgnoreCase);

    private static void Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Read(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var list = new List<string>();
        while (rows.Read())
            list.Add(rows.GetString(0));
        return list;
    }
}
