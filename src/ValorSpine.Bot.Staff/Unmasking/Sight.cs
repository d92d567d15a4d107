using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Unmasking;

/// <summary>How much somebody sees of the texts of a conversation.</summary>
internal static class Sight
{
    /// <summary>What hides names and contacts from a reader; hides nothing where they see it all. Null where there is no such conversation. The look is on the audit trail.</summary>
    public static async Task<TextMasks?> OfAsync(string conversationId, HttpContext reader, ITranscripts transcripts, Unmasked unmasked) =>
        await transcripts.OpenAsync(conversationId, Reader.Of(reader), reader.RequestAborted) is not { } transcript ? null
            : await unmasked.IsForAsync(reader, transcript) ? TextMasks.None
            : TextMasks.Of(transcript);
}
