using System.Text.Json;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>Reads what the bot sent.</summary>
internal static class Replies
{
    /// <summary>Choices of the last of some activities.</summary>
    public static IReadOnlyList<string> Choices(JsonElement activities) => activities.GetArrayLength() == 0 ? [] : ChoicesOf(activities[activities.GetArrayLength() - 1]);

    /// <summary>Choices of an activity.</summary>
    public static IReadOnlyList<string> ChoicesOf(JsonElement activity) =>
        activity.TryGetProperty("suggestedActions", out var suggested) ? [.. suggested.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString()!)] : [];

    /// <summary>Whether an activity answers a message.</summary>
    public static bool Answers(JsonElement activity, string message) => activity.TryGetProperty("replyToId", out var to) && to.GetString() == message;
}
