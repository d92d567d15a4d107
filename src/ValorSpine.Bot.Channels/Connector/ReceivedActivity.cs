using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>An activity that a channel posted, read and found usable. Whether it may be believed is another question.</summary>
/// <param name="Activity">As received, without what no caller may set.</param>
internal sealed record ReceivedActivity(Activity Activity)
{
    private const int MaxTextLength = 100_000;
    private const int MaxKeyLength = 200;
    private const int MaxIdLength = 2000;
    // A group that is told of brings all of its members; no message has so many parts.
    private const int MaxParts = 250, MaxMembers = 1000;
    private const string Action = "action";

    public string Type => Activity.Type!;

    /// <summary>Channel id without the sub-channel that may follow a colon.</summary>
    public string Channel => ChannelOf(Activity.ChannelId!);

    public string ServiceUrl => Activity.ServiceUrl!;

    public string ConversationId => Activity.Conversation!.Id!;

    /// <summary>Whether the caller takes the replies as the answer to this request. An invoke is always answered with its result alone.</summary>
    public bool ExpectsReplies => Activity.DeliveryMode == "expectReplies" && Type != ConnectorActivityTypes.Invoke;

    /// <summary>What it is kept as.</summary>
    public string Json => JsonSerializer.Serialize(Activity, ActivityJson.Default.Activity);

    /// <summary>What a repeat is recognised by: the channel's own id, or where it gave none a fresh one. Prefixed, so that no channel can name the keys that the service itself uses.</summary>
    public string Key { get; } = Activity.Id switch
    {
        null or "" => $"server:{Guid.NewGuid():N}",
        { Length: > MaxKeyLength } id => $"activity-hash:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}",
        var id => $"activity:{id}",
    };

    /// <summary>What a repeat of an edit is recognised by: a message can be edited to and fro, under the same id.</summary>
    public string EditKey => $"edit-hash:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Activity.Id}\n{Activity.Timestamp}\n{Activity.Text}")))}";

    /// <summary>What was said: the text without the mention of the bot, and below it what was typed into the inputs of a card.</summary>
    /// <exception cref="ConnectorException">413 where it was too long.</exception>
    public Input.Said Said()
    {
        var text = string.Join('\n', TypedIntoInputs().Prepend(Mentions.WithoutBot(Activity)).Where(line => !string.IsNullOrEmpty(line)));
        return text.Length <= MaxTextLength
            ? new(text, Activity.Value is { } value ? value.TextOf(Action) : null)
            : throw new ConnectorException(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"A message may hold {MaxTextLength} characters.");
    }

    /// <summary>Channel id without the sub-channel that may follow a colon.</summary>
    public static string ChannelOf(string channelId) => channelId.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? channelId[..colon] : channelId;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="ConnectorException">400, 413, 415.</exception>
    public static async ValueTask<ReceivedActivity> ReadAsync(HttpContext context, int maxBytes)
    {
        if (!context.Request.HasJsonContentType())
            throw ConnectorException.UnsupportedMedia();
        if (context.Request.ContentLength > maxBytes)
            throw ConnectorException.TooLarge(maxBytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes;
        try
        {
            var activity = await JsonSerializer.DeserializeAsync(context.Request.Body, ActivityJson.Default.Activity, context.RequestAborted)
                ?? throw ConnectorException.BadSyntax("The activity is null.");
            Check(activity);
            // What cannot be written again, such as half a surrogate pair, would spoil the conversation for good: refuse it now.
            _ = JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Default.Activity);
            return new(activity with { CallerId = null });
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ConnectorException.TooLarge(maxBytes);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw ConnectorException.BadSyntax("The body is not an activity in JSON.");
        }
    }

    private static void Check(Activity activity)
    {
        Need(activity.Type, "type");
        Need(activity.ChannelId, "channelId");
        Need(activity.ServiceUrl, "serviceUrl");
        Need(activity.Conversation?.Id, "conversation.id");
        if (activity.Attachments?.Count > MaxParts || activity.Entities?.Count > MaxParts || activity.MembersAdded?.Count > MaxMembers || activity.MembersRemoved?.Count > MaxMembers)
            throw new ConnectorException(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"An activity may have {MaxParts} attachments, {MaxParts} entities and {MaxMembers} members.");
    }

    private static void Need(string? value, string field)
    {
        if (string.IsNullOrEmpty(value))
            throw ConnectorException.BadSyntax($"The activity has no '{field}'.");
        if (value.Length > MaxIdLength)
            throw ConnectorException.BadSyntax($"'{field}' may hold {MaxIdLength} characters.");
    }

    private IEnumerable<string?> TypedIntoInputs() => Activity.Value is { ValueKind: JsonValueKind.Object } value
        ? value.EnumerateObject().Where(input => input.Value.ValueKind == JsonValueKind.String && input.Name() != Action).Select(input => input.Value.Text())
        : [];
}

/// <summary>Types of activity that only channels send.</summary>
internal static class ConnectorActivityTypes
{
    public const string Invoke = "invoke";

    public const string InstallationUpdate = "installationUpdate";

    public const string MessageUpdate = "messageUpdate";

    public const string MessageReaction = "messageReaction";
}
