using Microsoft.Extensions.DependencyInjection.Extensions;
using ValorSpine.Bot.Storage.Replicas;

namespace ValorSpine.Bot.Background;

/// <summary>Runs work on one replica at a time: it is started where this process leads, and stopped where it no longer does.</summary>
internal sealed class OnOneReplica(IHostedService work, ILeadership? leadership) : BackgroundService
{
    /// <summary>The work.</summary>
    public IHostedService Work => work;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var lost = leadership is null ? CancellationToken.None : await leadership.LeadAsync(stoppingToken);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lost);
            await work.StartAsync(ends.Token);
            try
            {
                await EndAsync(ends.Token);
            }
            finally
            {
                await work.StopAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Waits for the end, but not past a defect of the work: the host stops for it as it does for work of its own.</summary>
    private async Task EndAsync(CancellationToken ends)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ends.Register(ended.SetResult);
        if (work is BackgroundService { ExecuteTask: { } running })
        {
            await Task.WhenAny(running, ended.Task);
            if (running.IsFaulted)
                await running;
        }

        await ended.Task;
    }
}

/// <summary>Registers work that is done once, however many replicas there are.</summary>
internal static class OnOneReplicaSetup
{
    /// <summary>Registers work that the services make.</summary>
    public static void AddOnOneReplica<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.TryAddSingleton<T>();
        services.AddOnOneReplica(provider => provider.GetRequiredService<T>());
    }

    /// <summary>Registers work that <paramref name="make"/> makes.</summary>
    public static void AddOnOneReplica<T>(this IServiceCollection services, Func<IServiceProvider, T> make)
        where T : class, IHostedService => services.AddSingleton<IHostedService>(provider => new OnOneReplica(make(provider), provider.GetService<ILeadership>()));
}
