using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Reactions to a message of the bot, as far as they say whether it helped.</summary>
internal static class Reactions
{
    private static readonly string[] s_helpful = ["like", "heart", "plusOne"];
    private static readonly string[] s_notHelpful = ["sad", "angry", "dislike"];

    /// <summary>Whether the reaction says that it helped; null in it where the patient took such a reaction back; null where it says nothing of the kind.</summary>
    public static (bool? Helpful, bool IsMark) Read(Activity reaction)
    {
        var added = Types(reaction, "reactionsAdded");
        if (added.Any(s_notHelpful.Contains))
            return (false, true);
        if (added.Any(s_helpful.Contains))
            return (true, true);
        return (null, Types(reaction, "reactionsRemoved").Any(type => s_helpful.Contains(type) || s_notHelpful.Contains(type)));
    }

    private static string[] Types(Activity activity, string field) =>
        activity.More is { } more && more.TryGetValue(field, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String).Select(one => one.GetProperty("type").Text()).OfType<string>()]
            : [];
}
