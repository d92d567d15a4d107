using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Performs what the core asks of a language model. It never fails: where there is nothing to be told in time, it says why.</summary>
internal interface ILanguageModel
{
    /// <summary>What the model tells, within the time that is set.</summary>
    /// <param name="request">What is asked; whatever a patient wrote in it is masked.</param>
    /// <param name="content">What the turn is decided with: what wording has to pass, and the articles that may be near.</param>
    /// <param name="since">When the turn began: the time that is set is for all that it asks.</param>
    /// <param name="cancel">Ends the turn.</param>
    ValueTask<ModelResult> PerformAsync(ModelRequest request, BotContent content, DateTimeOffset since, CancellationToken cancel);
}
