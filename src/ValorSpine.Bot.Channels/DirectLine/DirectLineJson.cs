using System.Text.Json.Serialization;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>The bodies of Direct Line, apart from activities.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenParameters))]
[JsonSerializable(typeof(ConversationResponse))]
[JsonSerializable(typeof(WebChatTokenRequest))]
[JsonSerializable(typeof(WebChatTokenResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class DirectLineJson : JsonSerializerContext;

/// <summary>Body of <c>tokens/generate</c> and of <c>conversations</c>; all of it optional.</summary>
internal sealed record TokenParameters(ChannelAccount? User = null, string? Locale = null);

/// <summary>A conversation and the token for it.</summary>
internal sealed record ConversationResponse(
    string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl = null);

/// <summary>Body of <c>/webchat/token</c>.</summary>
internal sealed record WebChatTokenRequest(string? Resume = null);

/// <summary>What a page needs to open the chat, and to come back to it later.</summary>
internal sealed record WebChatTokenResponse(
    string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string Resume, string UserId);
