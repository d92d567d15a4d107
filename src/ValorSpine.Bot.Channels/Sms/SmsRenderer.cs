using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>Writes for text messages, whether Azure Bot Service or Twilio itself carries them.</summary>
public sealed class SmsRenderer(SmsText text, ReplyRenderer full) : IChannelRenderer
{
    /// <inheritdoc/>
    public bool IsFor(string channel) => channel is ChannelIds.AzureSms or ChannelIds.TwilioSms;

    /// <inheritdoc/>
    public bool HasMore(Reply reply) => text.HasMore(reply);

    /// <inheritdoc/>
    public int ChoicesShown(Reply reply) => text.ChoicesShown(reply);

    /// <inheritdoc/>
    public IReadOnlyList<Activity> Render(LogEntry entry, NewConversation conversation, string baseUrl)
    {
        var activity = full.Render(entry, conversation, baseUrl) with { TextFormat = "plain", Attachments = null, Entities = null, SuggestedActions = null };
        return [.. text.MessagesOf(entry.Reply!).Select(message => activity with { Text = message })];
    }
}
