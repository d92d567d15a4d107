using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Writes a conversation's log as the activities that its client sees.</summary>
internal sealed class ClientActivities(ReplyRenderer renderer, TimeProvider time)
{
    /// <summary>A stored entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="conversation">Its conversation.</param>
    /// <param name="marks">What the patient has said of its replies.</param>
    /// <param name="baseUrl">Public address of the service.</param>
    public Activity Of(LogEntry entry, NewConversation conversation, ImmutableDictionary<long, bool> marks, string baseUrl) =>
        entry.FromBot ? renderer.Render(entry, conversation, baseUrl, asksIfHelpful: true, marks.TryGetValue(entry.Sequence, out var helpful) ? helpful : null) : Stamp(Received(entry), conversation, ActivityId.Of(entry.ConversationId, entry.Sequence), entry.At);

    /// <summary>What a client sent and what is passed on without being stored.</summary>
    public Activity Echo(Activity received, NewConversation conversation) =>
        Stamp(received, conversation, ActivityId.Transient(conversation.Id), time.GetUtcNow());

    /// <summary>The bot is deciding.</summary>
    public Activity Typing(NewConversation conversation) => renderer.Typing(conversation, time.GetUtcNow());

    /// <summary>A message was not taken. It is said where the patient looks, and kept nowhere.</summary>
    public Activity NotTaken(NewConversation conversation, NotNowException reason) => renderer.NotTaken(conversation, reason, time.GetUtcNow());

    private static Activity Received(LogEntry entry) =>
        entry.ActivityJson is { } json && JsonSerializer.Deserialize(json, ActivityJson.Default.Activity) is { } activity
            ? activity
            : new() { Type = ActivityTypes.Message, Text = entry.Text, TextFormat = "plain" };

    // Whatever the client claimed about who and where, the service knows better.
    private static Activity Stamp(Activity activity, NewConversation conversation, string id, DateTimeOffset at) => activity with
    {
        Id = id,
        Timestamp = ActivityTime.Format(at),
        ChannelId = conversation.Channel,
        ServiceUrl = null,
        CallerId = null,
        From = new() { Id = conversation.UserId, Name = activity.From?.Name, Role = "user" },
        Recipient = null,
        Conversation = new() { Id = conversation.Id },
    };
}
