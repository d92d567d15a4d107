using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Mail;

namespace ValorSpine.Bot.Notices;

/// <summary>Puts notices to patients to work.</summary>
internal static class NoticeSetup
{
    /// <summary>The clinic's facts with the ways that notices can take.</summary>
    public static ClinicFacts With(this ClinicFacts clinic, NoticeSettings settings, bool byText = false) => clinic with
    {
        RemindAhead = settings.RemindAhead,
        NoticeWays = NoticeWay.Chat | (settings.Email is null ? NoticeWay.None : NoticeWay.Email) | (byText ? NoticeWay.Phone : NoticeWay.None),
    };

    /// <summary>Registers the carriers that there are. What has none waits in the console's outbox.</summary>
    public static void AddNotices(this IServiceCollection services, NoticeSettings settings, bool byText = false)
    {
        services.AddWay(NoticeWay.Chat, provider => ActivatorUtilities.CreateInstance<ChatCarrier>(provider));
        if (byText)
            services.AddWay(NoticeWay.Phone, provider => ActivatorUtilities.CreateInstance<SmsNoticeCarrier>(provider));
        if (settings.Email is { } email)
        {
            services.AddWay(NoticeWay.Email, provider => new EmailCarrier(
                new MailServer(email, provider.GetRequiredService<TimeProvider>()), email, provider.GetRequiredService<LiveContent>(), provider.GetRequiredService<ClinicFacts>(), provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<NoticeStatus>();
    }

    private static void AddWay(this IServiceCollection services, NoticeWay way, Func<IServiceProvider, INoticeCarrier> make)
    {
        services.AddSingleton(make);
        services.AddOnOneReplica(provider => ActivatorUtilities.CreateInstance<NoticeSender>(provider, provider.GetServices<INoticeCarrier>().Single(carrier => carrier.Way == way)));
    }
}
