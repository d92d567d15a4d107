namespace ValorSpine.Bot.LanguageModel;

/// <summary>Gives the others what is left of this process's share of the budget, as it ends. One that is killed leaves its share unspent: a hundredth of the day.</summary>
internal sealed class ModelSettling(ModelCalls calls) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await calls.SettleAsync(cancellationToken);
}
