namespace ValorSpine.Bot.Staff.Figures;

/// <summary>What is left of the language model's budget for today. The host implements it.</summary>
public interface IModelBudget
{
    /// <summary>Of all processes together, or null where no language model is set up.</summary>
    ModelBudgetToday? Today { get; }
}

/// <summary>A day's budget.</summary>
/// <param name="TokensLeft">How many tokens are left; below zero where the last calls took more than there were.</param>
/// <param name="TokensPerDay">How many there are a day.</param>
/// <param name="CostLeft">What may still be spent, in the currency of the prices; null without a limit.</param>
/// <param name="CostPerDay">What may be spent a day; null without a limit.</param>
/// <param name="SpentBy">The setting that it is spent by, or null.</param>
public sealed record ModelBudgetToday(long TokensLeft, long TokensPerDay, decimal? CostLeft, decimal? CostPerDay, string? SpentBy);
