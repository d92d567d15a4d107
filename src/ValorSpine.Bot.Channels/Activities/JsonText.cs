using System.Text.Json;

namespace ValorSpine.Bot.Channels.Activities;

/// <summary>Reads texts of JSON that somebody sent and that is not read before it is used.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string, or null for one that holds no characters: half a surrogate pair, or bytes that are not UTF-8. Nobody who sends that means anything by it.</summary>
    public static string? Text(this JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
