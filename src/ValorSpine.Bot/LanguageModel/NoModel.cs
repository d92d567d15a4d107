using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Where no model is configured. The core asks for nothing then.</summary>
internal sealed class NoModel : ILanguageModel
{
    public ValueTask<ModelResult> PerformAsync(ModelRequest request, Gate gate, CancellationToken cancel) => new(new ModelResult.Nothing("off"));
}
