namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>What language models take of a day's budget, counted once for all processes that share it. It is taken in shares, so that not every request has to write.</summary>
public interface IModelSpending
{
    /// <summary>Takes a share of what is left of a day; whoever gets it may spend it, and nobody else.</summary>
    /// <param name="day">By the clinic's calendar.</param>
    /// <param name="owed">What was spent beyond the last share; it counts even where it is more than is left.</param>
    /// <param name="wanted">The share.</param>
    /// <param name="most">The budget.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>As much of what is wanted as there is.</returns>
    ValueTask<ModelAmount> TakeAsync(DateOnly day, ModelAmount owed, ModelAmount wanted, ModelAmount most, CancellationToken cancel);

    /// <summary>Gives back what was not spent of a share.</summary>
    ValueTask GiveBackAsync(DateOnly day, ModelAmount unspent, CancellationToken cancel);

    /// <summary>What was taken of a day, spent by now or not.</summary>
    ModelAmount TakenOf(DateOnly day);
}

/// <summary>Tokens, and what they cost in the currency of the prices.</summary>
public readonly record struct ModelAmount(long Tokens, decimal Cost)
{
    /// <summary>Both together.</summary>
    public static ModelAmount operator +(ModelAmount one, ModelAmount other) => new(one.Tokens + other.Tokens, one.Cost + other.Cost);

    /// <summary>What is left of the one without the other.</summary>
    public static ModelAmount operator -(ModelAmount one, ModelAmount other) => new(one.Tokens - other.Tokens, one.Cost - other.Cost);

    /// <summary>As much of this as another has, of each of the two, and never less than nothing.</summary>
    public ModelAmount AtMost(ModelAmount other) => new(Math.Clamp(other.Tokens, 0, Tokens), Math.Clamp(other.Cost, 0, Cost));
}
