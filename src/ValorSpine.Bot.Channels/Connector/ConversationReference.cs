using System.Text.Json;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Who talks with whom on a channel: all that is needed to send something there, unasked too.</summary>
public sealed record ConversationReference
{
    /// <summary>Channel id as received.</summary>
    public required string ChannelId { get; init; }

    /// <summary>The service that takes activities.</summary>
    public required string ServiceUrl { get; init; }

    /// <summary>The conversation as its channel names it.</summary>
    public required ConversationAccount Conversation { get; init; }

    /// <summary>The bot's account there.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>The patient's account there.</summary>
    public ChannelAccount? User { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>Address at which the channel reached this service, without a slash at the end: links lead there.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ConnectorJson.Default.ConversationReference);

    /// <summary>As it was kept.</summary>
    public static ConversationReference Parse(string json) =>
        JsonSerializer.Deserialize(json, ConnectorJson.Default.ConversationReference) ?? throw new JsonException("A stored reference is null.");
}

/// <summary>Activities that are returned as the answer to a request.</summary>
internal sealed record ExpectedReplies(IReadOnlyList<Activity> Activities);

/// <summary>What a conversation is created with.</summary>
public sealed record NewChannelConversation
{
    /// <summary>Whether more than one person takes part.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The bot's account.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>Who takes part beside the bot.</summary>
    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    /// <summary>As shown.</summary>
    public string? TopicName { get; init; }

    /// <summary>What it starts with.</summary>
    public Activity? Activity { get; init; }

    /// <summary>What only this channel understands.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>Tenant in Entra ID.</summary>
    public string? TenantId { get; init; }
}

/// <summary>How what passes between the bot and channels is written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConversationReference))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(ConnectorErrorResponse))]
[JsonSerializable(typeof(NewChannelConversation))]
internal sealed partial class ConnectorJson : JsonSerializerContext;
