using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Figures;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>
/// How many tokens a day models may take, and what they may cost, by the clinic's calendar, of all processes on one store together. A process takes a hundredth of the day at a time and spends that by itself; so it
/// writes seldom, and together they never take more than the budget and what is under way when it ends.
/// </summary>
internal sealed class ModelBudget(ModelSettings settings, TimeZoneInfo zone, TimeProvider time, IModelSpending shared) : IDisposable
{
    private const decimal PerPrice = 1_000_000;
    private const int Shares = 100;
    // Somebody who ends gives back what they have; a store that could not be written may be soon.
    private static readonly TimeSpan s_beforeLookingAgain = TimeSpan.FromMinutes(1), s_beforeTryingAgain = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private DateOnly _day;
    private ModelAmount _left;
    private Task? _taking;
    private (string Why, DateTimeOffset Until) _none;

    // Without a limit for the cost, none of it is ever wanting.
    private ModelAmount Most => new(settings.TokensPerDay, settings.CostPerDay ?? decimal.MaxValue / 2);

    private ModelAmount Share => new(Math.Max(1, settings.TokensPerDay / Shares), (settings.CostPerDay ?? 0) / Shares);

    /// <summary>Which setting today's budget is spent by, or null while there is some left here or to be taken.</summary>
    public string? SpentBy => Suffices(Own().Left) ? null : SettingSpentBy(Remains);

    /// <summary>What is left today, here or to be taken; below zero where the last calls took more than there was.</summary>
    public ModelBudgetToday Today
    {
        get
        {
            var remains = Remains;
            return new(remains.Tokens, settings.TokensPerDay, settings.CostPerDay is null ? null : remains.Cost, settings.CostPerDay, SettingSpentBy(remains));
        }
    }

    private ModelAmount Remains
    {
        get
        {
            var (today, left) = Own();
            return Most - shared.TakenOf(today) + left;
        }
    }

    /// <summary>
    /// Why nothing may be spent now, or null. Where the last share is spent another is taken: all who ask meanwhile wait for the same one, each as long as they have, and what comes after that is there for the next.
    /// </summary>
    public async ValueTask<string?> WhyNotAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task taking;
            lock (_lock)
            {
                var (today, left) = Own();
                if (Suffices(left))
                    return null;
                if (time.GetUtcNow() < _none.Until)
                    return _none.Why;
                taking = _taking ??= Task.Run(() => TakeAsync(today, left), CancellationToken.None);
            }

            await taking.WaitAsync(cancel);
        }
    }

    /// <summary>Takes what a call used.</summary>
    public void Spend(long tokensIn, long tokensOut) =>
        Add(Own().Today, default(ModelAmount) - new ModelAmount(tokensIn + tokensOut, ((tokensIn * settings.PriceIn) + (tokensOut * settings.PriceOut)) / PerPrice));

    /// <summary>Settles with the others, as this process ends: what it has left is theirs, and what it owes is counted.</summary>
    public async ValueTask SettleAsync(CancellationToken cancel)
    {
        if (_taking is { } taking)
            await taking.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (today, left) = Own();
        if (left == default)
            return;
        Add(today, default(ModelAmount) - left);
        await shared.GiveBackAsync(today, left, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task TakeAsync(DateOnly day, ModelAmount left)
    {
        try
        {
            var owed = new ModelAmount(Math.Max(0, -left.Tokens), Math.Max(0, -left.Cost));
            var taken = await shared.TakeAsync(day, owed, new(left.Tokens > 0 ? 0 : Share.Tokens, left.Cost > 0 ? 0 : Share.Cost), Most, _stopping.Token);
            if (!Suffices(Add(day, owed + taken)))
                None(day, "budget spent", s_beforeLookingAgain);
        }
        // A budget that cannot be counted is not spent. Where it is not known whether a share was taken, it is not: a hundredth of the day may be left unused, as after a process that was killed, and never is more spent than there is.
        catch (NotNowException)
        {
            None(day, "budget not known", s_beforeTryingAgain);
        }
        finally
        {
            lock (_lock)
                _taking = null;
        }
    }

    private void None(DateOnly day, string why, TimeSpan wait)
    {
        lock (_lock)
        {
            if (day == _day)
                _none = (why, time.GetUtcNow() + wait);
        }
    }

    private string? SettingSpentBy(ModelAmount remains) => remains.Tokens <= 0 ? nameof(settings.TokensPerDay) : settings.CostPerDay is not null && remains.Cost <= 0 ? nameof(settings.CostPerDay) : null;

    private bool Suffices(ModelAmount left) => left.Tokens > 0 && (settings.CostPerDay is null || left.Cost > 0);

    private ModelAmount Add(DateOnly day, ModelAmount amount)
    {
        lock (_lock)
            return _left = day == _day ? _left + amount : _left;
    }

    private (DateOnly Today, ModelAmount Left) Own()
    {
        lock (_lock)
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
            if (today != _day)
                (_day, _left, _none) = (today, default, default);
            return (_day, _left);
        }
    }
}
