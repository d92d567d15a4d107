using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>All processes on one store have one budget for language models.</summary>
public abstract class ModelSpendingTests(StoreKind kind)
{
    private static readonly DateOnly s_day = new(2026, 12, 1);
    private static readonly ModelAmount s_most = new(100, 2), s_share = new(3, 0.07m);

    [Fact]
    public async Task Two_processes_that_take_at_once_get_together_just_what_there_is()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var other = store.Beside();
        await other.StartAsync();
        try
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => TakeAsync(number % 2 == 0 ? store : other)));

            Assert.Equal(new(100, 2), taken.Aggregate((one, next) => one + next));
            Assert.Equal(new(100, 2), Spending(other).TakenOf(s_day));
        }
        finally
        {
            await other.StopAsync();
        }
    }

    [Fact]
    public async Task What_was_taken_outlives_a_restart_and_the_next_day_begins_with_all()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await TakeAsync(store);

        await store.RestartAsync();

        Assert.Equal(s_share, Spending(store).TakenOf(s_day));
        Assert.Equal(default, Spending(store).TakenOf(s_day.AddDays(1)));
    }

    [Fact]
    public async Task What_is_owed_counts_beyond_the_budget_and_what_is_given_back_is_there_again()
    {
        await using var store = await OpenedStore.OpenAsync(kind);

        Assert.Equal(default, await Spending(store).TakeAsync(s_day, new(105, 2.5m), s_share, s_most, OpenedStore.Cancel));
        Assert.Equal(new(105, 2.5m), Spending(store).TakenOf(s_day));
        await Spending(store).GiveBackAsync(s_day, new(7, 1), OpenedStore.Cancel);

        Assert.Equal(new(2, 0.07m), await TakeAsync(store));
    }

    private static Task<ModelAmount> TakeAsync(OpenedStore store) => Spending(store).TakeAsync(s_day, default, s_share, s_most, OpenedStore.Cancel).AsTask();

    private static IModelSpending Spending(OpenedStore store) => store.Get<IModelSpending>();
}

public sealed class ModelSpendingOnSqliteTests() : ModelSpendingTests(StoreKind.Sqlite);

public sealed class ModelSpendingOnPostgreSqlTests() : ModelSpendingTests(StoreKind.PostgreSql);
