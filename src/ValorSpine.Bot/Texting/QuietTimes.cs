using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Texting;

/// <summary>The hours in which nobody is texted who did not write.</summary>
internal sealed class QuietTimes(IOptions<TwilioOptions> options, ClinicFacts clinic, IConversationLog log, TimeProvider time)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <summary>Until when it is quiet, or null where it is not.</summary>
    public DateTimeOffset? Until => QuietHours.TryParse(options.Value.QuietHours, out var hours) ? hours.EndsAfter(time.GetUtcNow(), _zone) : null;

    /// <summary>Whether a patient would be told by text message and it is quiet: what ends within the hour is not offered then.</summary>
    /// <param name="conversationId">Where they are told first.</param>
    /// <param name="notice">Where they are told besides.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<bool> IsQuietAsync(string conversationId, NoticeAddress notice, CancellationToken cancel) =>
        Until is not null
        && ((notice.Way == NoticeWay.Phone && clinic.NoticeWays.HasFlag(NoticeWay.Phone)) || (await log.FindAsync(conversationId, cancel))?.Channel is ChannelIds.TwilioSms or ChannelIds.AzureSms);
}
