using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Mail;
using ValorSpine.Bot.Storage.Incidents;

namespace ValorSpine.Bot.Alerts;

/// <summary>Puts alert mails to work where they are configured.</summary>
internal static class AlertMailSetup
{
    /// <summary>Registers what mails staff; without settings nobody is mailed and the staff console alone tells of alerts.</summary>
    public static void AddAlertMails(this IServiceCollection services, AlertEmailSettings? settings)
    {
        services.AddSingleton(new AlertMailStatus.Wanted(settings is not null));
        services.AddSingleton<AlertMailStatus>();
        if (settings is null)
            return;
        services.Configure<AlertOutboxOptions>(outbox => outbox.Used = true);
        services.AddSingleton(settings);
        services.AddOnOneReplica(provider => ActivatorUtilities.CreateInstance<AlertMailer>(provider, new MailServer(settings, provider.GetRequiredService<TimeProvider>())));
    }
}
