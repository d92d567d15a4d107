namespace ValorSpine.Bot.LanguageModel;

/// <summary>How many tokens a day the model may take, in and out together, by the clinic's calendar. It is counted by each process for itself, and begins anew with it.</summary>
internal sealed class ModelBudget(long tokensADay, TimeZoneInfo zone, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateOnly _day;
    private long _spent;

    /// <summary>Whether today's budget is spent.</summary>
    public bool IsSpent => Left <= 0;

    /// <summary>How many tokens are left of today's; below zero where the last call took more than there was.</summary>
    public long Left
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return tokensADay - _spent;
            }
        }
    }

    /// <summary>Takes what a call used.</summary>
    public void Spend(long tokens)
    {
        lock (_lock)
        {
            Turn();
            _spent += tokens;
        }
    }

    private void Turn()
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        if (today != _day)
            (_day, _spent) = (today, 0);
    }
}
