using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;

namespace ValorSpine.Bot.Tests.LanguageModel;

public sealed class ModelBudgetTests
{
    private const int TokensPerDay = 100_000, OfCall = 700;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero));
    private readonly Counted _shared = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_replicas_spend_one_budget_and_never_more_than_it_and_what_is_under_way()
    {
        using var one = Budget();
        using var other = Budget();
        var calls = 0;
        while (await one.MaySpendAsync(Cancel) | await other.MaySpendAsync(Cancel))
        {
            foreach (var budget in (ModelBudget[])[one, other])
            {
                if (!await budget.MaySpendAsync(Cancel))
                    continue;
                budget.Spend(OfCall - 100, 100);
                calls++;
            }
        }

        Assert.InRange(calls * OfCall, TokensPerDay, TokensPerDay + (2 * OfCall));
        Assert.Equal(("TokensPerDay", "TokensPerDay"), (one.SpentBy, other.SpentBy));
    }

    [Fact]
    public async Task Not_every_call_writes()
    {
        const int small = 50;
        using var budget = Budget();
        var calls = 0;
        for (; await budget.MaySpendAsync(Cancel); calls++)
            budget.Spend(small, 0);

        Assert.Equal(TokensPerDay / small, calls);
        Assert.InRange(_shared.Writes, 1, 101);
    }

    [Fact]
    public async Task A_replica_that_ends_gives_back_what_it_has_not_spent_and_one_that_waits_finds_it_within_a_minute()
    {
        using var one = Budget();
        using var other = Budget();
        await one.MaySpendAsync(Cancel);
        while (await other.MaySpendAsync(Cancel))
            other.Spend(OfCall, 0);

        await one.SettleAsync(Cancel);
        Assert.False(await other.MaySpendAsync(Cancel));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await other.MaySpendAsync(Cancel));
    }

    [Fact]
    public async Task What_is_spent_is_known_to_a_replica_that_asked_for_nothing_and_to_one_that_starts_anew()
    {
        using (var one = Budget())
        {
            while (await one.MaySpendAsync(Cancel))
                one.Spend(OfCall, 0);
            await one.SettleAsync(Cancel);
        }

        using var idle = Budget();

        Assert.Equal("TokensPerDay", idle.SpentBy);
        Assert.False(await idle.MaySpendAsync(Cancel));
        Assert.True(idle.Left <= 0);
    }

    private ModelBudget Budget() => new(
        new() { Provider = ModelProvider.OpenAI, Endpoint = new("https://example.invalid/v1"), Deployment = "test", Uses = ModelUse.Reword, TokensPerDay = TokensPerDay }, TimeZoneInfo.Utc, _time, _shared);

    /// <summary>Counts how often something was taken.</summary>
    private sealed class Counted : IModelSpending
    {
        private readonly OwnSpending _inner = new();

        public int Writes { get; private set; }

        public ValueTask<ModelAmount> TakeAsync(DateOnly day, ModelAmount owed, ModelAmount wanted, ModelAmount most, CancellationToken cancel)
        {
            Writes++;
            return _inner.TakeAsync(day, owed, wanted, most, cancel);
        }

        public ValueTask GiveBackAsync(DateOnly day, ModelAmount unspent, CancellationToken cancel) => _inner.GiveBackAsync(day, unspent, cancel);

        public ModelAmount TakenOf(DateOnly day) => _inner.TakenOf(day);
    }
}
