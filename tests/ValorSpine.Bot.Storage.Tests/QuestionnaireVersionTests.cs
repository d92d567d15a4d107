using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class QuestionnaireVersionTests(StoreKind kind)
{
    private static readonly QuestionnaireVersion s_first = new("screening", "{ \"first\": 1 }", "{ }"), s_second = new("back-log", "{ \"second\": 2 }", null);

    private static CancellationToken Cancel => OpenedStore.Cancel;

    [Fact]
    public async Task What_was_live_is_found_by_its_hash_also_after_a_restart()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.Get<IQuestionnaireVersions>().KeepAsync([s_first, s_second], Cancel);
        await store.RestartAsync();

        var versions = store.Get<IQuestionnaireVersions>();
        Assert.Equal(s_first, await versions.FindAsync(s_first.Hash, Cancel));
        Assert.Equal(s_second, await versions.FindAsync(s_second.Hash, Cancel));
        Assert.Null(await versions.FindAsync("0123456789ab", Cancel));
    }

    [Fact]
    public async Task A_version_is_kept_once_however_often_it_is_live()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var versions = store.Get<IQuestionnaireVersions>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => versions.KeepAsync([s_first, s_second], Cancel).AsTask()));
        Assert.Equal(s_first, await versions.FindAsync(s_first.Hash, Cancel));
    }
}

public sealed class QuestionnaireVersionOnSqliteTests() : QuestionnaireVersionTests(StoreKind.Sqlite);

public sealed class QuestionnaireVersionOnPostgreSqlTests() : QuestionnaireVersionTests(StoreKind.PostgreSql);
