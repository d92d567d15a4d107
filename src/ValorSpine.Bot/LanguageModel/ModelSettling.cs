using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Gives the others what is left of this process's share of the budget, as it ends. One that is killed leaves its share unspent: a hundredth of the day.</summary>
internal sealed partial class ModelSettling(ModelCalls calls, ILogger<ModelSettling> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await calls.SettleAsync(cancellationToken);
        }
        catch (NotNowException error)
        {
            NotSettled(error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is left of the language model's share of today's budget could not be given back, and stays unspent: {Reason}")]
    private partial void NotSettled(string reason);
}
