using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>Writes what the bot said for one kind of channel. Registered as a service; it goes before what is done for channels without a renderer of their own.</summary>
public interface IChannelRenderer
{
    /// <summary>Whether it writes for a channel, by its id without a sub-channel.</summary>
    bool IsFor(string channel);

    /// <summary>The activities of a reply in the order in which they are sent: one at least, and always the same for the same reply. Who and where is filled in afterwards.</summary>
    IReadOnlyList<Activity> Render(LogEntry entry, NewConversation conversation, string baseUrl);

    /// <summary>Whether a reply has a part after the one that is shown, for when the patient asks for more.</summary>
    bool HasMore(Reply reply) => false;

    /// <summary>How many of a reply's choices have been shown once its part is.</summary>
    int ChoicesShown(Reply reply) => reply.Choices.Length;

    /// <summary>Whether the channel lets what was sent be changed, and this does so.</summary>
    bool ChangesWhatWasSent => false;

    /// <summary>What of that which was sent before looks otherwise once a reply has arrived, such as a card that the answered message has settled.</summary>
    IReadOnlyList<SentChange> ChangedBy(LogEntry reply, ImmutableArray<LogEntry> log, NewConversation conversation, string baseUrl) => [];
}

/// <summary>A new form of something that was sent.</summary>
/// <param name="Sequence">The reply that it is of.</param>
/// <param name="Part">Which of its activities, from 0.</param>
/// <param name="Activity">Its new form. Who and where is filled in afterwards.</param>
public sealed record SentChange(long Sequence, int Part, Activity Activity);

/// <summary>Finds how a channel is written for: cards and buttons, buttons alone, or plain text with numbered choices.</summary>
public sealed class ChannelRenderers(IEnumerable<IChannelRenderer> renderers, ReplyRenderer cards)
{
    private static readonly HashSet<string> s_withCards = new(StringComparer.Ordinal) { ChannelIds.DirectLine, ChannelIds.WebChat, ChannelIds.Emulator, ChannelIds.Teams, "agents", "test" };
    private static readonly HashSet<string> s_withCitations = new(StringComparer.Ordinal) { ChannelIds.DirectLine, ChannelIds.WebChat };
    private static readonly HashSet<string> s_withButtons = new(StringComparer.Ordinal) { "telegram", "facebook", "slack", "line", "skype", "kik" };

    /// <summary>The activities of a reply on the conversation's channel.</summary>
    public IReadOnlyList<Activity> Render(LogEntry entry, NewConversation conversation, string baseUrl)
    {
        if (renderers.FirstOrDefault(renderer => renderer.IsFor(conversation.Channel)) is { } own)
            return own.Render(entry, conversation, baseUrl);
        var full = cards.Render(entry, conversation, baseUrl);
        if (!s_withCards.Contains(conversation.Channel))
            return [Plain(full, entry, s_withButtons.Contains(conversation.Channel))];
        // Teams refuses a citation without an abstract; what a reply rests on stands in its text anyway.
        return [s_withCitations.Contains(conversation.Channel) ? full : full with { Entities = null }];
    }

    /// <summary>Whether anything that was sent to a channel is changed later.</summary>
    public bool ChangesWhatWasSent(string channel) => renderers.FirstOrDefault(renderer => renderer.IsFor(channel)) is { ChangesWhatWasSent: true };

    /// <summary>What of that which was sent before looks otherwise once a reply has arrived.</summary>
    public IReadOnlyList<SentChange> ChangedBy(LogEntry reply, ImmutableArray<LogEntry> log, NewConversation conversation, string baseUrl) =>
        renderers.FirstOrDefault(renderer => renderer.IsFor(conversation.Channel))?.ChangedBy(reply, log, conversation, baseUrl) ?? [];

    /// <summary>Which of what was said last has a part that the channel has not shown, or null where all was shown.</summary>
    public UnshownRest? Unshown(string channel, ImmutableArray<Reply> last)
    {
        if (renderers.FirstOrDefault(renderer => renderer.IsFor(channel)) is not { } own)
            return null;
        var index = last.ToList().FindIndex(own.HasMore);
        if (index < 0)
            return null;
        var shown = last.LastOrDefault(reply => !reply.Choices.IsEmpty) is { } list && own.ChoicesShown(list) is var count && count < list.Choices.Length ? count : (int?)null;
        return new(index, !own.HasMore(last[index] with { Part = last[index].Part + 1 }), shown);
    }

    private static Activity Plain(Activity full, LogEntry entry, bool withButtons)
    {
        var reply = entry.Reply!;
        return full with
        {
            Text = PlainTextRenderer.Render(withButtons ? reply with { Choices = [] } : reply),
            TextFormat = "plain",
            Attachments = null,
            Entities = null,
            SuggestedActions = withButtons ? full.SuggestedActions : null,
        };
    }
}
