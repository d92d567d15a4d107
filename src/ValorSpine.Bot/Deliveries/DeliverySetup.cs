using ValorSpine.Bot.Background;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.HandOff;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Puts the sending of replies to work. It runs even where no channel is configured: what waits from before is given up in time, not forgotten.</summary>
internal static class DeliverySetup
{
    /// <summary>Registers it. To be called after the store, the Connector and text messages are registered.</summary>
    public static void AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton<DeliveryStatus>();
        services.AddSingleton<SmsMessages>();
        services.AddSingleton<QuietTimes>();
        services.AddSingleton<TextRestraint>();
        services.AddSingleton<HubHandOff>();
        services.AddSingleton<IEventTaker, HubStatus>();
        services.AddSingleton<IReplyCarrier, ConnectorCarrier>();
        services.AddSingleton<IReplyCarrier, SmsCarrier>();
        services.AddOnOneReplica<DeliverySender>();
    }
}
