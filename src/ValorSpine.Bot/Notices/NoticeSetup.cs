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
        services.AddSingleton<INoticeCarrier, ChatCarrier>();
        if (byText)
            services.AddSingleton<INoticeCarrier, SmsNoticeCarrier>();
        if (settings.Email is { } email)
        {
            services.AddSingleton<INoticeCarrier>(provider => new EmailCarrier(
                new MailServer(email, provider.GetRequiredService<TimeProvider>()), email, provider.GetRequiredService<LiveContent>(), provider.GetRequiredService<ClinicFacts>(), provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<NoticeStatus>();
        services.AddOnOneReplica<NoticeSender>();
    }
}
