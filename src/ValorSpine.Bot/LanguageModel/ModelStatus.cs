namespace ValorSpine.Bot.LanguageModel;

/// <summary>Whether the language model helps, where one is configured.</summary>
internal sealed class ModelStatus(ModelCalls? model = null)
{
    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem() => model?.Problem;
}
