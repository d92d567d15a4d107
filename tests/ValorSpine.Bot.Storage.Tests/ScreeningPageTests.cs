using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>The printable page of a screening: by its key alone, for its time, and gone with its conversation.</summary>
public abstract class ScreeningPageTests(StoreKind kind)
{
    private const string Key = "k2vX-unguessable_key02";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_opens_with_its_key_also_after_a_restart()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await FinishAsync(store);
        await store.RestartAsync();

        var sheet = await Pages(store).FindAsync(Key, Cancel);

        Assert.Equal("Finding the source comes first", sheet?.Outcome);
        Assert.Equal("1.2.3", sheet!.Version);
        Assert.Equal(["Scans."], sheet.Sections[0].Points);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k2vX-unguessable_key03")]
    [InlineData("%")]
    public async Task Another_key_opens_nothing(string key)
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await FinishAsync(store);

        Assert.Null(await Pages(store).FindAsync(key, Cancel));
    }

    [Fact]
    public async Task Page_closes_when_its_time_is_over()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await FinishAsync(store);

        store.Time.Advance(TimeSpan.FromDays(ScreeningSheet.LinkDays));
        Assert.NotNull(await Pages(store).FindAsync(Key, Cancel));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Pages(store).FindAsync(Key, Cancel));
    }

    [Fact]
    public async Task Page_is_erased_with_its_conversation()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await FinishAsync(store);
        await store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL"), Cancel);
        await store.RestartAsync();

        Assert.Null(await Pages(store).FindAsync(Key, Cancel));
    }

    [Fact]
    public async Task Key_of_a_page_is_stored_nowhere_in_the_clear()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await FinishAsync(store);
        await store.StopAsync();

        foreach (var file in await store.FilesAsync())
            Assert.True((await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("unguessable"u8) < 0, file);
    }

    [Fact]
    public async Task Screening_of_a_channel_without_pages_has_none()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await FinishAsync(store, key: null);
        await FinishAsync(store, key: null);

        Assert.Null(await Pages(store).FindAsync("", Cancel));
    }

    private static IScreeningPages Pages(OpenedStore store) => store.Get<IScreeningPages>();

    private static async Task FinishAsync(OpenedStore store, string? key = Key)
    {
        await store.ConversationAsync("c1");
        await store.SayAsync("c1", "done", decide: decided => decided with
        {
            State = decided.State with { Screening = new() { PageKey = key } },
            Screening = new("{}", "O-DIAGNOSIS", "Summary") { Sheet = Sheet(store.Time.GetUtcNow()), PageKey = key },
        });
    }

    private static ScreeningSheet Sheet(DateTimeOffset at) => new()
    {
        Title = "Guided check",
        Questionnaire = "https://valorspine.example/q|1.2.3",
        At = at,
        OutcomeId = "O-DIAGNOSIS",
        Outcome = "Finding the source comes first",
        Sections = [new("What to bring", ["Scans."], true)],
    };
}

public sealed class ScreeningPageOnSqliteTests() : ScreeningPageTests(StoreKind.Sqlite);

public sealed class ScreeningPageOnPostgreSqlTests() : ScreeningPageTests(StoreKind.PostgreSql);
