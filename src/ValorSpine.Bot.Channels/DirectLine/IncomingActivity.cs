using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>An activity that a client posted, read and found usable.</summary>
/// <param name="Activity">As received.</param>
/// <param name="Json">Its text as received.</param>
internal sealed record IncomingActivity(Activity Activity, string Json)
{
    /// <summary>Longest message taken, in UTF-16 characters. What is too long to understand is for the core to say.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>The event by which Web Chat pages say that they have opened.</summary>
    public const string JoinEvent = "webchat/join";

    /// <summary>Most attachments, and most entities, of one message. They are kept with it, and nobody sends more.</summary>
    public const int MaxParts = 50;

    private const int MaxKeyLength = 200;
    private const string Action = "action";

    /// <summary>What was said: the text, and below it what was typed into the inputs of a card, which may tell of an emergency as well as any text.</summary>
    /// <exception cref="DirectLineException">400 where nothing was, 413 where it was too long.</exception>
    public Input.Said Said()
    {
        var text = string.Join('\n', TypedIntoInputs().Prepend(Activity.Text).Where(line => !string.IsNullOrEmpty(line)));
        if (text.Length > MaxTextLength)
            throw DirectLineException.TooLarge($"A message may hold {MaxTextLength} characters.");
        var action = Activity.Value is { } value ? value.TextOf(Action) : null;
        return text.Length > 0 || action is not null
            ? new(text, action)
            : throw DirectLineException.MissingProperty("A message needs 'text', or 'value' with an 'action'.");
    }

    /// <summary>
    /// What a repeat of this message is recognised by: the client's own id for it, or else a fresh one. Prefixed, so that no client can
    /// name the keys that the service itself uses.
    /// </summary>
    /// <exception cref="DirectLineException">400 where it is too long.</exception>
    public string Key()
    {
        var chosen = Activity.ChannelData is { } data ? data.TextOf("clientActivityID") : null;
        chosen = string.IsNullOrEmpty(chosen) ? Activity.Id : chosen;
        return chosen switch
        {
            null or "" => $"server:{Guid.NewGuid():N}",
            { Length: > MaxKeyLength } => throw DirectLineException.BadArgument($"'clientActivityID' and 'id' may hold {MaxKeyLength} characters."),
            // As a hash: it stands in the store in the clear, and a client may put anything there.
            _ => $"client:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chosen)))[..32]}",
        };
    }

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="DirectLineException">400, 413, 415.</exception>
    public static async ValueTask<IncomingActivity> ReadAsync(HttpContext context, int maxBytes)
    {
        if (!context.Request.HasJsonContentType())
            throw DirectLineException.UnsupportedMedia("Send the activity as application/json.");
        var body = await RequestBody.ReadAsync(context, maxBytes);
        try
        {
            var activity = JsonSerializer.Deserialize(body.Span, ActivityJson.Default.Activity)
                ?? throw DirectLineException.BadArgument("The activity is null.");
            if (string.IsNullOrEmpty(activity.Type))
                throw DirectLineException.MissingProperty("The activity has no 'type'.");
            if (activity.Attachments?.Count > MaxParts || activity.Entities?.Count > MaxParts)
                throw DirectLineException.TooLarge($"A message may have {MaxParts} attachments and {MaxParts} entities.");
            // What cannot be written again, such as half a surrogate pair, would spoil the conversation for good: refuse it now.
            _ = JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Default.Activity);
            return new(activity, Encoding.UTF8.GetString(body.Span));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw DirectLineException.BadArgument("The body is not an activity in JSON.");
        }
    }

    private IEnumerable<string?> TypedIntoInputs() => Activity.Value is { ValueKind: JsonValueKind.Object } value
        ? value.EnumerateObject().Where(input => input.Value.ValueKind == JsonValueKind.String && input.Name() != Action).Select(input => input.Value.Text())
        : [];
}
