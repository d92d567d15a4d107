using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Writes what the bot said as activities of a channel: one, or several where the channel takes no more at once.</summary>
public sealed class ReplyActivities(ChannelRenderers renderers)
{
    /// <summary>The activities of a reply, in the order in which they are sent.</summary>
    /// <param name="entry">An entry of the bot.</param>
    /// <param name="conversation">The conversation it belongs to.</param>
    /// <param name="reference">The stored <see cref="ConversationReference"/>.</param>
    /// <param name="answeredActivityJson">The activity that it answers, or null.</param>
    public IReadOnlyList<Activity> Of(LogEntry entry, NewConversation conversation, string reference, string? answeredActivityJson)
    {
        var to = ConversationReference.Parse(reference);
        var answered = answeredActivityJson is null ? null : JsonSerializer.Deserialize(answeredActivityJson, ActivityJson.Default.Activity)?.Id;
        var rendered = renderers.Render(entry, There(conversation, to), to.PublicUrl);
        return [.. rendered.Select((activity, part) => Addressed(activity, to, string.IsNullOrEmpty(answered) ? null : answered, $"{entry.ConversationId}-{entry.Sequence}-{part}"))];
    }

    /// <summary>An activity that is sent right after a reply, to the same place.</summary>
    /// <param name="activity">What is sent.</param>
    /// <param name="entry">The reply.</param>
    /// <param name="reference">The stored <see cref="ConversationReference"/>.</param>
    public static Activity Beside(Activity activity, LogEntry entry, string reference) => Addressed(activity, ConversationReference.Parse(reference), answered: null, $"{entry.ConversationId}-{entry.Sequence}-{activity.Name}");

    /// <summary>Whether anything that was sent to where a stored <see cref="ConversationReference"/> leads is changed later.</summary>
    public bool ChangesWhatWasSent(string reference) => renderers.ChangesWhatWasSent(ReceivedActivity.ChannelOf(ConversationReference.Parse(reference).ChannelId));

    /// <summary>What of that which was sent before looks otherwise once a reply has arrived.</summary>
    /// <param name="entry">The reply.</param>
    /// <param name="log">The log of its conversation, from before the cards that may change.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="reference">The stored <see cref="ConversationReference"/>.</param>
    public IReadOnlyList<SentChange> ChangedBy(LogEntry entry, ImmutableArray<LogEntry> log, NewConversation conversation, string reference)
    {
        var to = ConversationReference.Parse(reference);
        return [.. renderers.ChangedBy(entry, log, There(conversation, to), to.PublicUrl)
            .Select(change => change with { Activity = Addressed(change.Activity, to, answered: null, $"{entry.ConversationId}-{change.Sequence}-{change.Part}") })];
    }

    private static NewConversation There(NewConversation conversation, ConversationReference to) =>
        conversation with { Channel = ReceivedActivity.ChannelOf(to.ChannelId), UserId = to.User?.Id ?? conversation.UserId };

    // Ids, times and the kind of conversation are the channel's to set.
    private static Activity Addressed(Activity activity, ConversationReference to, string? answered, string clientId) => activity with
    {
        Id = null,
        Timestamp = null,
        ServiceUrl = null,
        ChannelId = to.ChannelId,
        From = to.Bot is null ? activity.From : to.Bot with { Role = "bot" },
        Recipient = to.User,
        Conversation = to.Conversation,
        ReplyToId = answered,
        ChannelData = ReceivedActivity.ChannelOf(to.ChannelId) is ChannelIds.DirectLine or ChannelIds.WebChat ? WithClientId(activity.ChannelData, clientId) : activity.ChannelData,
    };

    /// <summary>Direct Line carries a client's own id through to the other side, where a repeat can be told by it.</summary>
    private static JsonElement WithClientId(JsonElement? channelData, string clientId)
    {
        var data = channelData is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        data["clientActivityID"] = clientId;
        return JsonSerializer.SerializeToElement(data, ActivityJson.Default.JsonObject);
    }
}
