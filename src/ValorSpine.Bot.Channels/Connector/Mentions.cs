using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Mentions in what was said.</summary>
internal static class Mentions
{
    /// <summary>The text without the mentions of the bot that it was addressed with, or null where there is none.</summary>
    public static string? WithoutBot(Activity activity)
    {
        if (activity.Text is not { } text || activity.Recipient?.Id is not { Length: > 0 } bot)
            return activity.Text;
        foreach (var mention in (activity.Entities ?? []).Where(entity => MentionedId(entity) == bot))
        {
            if (mention.TryGetProperty("text", out var words) && words.ValueKind == JsonValueKind.String && words.Text() is { Length: > 0 } said)
                text = text.Replace(said, " ", StringComparison.Ordinal);
        }

        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }

    /// <summary>Whether the bot is mentioned.</summary>
    public static bool HasBot(Activity activity) => activity.Recipient?.Id is { Length: > 0 } bot && (activity.Entities ?? []).Any(entity => MentionedId(entity) == bot);

    private static string? MentionedId(JsonElement entity) =>
        entity.ValueKind == JsonValueKind.Object
        && entity.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("mention")
        && entity.TryGetProperty("mentioned", out var mentioned) && mentioned.ValueKind == JsonValueKind.Object
        && mentioned.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.Text()
            : null;
}
