using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Inspecting;

/// <summary>A recorded conversation as a file for the command <c>replay</c>.</summary>
internal static class ReplayDownload
{
    public const string Route = "/staff/conversations/{key}/replay.jsonl";

    public static async Task<IResult> HandleAsync(string key, HttpContext http, ITranscripts transcripts, IAuditTrail audit)
    {
        if (ConversationPath.IdOf(key) is not { } id || await transcripts.TurnsAsync(id, Reader.Of(http), http.RequestAborted) is not { IsEmpty: false } turns)
            return Results.NotFound();
        // Nothing is masked in it.
        await audit.RecordAsync(Reader.Of(http), "export.unmasked", id, "replay", http.RequestAborted);
        return Results.Text(new RecordedConversation(id, turns).ToLine() + "\n", "application/jsonl; charset=utf-8");
    }
}
