using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Channels.Activities;

/// <summary>
/// One Bot Framework activity as it stands on the wire. Names are the protocol's; what the protocol or this service does not
/// know is kept in <see cref="More"/> and written back unchanged. Times are kept as text so that no precision or offset is lost.
/// </summary>
public sealed record Activity
{
    /// <summary>One of <see cref="ActivityTypes"/>, compared by ordinal equality.</summary>
    public string? Type { get; init; }

    /// <summary>Opaque; unique within one conversation only.</summary>
    public string? Id { get; init; }

    /// <summary>ISO 8601, UTC, set by the channel.</summary>
    public string? Timestamp { get; init; }

    /// <summary>The patient's wall clock, ISO 8601 with offset.</summary>
    public string? LocalTimestamp { get; init; }

    /// <summary>IANA time zone of the patient.</summary>
    public string? LocalTimezone { get; init; }

    /// <summary>Channel id: <c>webchat</c>, <c>directline</c>.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Where replies go. Never sent to Direct Line clients.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Who sent it.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>Whom it is for.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>The conversation it belongs to.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>Id of the activity that this one answers.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>What was said; may be empty.</summary>
    public string? Text { get; init; }

    /// <summary><c>plain</c> or <c>markdown</c>.</summary>
    public string? TextFormat { get; init; }

    /// <summary>Text for a channel that cannot show the attachments.</summary>
    public string? Summary { get; init; }

    /// <summary>What is read aloud: plain text or SSML.</summary>
    public string? Speak { get; init; }

    /// <summary><c>acceptingInput</c>, <c>expectingInput</c>, <c>ignoringInput</c>.</summary>
    public string? InputHint { get; init; }

    /// <summary>Cards and files.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary><c>list</c> or <c>carousel</c>.</summary>
    public string? AttachmentLayout { get; init; }

    /// <summary>Buttons that vanish once something is said.</summary>
    public SuggestedActions? SuggestedActions { get; init; }

    /// <summary>Metadata objects, each with a <c>type</c>.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    /// <summary>What only this channel understands.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>Name of an event or invoke.</summary>
    public string? Name { get; init; }

    /// <summary>Payload of an event or of a card's button.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Media type of <see cref="Value"/>.</summary>
    public string? ValueType { get; init; }

    /// <summary>Who joined, on a conversation update.</summary>
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    /// <summary>Who left, on a conversation update.</summary>
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    /// <summary>How replies are wanted; anything unknown means normally.</summary>
    public string? DeliveryMode { get; init; }

    /// <summary>Set by a bot itself; discarded when it comes from outside.</summary>
    public string? CallerId { get; init; }

    /// <summary>Everything else that was received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Types of activity that this service takes or sends.</summary>
public static class ActivityTypes
{
    /// <summary>Something said.</summary>
    public const string Message = "message";

    /// <summary>Somebody is writing. Never stored.</summary>
    public const string Typing = "typing";

    /// <summary>A named signal of the client.</summary>
    public const string Event = "event";

    /// <summary>Somebody joined or left.</summary>
    public const string ConversationUpdate = "conversationUpdate";
}

/// <summary>A person or bot on a channel.</summary>
public sealed record ChannelAccount
{
    /// <summary>Compared by ordinal equality.</summary>
    public string? Id { get; init; }

    /// <summary>As shown.</summary>
    public string? Name { get; init; }

    /// <summary><c>user</c> or <c>bot</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Object id of the user in Entra ID.</summary>
    public string? AadObjectId { get; init; }

    /// <summary>Everything else that was received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A conversation on a channel.</summary>
public sealed record ConversationAccount
{
    /// <summary>Unique on its channel.</summary>
    public string? Id { get; init; }

    /// <summary>As shown.</summary>
    public string? Name { get; init; }

    /// <summary>True where more than one person takes part.</summary>
    public bool? IsGroup { get; init; }

    /// <summary><c>personal</c>, <c>groupChat</c>, <c>channel</c> on Teams.</summary>
    public string? ConversationType { get; init; }

    /// <summary>Tenant in Entra ID.</summary>
    public string? TenantId { get; init; }

    /// <summary>Everything else that was received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A card or a file.</summary>
public sealed record Attachment
{
    /// <summary>Content type of an Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    /// <summary>Media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The card itself.</summary>
    public JsonElement? Content { get; init; }

    /// <summary>Where a file is.</summary>
    public string? ContentUrl { get; init; }

    /// <summary>File name.</summary>
    public string? Name { get; init; }

    /// <summary>Where a small picture is.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>Everything else that was received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Buttons below the last message.</summary>
public sealed record SuggestedActions
{
    /// <summary>User ids they are shown to; missing means everybody.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>The buttons.</summary>
    public IReadOnlyList<CardAction>? Actions { get; init; }

    /// <summary>Everything else that was received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A button.</summary>
public sealed record CardAction
{
    /// <summary><c>imBack</c>, <c>postBack</c>, <c>openUrl</c>, <c>call</c>.</summary>
    public string? Type { get; init; }

    /// <summary>What is shown.</summary>
    public string? Title { get; init; }

    /// <summary>What is sent.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Everything else that was received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Activities that a Direct Line client is given at once.</summary>
/// <param name="Activities">In order of acceptance.</param>
/// <param name="Watermark">Sent back by the client to get what follows; null where the set holds nothing that is stored.</param>
public sealed record ActivitySet(IReadOnlyList<Activity> Activities, string? Watermark);

/// <summary>Names an activity.</summary>
/// <param name="Id">Of the activity.</param>
public sealed record ResourceResponse(string Id);
