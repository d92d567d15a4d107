using System.Globalization;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Operations;

/// <summary>
/// Being taken out of service. From the signal to stop on, <c>/health/ready</c> says so and open streams are closed, so that clients go to another replica; for a set time requests are still answered, until
/// the load balancer has noticed. What is under way then is finished, and what is to be written is written.
/// </summary>
internal sealed class Draining(IHostApplicationLifetime lifetime, TimeSpan time) : IHostedLifecycleService
{
    private const int LongestSeconds = 300;

    /// <summary>Whether the service is about to end.</summary>
    public bool IsOn => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, CancellationToken.None);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Registers it with the time that the settings give.</summary>
    /// <exception cref="BadSettingsException">The time is wrong.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var time = Read(configuration["Replicas:DrainSeconds"]);
        services.AddSingleton(provider => new Draining(provider.GetRequiredService<IHostApplicationLifetime>(), time));
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout += time);
    }

    private static TimeSpan Read(string? seconds) => string.IsNullOrWhiteSpace(seconds) ? TimeSpan.Zero
        : int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LongestSeconds ? TimeSpan.FromSeconds(number)
        : throw new BadSettingsException($"Replicas:DrainSeconds is '{seconds}', but must be a number of seconds from 0 to {LongestSeconds}.");
}
