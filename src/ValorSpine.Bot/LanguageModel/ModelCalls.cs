using Microsoft.Extensions.AI;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Staff.Figures;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Asks a model over its API for a form, and another for embeddings where there is one.</summary>
internal sealed class ModelCalls : ILanguageModel, IDisposable
{
    private const int MostTokensOut = 600, LongestAnswer = 16_000, Seed = 7, LettersOfToken = 3;

    // Else the service takes the schema for a wish.
    private static readonly AdditionalPropertiesDictionary s_strict = new() { ["strict"] = true };

    private readonly IChatClient _client;
    private readonly NearestArticles? _nearest;
    private readonly ModelBudget _budget;
    private readonly GuardedCalls _chat, _embedding;

    /// <param name="client">The model.</param>
    /// <param name="nearest">Finds articles by embeddings, or null: none are used.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="budget">The day's budget.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told what went wrong, never of what.</param>
    public ModelCalls(IChatClient client, NearestArticles? nearest, ModelSettings settings, ModelBudget budget, TimeProvider time, ILogger<ModelCalls> logger)
    {
        (_client, _nearest, _budget) = (client, nearest, budget);
        // One that fails is left alone without the other.
        (_chat, _embedding) = (new(settings, budget, time, logger), new(settings, budget, time, logger));
    }

    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem =>
        _budget.SpentBy is { } setting ? $"The language model's budget for today is spent; answers stand in the articles' own words until midnight, clinic time. Raise Model:{setting} to change that."
        : _chat.Failure is { } why ? $"The language model does not answer as it should ({why}); answers stand in the articles' own words meanwhile."
        : (_embedding.Failure ?? _nearest?.Failure) is { } embedding ? $"The embeddings of the language model do not come as they should ({embedding}); articles are found without them meanwhile."
        : null;

    /// <summary>What is left of today's budget.</summary>
    public ModelBudgetToday BudgetToday => _budget.Today;

    /// <inheritdoc/>
    public async ValueTask<ModelResult> PerformAsync(ModelRequest request, BotContent content, DateTimeOffset since, CancellationToken cancel)
    {
        if (request is not ModelRequest.Nearest { Message: var message })
            return await _chat.RunAsync(request.Use, async cancel => await AskAsync(request, ModelPrompt.Of(request, content.Gate), cancel), since, cancel);
        return _nearest?.IndexOf(content.Knowledge) is { } index
            ? await _embedding.RunAsync(request.Use, async cancel => await _nearest.FindAsync(message, index, cancel), since, cancel)
            : ModelResult.Nothing.Unsent("not ready");
    }

    /// <summary>Settles the budget with the other processes, as this one ends.</summary>
    public ValueTask SettleAsync(CancellationToken cancel) => _budget.SettleAsync(cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _budget.Dispose();
        _chat.Dispose();
        _embedding.Dispose();
        _nearest?.Dispose();
        _client.Dispose();
    }

    // The whole answer is waited for: none of it is shown before all of it has passed the gate.
    private async Task<Told> AskAsync(ModelRequest request, ModelPrompt prompt, CancellationToken cancel)
    {
        var answer = await AnswerAsync(request, prompt, cancel);
        _budget.Spend(answer.Usage?.InputTokenCount ?? prompt.Letters / LettersOfToken, answer.Usage?.OutputTokenCount ?? answer.Text.Length / LettersOfToken);
        if (answer.FinishReason == ChatFinishReason.ContentFilter)
            return Told.Nothing("refused");
        if (answer.FinishReason == ChatFinishReason.Length || answer.Text.Length > LongestAnswer)
            return Told.Nothing("cut off");
        return ModelPrompt.Read(request, answer.Text) is { } told ? new(told) : Told.Failed(Told.OtherForm);
    }

    private async Task<ChatResponse> AnswerAsync(ModelRequest request, ModelPrompt prompt, CancellationToken cancel)
    {
        try
        {
            return await _client.GetResponseAsync(
                [new(ChatRole.System, prompt.Task), new(ChatRole.User, prompt.Data)],
                new() { Temperature = 0, Seed = Seed, MaxOutputTokens = MostTokensOut, ResponseFormat = ChatResponseFormat.ForJsonSchema(prompt.Schema, request.Use.ToString()), AdditionalProperties = s_strict },
                cancel);
        }
        // Who does not wait for an answer pays for the question all the same.
        catch (OperationCanceledException)
        {
            _budget.Spend(prompt.Letters / LettersOfToken, 0);
            throw;
        }
    }
}
