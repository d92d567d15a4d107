using ValorSpine.Bot.Staff.Figures;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Whether the language model helps, where one is configured, and what is left of its budget.</summary>
internal sealed class ModelStatus(ModelCalls? model = null) : IModelBudget
{
    /// <inheritdoc/>
    public ModelBudgetToday? Today => model?.BudgetToday;

    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem() => model?.Problem;
}
