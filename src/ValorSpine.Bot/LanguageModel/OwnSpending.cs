using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Counts what a process takes that has no store: an evaluation.</summary>
internal sealed class OwnSpending : IModelSpending
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DateOnly, ModelAmount> _taken = [];

    /// <inheritdoc/>
    public ValueTask<ModelAmount> TakeAsync(DateOnly day, ModelAmount owed, ModelAmount wanted, ModelAmount most, CancellationToken cancel)
    {
        lock (_lock)
        {
            var taken = _taken.GetValueOrDefault(day) + owed;
            var share = wanted.AtMost(most - taken);
            _taken[day] = taken + share;
            return new(share);
        }
    }

    /// <inheritdoc/>
    public ValueTask GiveBackAsync(DateOnly day, ModelAmount unspent, CancellationToken cancel)
    {
        lock (_lock)
            _taken[day] = _taken.GetValueOrDefault(day) - unspent;
        return default;
    }

    /// <inheritdoc/>
    public ModelAmount TakenOf(DateOnly day)
    {
        lock (_lock)
            return _taken.GetValueOrDefault(day);
    }
}
