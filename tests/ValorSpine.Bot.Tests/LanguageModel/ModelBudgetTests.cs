using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Storage;

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
        while (await MayAsync(one) | await MayAsync(other))
        {
            foreach (var budget in (ModelBudget[])[one, other])
            {
                if (!await MayAsync(budget))
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
        for (; await MayAsync(budget); calls++)
            budget.Spend(small, 0);

        Assert.Equal(TokensPerDay / small, calls);
        Assert.InRange(_shared.Writes, 1, 101);
    }

    [Fact]
    public async Task A_replica_that_ends_gives_back_what_it_has_not_spent_and_one_that_waits_finds_it_within_a_minute()
    {
        using var one = Budget();
        using var other = Budget();
        await MayAsync(one);
        while (await MayAsync(other))
            other.Spend(OfCall, 0);

        await one.SettleAsync(Cancel);
        Assert.False(await MayAsync(other));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await MayAsync(other));
    }

    [Fact]
    public async Task What_is_spent_is_known_to_a_replica_that_asked_for_nothing_and_to_one_that_starts_anew()
    {
        using (var one = Budget())
        {
            while (await MayAsync(one))
                one.Spend(OfCall, 0);
            await one.SettleAsync(Cancel);
        }

        using var idle = Budget();

        Assert.Equal("TokensPerDay", idle.SpentBy);
        Assert.False(await MayAsync(idle));
        Assert.True(idle.Today is { TokensLeft: <= 0, SpentBy: "TokensPerDay" });
    }

    [Fact]
    public async Task Who_asks_meanwhile_waits_for_the_same_share_and_what_comes_too_late_for_one_is_there_for_the_next()
    {
        using var budget = Budget();
        using var gone = new CancellationTokenSource();
        var waits = _shared.Waits = new();

        var (impatient, patient) = (budget.WhyNotAsync(gone.Token).AsTask(), budget.WhyNotAsync(Cancel).AsTask());
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        waits.SetResult();

        Assert.Null(await patient);
        Assert.Null(await budget.WhyNotAsync(Cancel));
        Assert.Equal(1, _shared.Writes);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_asked_again_only_after_a_while()
    {
        using var budget = Budget();
        _shared.Fails = true;

        Assert.Equal("budget not known", await budget.WhyNotAsync(Cancel));
        Assert.Equal("budget not known", await budget.WhyNotAsync(Cancel));
        Assert.Equal(1, _shared.Writes);
        _shared.Fails = false;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await budget.WhyNotAsync(Cancel));
    }

    [Fact]
    public async Task A_share_of_which_it_is_not_known_whether_it_was_taken_is_not_spent_and_never_is_more_spent_than_there_is()
    {
        using var budget = Budget();
        _shared.FailsAfterwards = true;
        Assert.False(await MayAsync(budget));
        _shared.FailsAfterwards = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        var spent = 0;
        for (; await MayAsync(budget); spent += OfCall)
            budget.Spend(OfCall, 0);

        Assert.InRange(spent, TokensPerDay * 99 / 100, (TokensPerDay * 99 / 100) + OfCall);
    }

    private static async Task<bool> MayAsync(ModelBudget budget) => await budget.WhyNotAsync(Cancel) is null;

    private ModelBudget Budget() => new(
        new() { Provider = ModelProvider.OpenAI, Endpoint = new("https://example.invalid/v1"), Deployment = "test", Uses = ModelUse.Reword, TokensPerDay = TokensPerDay }, TimeZoneInfo.Utc, _time, _shared);

    /// <summary>Counts how often something was taken, and is slow or fails where it is told to.</summary>
    private sealed class Counted : IModelSpending
    {
        private readonly OwnSpending _inner = new();

        public int Writes { get; private set; }

        /// <summary>What the next share waits for.</summary>
        public TaskCompletionSource? Waits { get; set; }

        public bool Fails { get; set; }

        /// <summary>Whether the share is taken and the answer is lost.</summary>
        public bool FailsAfterwards { get; set; }

        public async ValueTask<ModelAmount> TakeAsync(DateOnly day, ModelAmount owed, ModelAmount wanted, ModelAmount most, CancellationToken cancel)
        {
            Writes++;
            await (Waits?.Task ?? Task.CompletedTask).WaitAsync(cancel);
            if (Fails)
                throw new StorageUnavailableException("The file is locked.");
            var taken = await _inner.TakeAsync(day, owed, wanted, most, cancel);
            return FailsAfterwards ? throw new StorageUnavailableException("The connection was lost.") : taken;
        }

        public ValueTask GiveBackAsync(DateOnly day, ModelAmount unspent, CancellationToken cancel) => _inner.GiveBackAsync(day, unspent, cancel);

        public ModelAmount TakenOf(DateOnly day) => _inner.TakenOf(day);
    }
}
