using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class EncryptionTests(StoreKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_word_of_a_patient_or_about_a_patient_is_in_any_file()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await store.SayAsync("c1", "PLAINTEXT-said", decide: decided => decided with
        {
            State = decided.State with { HandOff = new("PLAINTEXT-handoff") },
            Replies = [new() { Text = "PLAINTEXT-reply" }],
            Why = new() { Note = "PLAINTEXT-why" },
            Alerts = [new("emergency", "PLAINTEXT-rule")],
            Screening = new("""{"a":"PLAINTEXT-response"}""", "PLAINTEXT-outcome", "PLAINTEXT-summary"),
        });
        var slot = new Slot("evaluation", "dr-a", store.Time.GetUtcNow().AddDays(1), 60);
        var held = (ScheduleResult.Held)await store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(slot), Cancel);
        await store.Schedule.PerformAsync("c1", new ScheduleRequest.Confirm(held.HoldId, "PLAINTEXT-name", "PLAINTEXT-phone", "PLAINTEXT-mail", "PLAINTEXT-reason", "PLAINTEXT-attached"), Cancel);
        var secret = await store.Get<Secrets>().GetOrCreateAsync("signing", 32, Cancel);
        store.Get<IDataProtectionProvider>().CreateProtector("test").Protect("x");

        await AssertNowhereAsync("while open");
        await store.StopAsync();
        await AssertNowhereAsync("after closing");

        async Task AssertNowhereAsync(string when)
        {
            var files = await store.FilesAsync();
            Assert.NotEmpty(files);
            foreach (var file in files)
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                Assert.True(bytes.AsSpan().IndexOf("PLAINTEXT"u8) < 0, $"{file} {when}");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("PLAINTEXT")) < 0, $"{file} {when}");
                Assert.True(bytes.AsSpan().IndexOf(secret) < 0, $"{file} {when}");
                Assert.True(bytes.AsSpan().IndexOf("masterKey"u8) < 0, $"data protection key in {file} {when}");
            }
        }
    }

    [Fact]
    public async Task The_key_file_is_for_the_service_alone()
    {
        await using var store = await OpenedStore.OpenAsync(kind);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such permissions.");
#pragma warning disable CA1416 // skipped there
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.KeyFile));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_secret_stays_the_same_after_a_restart_and_for_everybody_who_asks_at_once()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var secrets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await store.Get<Secrets>().GetOrCreateAsync("signing", 32, Cancel))));
        var other = await store.Get<Secrets>().GetOrCreateAsync("other", 32, Cancel);

        await store.RestartAsync();
        var after = await store.Get<Secrets>().GetOrCreateAsync("signing", 32, Cancel);

        Assert.All(secrets, secret => Assert.Equal(after, secret));
        Assert.Equal(32, after.Length);
        Assert.NotEqual(after, other);
    }

    [Fact]
    public async Task What_data_protection_sealed_opens_after_a_restart()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var cookie = store.Get<IDataProtectionProvider>().CreateProtector("cookie").Protect("who");

        await store.RestartAsync();

        Assert.Equal("who", store.Get<IDataProtectionProvider>().CreateProtector("cookie").Unprotect(cookie));
    }

    [Fact]
    public void A_record_opens_only_where_it_belongs()
    {
        var cipher = new ContentCipher(RandomNumberGenerator.GetBytes(32));
        var record = cipher.Encrypt("text"u8, "c1", RowKind.Log, 3);

        Assert.Equal("text"u8.ToArray(), cipher.Decrypt(record, "c1", RowKind.Log, 3));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(record, "c2", RowKind.Log, 3));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(record, "c1", RowKind.State, 3));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(record, "c1", RowKind.Log, 4));
        Assert.ThrowsAny<CryptographicException>(() => new ContentCipher(RandomNumberGenerator.GetBytes(32)).Decrypt(record, "c1", RowKind.Log, 3));
        record[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(record, "c1", RowKind.Log, 3));
    }

    [Fact]
    public async Task Without_its_key_a_conversation_is_unreadable_and_nothing_breaks()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await store.SayAsync("c1", "hello", decide: decided => decided with { Alerts = [new("staff", "asked")] });
        await store.Get<Sessions.DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL"), Cancel);
        await store.RestartAsync();

        Assert.Null(await store.Store.LoadAsync("c1", Cancel));
        Assert.Empty(await store.Log.ReadAsync("c1", 0, Cancel));
        Assert.Null(await store.Transcripts.OpenAsync("c1", "ann", Cancel));
    }
}

public sealed class EncryptionOnSqliteTests() : EncryptionTests(StoreKind.Sqlite);

public sealed class EncryptionOnPostgreSqlTests() : EncryptionTests(StoreKind.PostgreSql);
