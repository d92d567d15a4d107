using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Scheduling;

/// <summary>Puts a FHIR server to work as the schedule where it is configured.</summary>
internal static class FhirScheduleSetup
{
    /// <summary>Registers it; without settings the built-in schedule stays. To be called after the store is registered.</summary>
    public static void AddFhirSchedule(this IServiceCollection services, FhirScheduleSettings? settings)
    {
        services.AddSingleton(new ScheduleStatus.Elsewhere(settings is not null));
        services.AddSingleton<ScheduleStatus>();
        if (settings is null)
            return;
        services.AddSingleton(settings);
        services.AddSingleton(provider => Server(settings, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FhirSlots>();
        services.AddSingleton<FhirBookings>();
        services.AddSingleton<FhirSchedule>();
        services.AddSingleton<ISchedule>(provider => provider.GetRequiredService<FhirSchedule>());
        services.AddSingleton<ClinicChanges>();
        services.AddOnOneReplica<ScheduleKeeper>();
    }

    /// <summary>The server, with the way to its tokens where it asks for them. Time limits are those of the requests.</summary>
    private static FhirServer Server(FhirScheduleSettings settings, TimeProvider time) =>
        new(new HttpClient(Handler(settings, time)) { Timeout = Timeout.InfiniteTimeSpan }, settings);

    private static HttpMessageHandler Handler(FhirScheduleSettings settings, TimeProvider time) => settings.Smart is { } smart
        ? new SmartHandler(new(new HttpClient(Connections()) { Timeout = Timeout.InfiniteTimeSpan }, smart, time), settings.BaseUrl) { InnerHandler = Connections() }
        : Connections();

    // Connections are renewed so that a server that moves to another address is found.
    private static SocketsHttpHandler Connections() => new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
}
