using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Texting;

/// <summary>The hours in which nobody is texted who did not write.</summary>
internal sealed class QuietTimes(IOptions<TwilioOptions> options, ClinicFacts clinic, IConversationLog log, TimeProvider time)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <summary>Until when it is quiet, or null where it is not.</summary>
    public DateTimeOffset? Until => QuietHours.TryParse(options.Value.QuietHours, out var hours) ? hours.EndsAfter(time.GetUtcNow(), _zone) : null;

    /// <summary>Whether a conversation is one by text messages and it is quiet: what ends within the hour is not offered there.</summary>
    public async ValueTask<bool> IsQuietAsync(string conversationId, CancellationToken cancel) =>
        Until is not null && (await log.FindAsync(conversationId, cancel))?.Channel is SmsConversations.Channel or SmsRenderer.AzureChannel;
}
