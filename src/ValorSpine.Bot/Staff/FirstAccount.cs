namespace ValorSpine.Bot.Staff;

/// <summary>
/// Makes the first staff account as the last part of the start. Not before it serves: a start that fails would make the account and never show its password. And not after it: a service that is
/// stopped at once leaves nothing running behind.
/// </summary>
internal sealed class FirstAccount(IServiceProvider services) : IHostedLifecycleService
{
    /// <summary>The password of the account, where this start made it; else null.</summary>
    public string? Password { get; private set; }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken) => Password = await StaffAccounts.EnsureFirstAsync(services, cancellationToken);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
