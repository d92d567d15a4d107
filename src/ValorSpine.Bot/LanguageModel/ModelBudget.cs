using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>
/// How many tokens a day models may take, and what they may cost, by the clinic's calendar, of all processes on one store together. A process takes a hundredth of the day at a time and spends that by itself; so it
/// writes seldom, and together they never take more than the budget and what is under way when it ends.
/// </summary>
internal sealed class ModelBudget(ModelSettings settings, TimeZoneInfo zone, TimeProvider time, IModelSpending shared) : IDisposable
{
    private const decimal PerPrice = 1_000_000;
    private const int Shares = 100;
    // Somebody who ends gives back what they have.
    private static readonly TimeSpan s_beforeLookingAgain = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _taking = new(1);
    private DateOnly _day;
    private ModelAmount _left;
    private DateTimeOffset _noneUntil;

    // Without a limit for the cost, none of it is ever wanting.
    private ModelAmount Most => new(settings.TokensPerDay, settings.CostPerDay ?? decimal.MaxValue / 2);

    private ModelAmount Share => new(Math.Max(1, settings.TokensPerDay / Shares), (settings.CostPerDay ?? 0) / Shares);

    /// <summary>Which setting today's budget is spent by, or null while there is some left here or to be taken.</summary>
    public string? SpentBy
    {
        get
        {
            var (today, left) = Own();
            if (Suffices(left))
                return null;
            var remains = Most - shared.TakenOf(today) + left;
            return remains.Tokens <= 0 ? nameof(settings.TokensPerDay) : settings.CostPerDay is not null && remains.Cost <= 0 ? nameof(settings.CostPerDay) : null;
        }
    }

    /// <summary>How many of today's tokens are left, here or to be taken; below zero where the last calls took more than there were.</summary>
    public long Left
    {
        get
        {
            var (today, left) = Own();
            return settings.TokensPerDay - shared.TakenOf(today).Tokens + left.Tokens;
        }
    }

    /// <summary>Whether there is something left to spend; takes another share where the last is spent.</summary>
    public async ValueTask<bool> MaySpendAsync(CancellationToken cancel)
    {
        if (Suffices(Own().Left))
            return true;
        await _taking.WaitAsync(cancel);
        try
        {
            var (today, left) = Own();
            if (Suffices(left))
                return true;
            if (time.GetUtcNow() < _noneUntil)
                return false;
            var owed = new ModelAmount(Math.Max(0, -left.Tokens), Math.Max(0, -left.Cost));
            var taken = await shared.TakeAsync(today, owed, new(left.Tokens > 0 ? 0 : Share.Tokens, left.Cost > 0 ? 0 : Share.Cost), Most, cancel);
            left = Add(today, owed + taken);
            if (!Suffices(left))
                _noneUntil = time.GetUtcNow() + s_beforeLookingAgain;
            return Suffices(left);
        }
        // A budget that cannot be counted is not spent.
        catch (NotNowException)
        {
            return false;
        }
        finally
        {
            _taking.Release();
        }
    }

    /// <summary>Takes what a call used.</summary>
    public void Spend(long tokensIn, long tokensOut) =>
        Add(Own().Today, default(ModelAmount) - new ModelAmount(tokensIn + tokensOut, ((tokensIn * settings.PriceIn) + (tokensOut * settings.PriceOut)) / PerPrice));

    /// <summary>Settles with the others, as this process ends: what it has left is theirs, and what it owes is counted.</summary>
    public async ValueTask SettleAsync(CancellationToken cancel)
    {
        var (today, left) = Own();
        if (left == default)
            return;
        Add(today, default(ModelAmount) - left);
        await shared.GiveBackAsync(today, left, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _taking.Dispose();

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
                (_day, _left, _noneUntil) = (today, default, default);
            return (_day, _left);
        }
    }
}
