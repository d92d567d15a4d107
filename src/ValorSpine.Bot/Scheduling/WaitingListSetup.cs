using Microsoft.Extensions.Options;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Scheduling;

/// <summary>Asks the schedule at once, or throws where it does not answer: what nobody waits for in the chat is not kept.</summary>
internal delegate ValueTask<ScheduleResult> AskAtOnce(string conversationId, ScheduleRequest request, CancellationToken cancel);

/// <summary>Puts the waiting list to work on whichever schedule there is.</summary>
internal static class WaitingListSetup
{
    /// <summary>How often it is looked for times that another process freed.</summary>
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    /// <summary>Registers it. To be called after the schedule is registered.</summary>
    public static void AddWaitingList(this IServiceCollection services, FhirScheduleSettings? elsewhere)
    {
        var schedule = services.Last(service => service.ServiceType == typeof(ISchedule)).ImplementationFactory
            ?? throw new InvalidOperationException("The schedule is to be registered before its waiting list.");
        services.AddSingleton<AskAtOnce>(provider => elsewhere is null
            ? ((ISchedule)schedule(provider)).PerformAsync
            : provider.GetRequiredService<FhirSchedule>().AskAtOnceAsync);
        services.AddSingleton<ISchedule>(provider => new ListedSchedule((ISchedule)schedule(provider), provider.GetRequiredService<WaitingList>()));
        services.AddSingleton(provider => new WaitingListKeeper(
            provider.GetRequiredService<WaitingList>(), provider.GetRequiredService<AskAtOnce>(), provider.GetRequiredService<ITurns>(), provider.GetRequiredService<ClinicFacts>(),
            TimeSpan.FromMinutes(provider.GetRequiredService<IOptions<ScheduleOptions>>().Value.OfferMinutes), elsewhere?.RefreshEvery ?? s_every,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<WaitingListKeeper>>(),
            provider.GetService<QuietTimes>()));
        services.AddOnOneReplica(provider => provider.GetRequiredService<WaitingListKeeper>());
    }
}
