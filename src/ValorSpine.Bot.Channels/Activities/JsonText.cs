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

    /// <summary>The name of a field, or null for one that holds no characters.</summary>
    public static string? Name(this JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A field of a record with text in it, or null. Names that hold no characters are none.</summary>
    public static string? TextOf(this JsonElement record, string name)
    {
        if (record.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.Text() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
