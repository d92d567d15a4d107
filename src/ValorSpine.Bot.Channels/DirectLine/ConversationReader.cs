using System.Collections.Immutable;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Reads what follows a watermark.</summary>
internal static class ConversationReader
{
    /// <summary>
    /// The entries after a watermark. A watermark ahead of the log (it was restored from a backup, or the client made it up) means the
    /// beginning: a client that waited for its number to come round would miss everything until then.
    /// </summary>
    public static async ValueTask<ImmutableArray<LogEntry>> ResumeAsync(this IConversationLog log, string conversationId, long watermark, CancellationToken cancel)
    {
        if (watermark == 0)
            return await log.ReadAsync(conversationId, 0, cancel);
        var from = await log.ReadAsync(conversationId, watermark - 1, cancel);
        return from is [var first, .. var rest] && first.Sequence == watermark ? rest : await log.ReadAsync(conversationId, 0, cancel);
    }
}
