using System.Globalization;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Where a client stands in a conversation: the sequence number of the last activity it has.</summary>
internal static class Watermark
{
    /// <summary>Reads what a client sent back. Missing, empty and unreadable mean the beginning, since clients first send an empty one.</summary>
    public static long Parse(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    /// <summary>Writes it for the client.</summary>
    public static string Format(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);
}
