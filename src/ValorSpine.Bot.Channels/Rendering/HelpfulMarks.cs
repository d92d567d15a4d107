using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>Whether an answer helped, as schema.org's actions on a message: Web Chat shows two thumbs for them, and posts the one that was pressed back in an event.</summary>
internal static class HelpfulMarks
{
    /// <summary>Name of the event.</summary>
    public const string Event = "webchat:activity-status/feedback";

    private const string Like = "LikeAction", Dislike = "DislikeAction", Type = "@type", Id = "@id", Object = "object";

    /// <summary>The two actions that a message offers.</summary>
    /// <param name="activityId">The message.</param>
    /// <param name="helpful">Which of them was done before; null where none was.</param>
    public static JsonArray Offered(string activityId, bool? helpful) => [Action(Like, activityId, isDone: helpful == true), Action(Dislike, activityId, isDone: helpful == false)];

    /// <summary>Which reply of the conversation was marked how, or null where the event does not say.</summary>
    public static (long Sequence, bool Helpful)? Read(Activity activity, string conversationId)
    {
        foreach (var action in (activity.Entities ?? []).Where(entity => entity.ValueKind == JsonValueKind.Object))
        {
            if (action.TextOf(Type) is Like or Dislike && action.TryGetProperty(Object, out var message) && SequenceOf(message.TextOf(Id), conversationId) is { } sequence)
                return (sequence, action.TextOf(Type) == Like);
        }

        return null;
    }

    private static JsonObject Action(string type, string activityId, bool isDone)
    {
        var action = new JsonObject { [Type] = type, [Object] = new JsonObject { [Type] = "Message", [Id] = activityId } };
        if (isDone)
            action["actionStatus"] = "CompletedActionStatus";
        return action;
    }

    private static long? SequenceOf(string? activityId, string conversationId) =>
        activityId is not null && activityId.StartsWith(conversationId + "|", StringComparison.Ordinal) && long.TryParse(activityId.AsSpan(conversationId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;
}
