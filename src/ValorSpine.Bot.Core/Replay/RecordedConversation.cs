using System.Collections.Immutable;
using System.Text.Json;

namespace ValorSpine.Bot.Core.Replay;

/// <summary>A conversation as it is written to a file for <c>replay</c>: one JSON object a line.</summary>
/// <param name="Id">Conversation id.</param>
/// <param name="Turns">Its turns.</param>
public sealed record RecordedConversation(string Id, ImmutableArray<RecordedTurn> Turns)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>As one line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, s_json);

    /// <summary>The conversation of a line, or null where it is none.</summary>
    public static RecordedConversation? OfLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordedConversation>(line, s_json) is { Id: not null, Turns.IsDefault: false } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
