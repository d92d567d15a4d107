using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>How many tokens a day models may take, and what they may cost, by the clinic's calendar. It is counted by each process for itself, and begins anew with it.</summary>
internal sealed class ModelBudget(ModelSettings settings, TimeZoneInfo zone, TimeProvider time)
{
    private const decimal PerPrice = 1_000_000;
    private readonly Lock _lock = new();
    private DateOnly _day;
    private long _tokens;
    private decimal _cost;

    /// <summary>Which setting today's budget is spent by, or null while there is some left.</summary>
    public string? SpentBy
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return _tokens >= settings.TokensPerDay ? nameof(settings.TokensPerDay) : settings.CostPerDay is { } most && _cost >= most ? nameof(settings.CostPerDay) : null;
            }
        }
    }

    /// <summary>How many tokens are left of today's; below zero where the last call took more than there was.</summary>
    public long Left
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return settings.TokensPerDay - _tokens;
            }
        }
    }

    /// <summary>Takes what a call used.</summary>
    public void Spend(long tokensIn, long tokensOut)
    {
        lock (_lock)
        {
            Turn();
            _tokens += tokensIn + tokensOut;
            _cost += ((tokensIn * settings.PriceIn) + (tokensOut * settings.PriceOut)) / PerPrice;
        }
    }

    private void Turn()
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        if (today != _day)
            (_day, _tokens, _cost) = (today, 0, 0);
    }
}
