using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sqlite;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>A store as each version left it is brought to today's form with all that is in it.</summary>
public sealed class UpgradeTests
{
    private const string Said = "my back hurts since the move", Answered = "Thank you for telling me.", Reference = "VS-OLD1", Password = "Correct-horse-7";
    private static readonly long s_then = new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero).UtcTicks;
    private static readonly long s_visit = new DateTimeOffset(2026, 12, 8, 15, 0, 0, TimeSpan.Zero).UtcTicks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every form that a store has had; the last is today's.</summary>
    public static TheoryData<string> Forms
    {
        get
        {
            using var db = new SqliteBotDbDesignTimeFactory().CreateDbContext([]);
            return [.. db.Database.GetMigrations()];
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_store_of_every_version_opens_with_what_was_said_booked_and_looked_at_in_it_and_its_conversations_go_on(string form)
    {
        await using var store = OpenedStore.Closed(StoreKind.Sqlite);
        await MakeAsync(store, form);

        await store.StartAsync();

        var log = await store.Log.ReadAsync("c1", 0, Cancel);
        Assert.Equal([Said, Answered], log.Select(entry => entry.FromBot ? entry.Reply!.Text : entry.Text));
        Assert.Equal("Ann Lee", (await store.Schedule.FindByCalendarKeyAsync("calendar-key", Cancel))!.Name);
        Assert.Equal(1L, Number(store.DataFile, "SELECT count(*) FROM BookedQuarters WHERE Holder = 'VS-OLD1' AND Resource = 'dr-a'"));
        Assert.Equal(["bo transcript.open"], (await store.Get<AuditTrail>().ListAsync(new() { ConversationId = "c1" }, null, 10, Cancel)).Select(entry => $"{entry.Actor} {entry.Action}"));
        Assert.Null((await store.Get<AuditTrail>().VerifyAsync(Cancel)).Broken);
        Assert.Equal(["emergency"], Assert.Single((await store.Transcripts.ListAsync(null, "emergency", 0, 10, Cancel)).Rows).Alerts.ToArray());
        await AssertStaffAsync(store);
        await AssertGoesOnAsync(store);
    }

    private static async Task AssertGoesOnAsync(OpenedStore store)
    {
        Assert.IsType<CommitResult.Committed>(await store.SayAsync("c1", "is it safe"));

        Assert.Equal(4, (await store.Log.ReadAsync("c1", 0, Cancel)).Length);
        Assert.True((await store.Store.FindByKeyAsync("c1", "key-1", Cancel))!.Repeated);
    }

    private static async Task AssertStaffAsync(OpenedStore store)
    {
        await using var db = store.Get<IDbContextFactory<BotDb>>().CreateDbContext();
        var bo = await db.Users.SingleAsync(Cancel);
        Assert.Equal(StaffMember.RolesBeforeThereWereAny, bo.Roles);
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<StaffMember>().VerifyHashedPassword(bo, bo.PasswordHash!, Password));
    }

    /// <summary>Makes a store of a version, and fills it as that version did: with the columns that it had.</summary>
    private static async Task MakeAsync(OpenedStore store, string form)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(store.DataFile)!);
        await using (var db = new SqliteBotDb(new DbContextOptionsBuilder<SqliteBotDb>().UseSqlite($"Data Source={store.DataFile};Pooling=False").ReplaceService<IMigrationsSqlGenerator, WithoutRowId>().Options))
            await db.GetService<IMigrator>().MigrateAsync(form, Cancel);

        // The first versions wrote nothing but the key.
        var master = new byte[ContentCipher.KeySize];
        master[0] = 7;
        await File.WriteAllTextAsync(store.KeyFile, Convert.ToBase64String(master), Cancel);
        var keys = KeyRing.Open(store.KeyFile, mayCreate: false, vault: null, store.Time.GetUtcNow());
        var (cipher, wrapped) = keys.CreateKey("c1");

        await using var connection = new SqliteConnection($"Data Source={store.DataFile};Pooling=False");
        await connection.OpenAsync(Cancel);
        Insert(connection, "Secrets", ("Name", "key-check"), ("Value", keys.Encrypt([], "key-check", RowKind.Secret)));
        Insert(
            connection, "Conversations", ("Id", "c1"), ("Channel", "webchat"), ("UserId", "p1"), ("StartedAt", s_then), ("LastAt", s_then), ("Entries", 2L), ("Version", 1L), ("WrappedKey", wrapped),
            ("State", cipher.Encrypt("""{"greeted":true,"misunderstood":0}"""u8, "c1", RowKind.State)), ("HasAlert", 1L), ("AlertKinds", "emergency"), ("Booked", 1L));
        Insert(connection, "Log", ("ConversationId", "c1"), ("Sequence", 1L), ("At", s_then), ("FromBot", 0L), ("Key", "key-1"), ("Body", Body(cipher, 1, new(Said, """{"text":"…"}""", null, null, null))));
        Insert(connection, "Log", ("ConversationId", "c1"), ("Sequence", 2L), ("At", s_then), ("FromBot", 1L), ("ReplyTo", 1L), ("Outcome", "Answer"), ("Body", Body(cipher, 2, new(null, null, new Reply { Text = Answered }, new(), "v1"))));
        Insert(connection, "Alerts", ("ConversationId", "c1"), ("Sequence", 1L), ("Number", 0L), ("At", s_then), ("Kind", "emergency"), ("Body", cipher.Encrypt("RF-CES"u8, "c1", RowKind.Alert, 1)));
        Insert(
            connection, "Bookings", ("Reference", Reference), ("ConversationId", "c1"), ("Visit", "evaluation"), ("Resource", "dr-a"), ("Start", s_visit), ("Minutes", 60L), ("CalendarKey", "calendar-key"), ("BookedAt", s_then),
            ("Details", cipher.Encrypt("""{"name":"Ann Lee","phone":"312 555 0142"}"""u8, $"c1/{Reference}", RowKind.Booking)));
        Insert(connection, "BookedQuarters", ("Resource", "dr-a"), ("Start", s_visit), ("Holder", Reference));
        Insert(connection, "AuditEntries", ("Id", 1L), ("At", s_then), ("Actor", "bo"), ("Action", "transcript.open"), ("ConversationId", "c1"));
        var bo = new StaffMember { Id = "bo-1", UserName = "bo@clinic.example" };
        Insert(
            connection, "AspNetUsers", ("Id", bo.Id), ("UserName", bo.UserName), ("NormalizedUserName", bo.UserName.ToUpperInvariant()), ("Email", bo.UserName), ("NormalizedEmail", bo.UserName.ToUpperInvariant()),
            ("PasswordHash", new PasswordHasher<StaffMember>().HashPassword(bo, Password)), ("SecurityStamp", "stamp"), ("ConcurrencyStamp", "stamp"), ("LockoutEnabled", 1L));
    }

    private static byte[] Body(ContentCipher cipher, long sequence, LogBody body) => cipher.Encrypt(StoredJson.Write(body), "c1", RowKind.Log, sequence);

    /// <summary>Writes a row into a table as it was: what it had no column for is left out, and what it had to have and is not named here is empty.</summary>
    private static void Insert(SqliteConnection connection, string table, params (string Column, object Value)[] values)
    {
        var row = new Dictionary<string, object>();
        using (var columns = Command(connection, $"SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info('{table}')").ExecuteReader())
        {
            while (columns.Read())
            {
                var name = columns.GetString(0);
                if (values.FirstOrDefault(value => value.Column == name).Value is { } given)
                    row[name] = given;
                else if (columns.GetInt64(2) == 1 && columns.IsDBNull(3))
                    row[name] = columns.GetString(1) switch { "INTEGER" => 0L, "BLOB" => Array.Empty<byte>(), _ => "" };
            }
        }

        using var insert = Command(connection, $"INSERT INTO \"{table}\" ({string.Join(", ", row.Keys.Select(name => $"\"{name}\""))}) VALUES ({string.Join(", ", row.Keys.Select(name => $"${name}"))})");
        foreach (var (name, value) in row)
            insert.Parameters.AddWithValue($"${name}", value);
        insert.ExecuteNonQuery();
    }

    private static long Number(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = Command(connection, sql);
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
