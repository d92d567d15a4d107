using System.Globalization;

namespace ValorSpine.Bot.Channels.Activities;

/// <summary>Ids of activities as Direct Line writes them: conversation, bar, sequence number padded so that ids sort as text.</summary>
internal static class ActivityId
{
    /// <summary>The id of a stored activity.</summary>
    public static string Of(string conversationId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{conversationId}|{sequence:0000000}");

    /// <summary>An id for what is passed on and not stored: typing and events.</summary>
    public static string Transient(string conversationId) => $"{conversationId}|{Guid.NewGuid():N}";
}
