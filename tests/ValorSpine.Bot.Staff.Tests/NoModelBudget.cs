using ValorSpine.Bot.Staff.Figures;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>As where no language model is set up.</summary>
internal sealed class NoModelBudget : IModelBudget
{
    public ModelBudgetToday? Today => null;
}
