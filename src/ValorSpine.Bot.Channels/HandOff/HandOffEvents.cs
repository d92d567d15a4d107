using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.HandOff;

/// <summary>
/// The Bot Framework's hand-off events, for channels whose hub brings the person. Whoever uses them has made sure that a status comes from the hub: what a patient's client sends is never one.
/// </summary>
public static class HandOffEvents
{
    /// <summary>The event by which the bot asks a hub for a person.</summary>
    public const string InitiateName = "handoff.initiate";

    /// <summary>The event by which a hub says how it went.</summary>
    public const string StatusName = "handoff.status";

    /// <summary>Name of the attachment that holds what was said.</summary>
    public const string TranscriptName = "Transcript";

    private const string Accepted = "accepted", Failed = "failed", Completed = "completed";
    private const string Unnamed = "Our staff";

    /// <summary>Asks the hub for a person. It gets the summary and what was said, and nothing of what a client sent beside the words.</summary>
    /// <param name="conversation">Which conversation.</param>
    /// <param name="waiting">Since when, and what led to it.</param>
    /// <param name="summary">What the person reads first.</param>
    /// <param name="log">All that was said.</param>
    /// <param name="clinic">Names the bot.</param>
    public static Activity Initiate(NewConversation conversation, Owner.Waiting waiting, HandOffSummary summary, ImmutableArray<LogEntry> log, ClinicFacts clinic)
    {
        var context = new JsonObject
        {
            ["reason"] = ReasonName(waiting.Why),
            ["since"] = ActivityTime.Format(waiting.Since),
            ["summary"] = summary.Text,
        };
        var transcript = new JsonObject { ["activities"] = new JsonArray([.. log.Select(entry => Said(entry, conversation, clinic))]) };
        return new()
        {
            Type = ActivityTypes.Event,
            Name = InitiateName,
            ChannelId = conversation.Channel,
            From = new() { Id = ReplyRenderer.BotId, Name = clinic.Name, Role = "bot" },
            Recipient = new() { Id = conversation.UserId, Role = "user" },
            Conversation = new() { Id = conversation.Id },
            Value = JsonSerializer.SerializeToElement(context, ActivityJson.Default.JsonObject),
            Attachments = [new() { ContentType = "application/json", Name = TranscriptName, Content = JsonSerializer.SerializeToElement(transcript, ActivityJson.Default.JsonObject) }],
        };
    }

    /// <summary>What a hub's status means for the conversation, or null where it is no status, or one that is only told for information.</summary>
    public static Input? InputOf(Activity activity)
    {
        if (activity is not { Type: ActivityTypes.Event, Name: StatusName } || StateOf(activity) is not { } state)
            return null;
        return state switch
        {
            Accepted => new Input.StaffTook(PersonOf(activity)),
            Failed or Completed => new Input.StaffReturned(),
            _ => null,
        };
    }

    /// <summary>Who of the hub speaks.</summary>
    public static StaffPerson PersonOf(Activity activity) =>
        new(string.IsNullOrWhiteSpace(activity.From?.Name) ? Unnamed : activity.From.Name.Trim(), $"hub:{activity.From?.Id}");

    private static JsonObject Said(LogEntry entry, NewConversation conversation, ClinicFacts clinic)
    {
        var (id, name, role) = entry.Speaker switch
        {
            Speaker.Patient => (conversation.UserId, (string?)null, "user"),
            Speaker.Staff => (ReplyRenderer.StaffId, entry.Reply!.Staff, "user"),
            _ => (ReplyRenderer.BotId, clinic.Name, "bot"),
        };
        var from = new JsonObject { ["id"] = id, ["role"] = role };
        if (name is not null)
            from["name"] = name;
        return new JsonObject
        {
            ["type"] = ActivityTypes.Message,
            ["id"] = ActivityId.Of(entry.ConversationId, entry.Sequence),
            ["timestamp"] = ActivityTime.Format(entry.At),
            ["channelId"] = conversation.Channel,
            ["from"] = from,
            ["conversation"] = new JsonObject { ["id"] = conversation.Id },
            ["text"] = entry.Reply is { } reply ? reply.Text : entry.Text,
        };
    }

    private static string ReasonName(HandOffReason reason) => reason switch
    {
        HandOffReason.NotUnderstood => "not-understood",
        HandOffReason.Upset => "upset",
        HandOffReason.NoAnswer => "no-answer",
        _ => "asked",
    };

    private static string? StateOf(Activity activity) =>
        activity.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String ? state.Text() : null;
}
