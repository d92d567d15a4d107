using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class StartupTests(StoreKind kind)
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_nothing_the_store_is_made_and_its_form_is_that_of_the_model()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await using var db = store.Get<IDbContextFactory<BotDb>>().CreateDbContext();

        Assert.Equal(kind == StoreKind.Sqlite, File.Exists(store.DataFile));
        Assert.True(File.Exists(store.KeyFile));
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_both_open_the_store_with_one_key()
    {
        await using var first = OpenedStore.Closed(kind);
        await first.MakePlaceAsync();
        var second = first.Beside();

        await Task.WhenAll(Task.Run(first.StartAsync, Cancel), Task.Run(second.StartAsync, Cancel));
        await first.ConversationAsync("c1");

        Assert.NotNull(await second.Store.LoadAsync("c1", Cancel));
        await second.StopAsync();
    }

    [Fact]
    public async Task Staff_accounts_are_kept()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        using var scope = store.Services.CreateScope();
        var services = new ServiceCollection().AddLogging().AddScoped(_ => scope.ServiceProvider.GetRequiredService<BotDb>());
        services.AddIdentityCore<StaffMember>().AddEntityFrameworkStores<BotDb>();
        await using var provider = services.BuildServiceProvider();
        var users = provider.GetRequiredService<UserManager<StaffMember>>();

        var made = await users.CreateAsync(new() { UserName = "ann", LockoutEnd = DateTimeOffset.UnixEpoch }, "Correct-horse-7");

        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        Assert.True(await users.CheckPasswordAsync((await users.FindByNameAsync("ANN"))!, "Correct-horse-7"));
    }

    [Fact]
    public async Task A_missing_key_file_is_named_and_no_new_one_is_made()
    {
        var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await store.StopAsync();
        File.Delete(store.KeyFile);

        await AssertRefusedAsync(store, $"The key file '{store.KeyFile}' is missing", () =>
        {
            Assert.False(File.Exists(store.KeyFile));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task The_key_file_of_another_store_is_refused()
    {
        var store = await OpenedStore.OpenAsync(kind);
        await using var other = await OpenedStore.OpenAsync(kind);
        await store.StopAsync();
        File.Copy(other.KeyFile, store.KeyFile, overwrite: true);

        await AssertRefusedAsync(store, $"The key file '{store.KeyFile}' does not belong to the {(kind == StoreKind.Sqlite ? "data file" : "PostgreSQL database")}");
    }

    [Fact]
    public async Task A_key_file_without_a_key_is_refused()
    {
        var store = await OpenedStore.OpenAsync(kind);
        await store.StopAsync();
        await File.WriteAllTextAsync(store.KeyFile, "not a key", Cancel);

        await AssertRefusedAsync(store, $"The key file '{store.KeyFile}' holds no key");
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        var store = await OpenedStore.OpenAsync(kind);
        await store.StopAsync();
        await store.RunAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '99.0.0')""");

        await AssertRefusedAsync(store, "was written by a newer version.");
    }

    private protected static async Task AssertRefusedAsync(OpenedStore store, string message, Func<Task>? then = null)
    {
        await using (store)
        {
            var error = await Assert.ThrowsAsync<StorageUnavailableException>(store.StartAsync);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            if (then is not null)
                await then();
        }
    }
}

public sealed class StartupOnSqliteTests() : StartupTests(StoreKind.Sqlite)
{
    [Fact]
    public async Task A_process_killed_while_migrating_does_not_block_the_next_start()
    {
        await using var store = OpenedStore.Closed(StoreKind.Sqlite);
        Directory.CreateDirectory(Path.GetDirectoryName(store.DataFile)!);
        await store.RunAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");

        await store.StartAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        await store.ConversationAsync("c1");
    }

    [Theory]
    [InlineData("nonsense", "Host=db", "Storage:Provider is 'nonsense', but there are only 'Sqlite' and 'PostgreSql'.")]
    [InlineData("PostgreSql", null, "names no Host or no Database")]
    [InlineData("PostgreSql", "Host=db", "names no Host or no Database")]
    [InlineData("PostgreSql", "Data Source=data/valorspine.db;Nonsense=1", "is not a PostgreSQL connection string")]
    [InlineData("PostgreSql", "Host=/nowhere;Database=bot", "The PostgreSQL database 'bot' on '/nowhere' does not answer.")]
    public async Task A_provider_that_cannot_be_used_is_named(string provider, string? connection, string message) =>
        await AssertRefusedAsync(OpenedStore.Closed(StoreKind.Sqlite, ("Storage:Provider", provider), ("Storage:ConnectionString", connection)), message);

    [Theory]
    [InlineData("Data Source=:memory:", "which is no file")]
    [InlineData("Host=db;Username=bot", "is not a SQLite connection string")]
    public async Task A_connection_string_that_names_no_file_is_refused(string connection, string message) =>
        await AssertRefusedAsync(OpenedStore.Closed(StoreKind.Sqlite, ("Storage:ConnectionString", connection)), message);

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var store = OpenedStore.Closed(StoreKind.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "data"), "a file in the way", Cancel);

        await AssertRefusedAsync(store, $"The data folder '{store.Folder}/data' cannot be written.");
    }

    [Fact]
    public async Task A_data_file_that_is_a_folder_is_named()
    {
        var store = OpenedStore.Closed(StoreKind.Sqlite);
        Directory.CreateDirectory(store.DataFile);

        await AssertRefusedAsync(store, $"The data file '{store.DataFile}' is a folder.");
    }

    [Fact]
    public async Task A_damaged_data_file_is_named_and_left_as_it_is()
    {
        var store = OpenedStore.Closed(StoreKind.Sqlite);
        Directory.CreateDirectory(Path.GetDirectoryName(store.DataFile)!);
        var text = string.Concat(Enumerable.Repeat("this is no database ", 500));
        await File.WriteAllTextAsync(store.DataFile, text, Cancel);

        await AssertRefusedAsync(store, $"The data file '{store.DataFile}' is damaged or no SQLite database.", async () => Assert.Equal(text, await File.ReadAllTextAsync(store.DataFile, Cancel)));
    }

    [Fact]
    public async Task A_locked_data_file_is_named()
    {
        var store = OpenedStore.Closed(StoreKind.Sqlite, ("Storage:ConnectionString", "Data Source=data/valorspine.db;Default Timeout=1"));
        await store.StartAsync();
        await store.StopAsync();
        await using var holder = new SqliteConnection($"Data Source={store.DataFile};Pooling=false");
        await holder.OpenAsync(Cancel);
        using var command = holder.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x); COMMIT;";
        await command.ExecuteNonQueryAsync(Cancel);

        await AssertRefusedAsync(store, $"The data file '{store.DataFile}' is locked by another process.");
    }

    [Fact]
    public async Task A_store_that_was_not_prepared_says_so()
    {
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration.GetSection("Storage"), "/nowhere").BuildServiceProvider();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await services.GetRequiredService<Secrets>().GetOrCreateAsync("x", 32, Cancel));
    }
}

public sealed class StartupOnPostgreSqlTests() : StartupTests(StoreKind.PostgreSql);
