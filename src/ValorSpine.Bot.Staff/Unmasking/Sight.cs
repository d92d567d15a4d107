using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Unmasking;

/// <summary>How much somebody sees of the texts of a conversation.</summary>
internal static class Sight
{
    /// <summary>What hides names and contacts from a reader; hides nothing where they see it all. Null where there is no such conversation. The look is on the audit trail.</summary>
    public static async Task<TextMasks?> OfAsync(string conversationId, string reader, ITranscripts transcripts, Unmasked unmasked, CancellationToken cancel) =>
        await transcripts.OpenAsync(conversationId, reader, cancel) is not { } transcript ? null
            : unmasked.IsFor(reader, transcript) ? TextMasks.None
            : TextMasks.Of(transcript);
}
