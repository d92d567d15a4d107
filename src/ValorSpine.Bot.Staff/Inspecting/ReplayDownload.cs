using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Transcripts;
using ValorSpine.Bot.Staff.Unmasking;

namespace ValorSpine.Bot.Staff.Inspecting;

/// <summary>A recorded conversation as a file for the command <c>replay</c>. Masked it would be decided otherwise, so it is given to who sees names and contacts, having stated why.</summary>
internal static class ReplayDownload
{
    public const string Route = "/staff/conversations/{key}/replay.jsonl";

    public static async Task<IResult> HandleAsync(string key, HttpContext http, ITranscripts transcripts, IAuditTrail audit, Unmasked unmasked)
    {
        if (ConversationPath.IdOf(key) is not { } id || await transcripts.TurnsAsync(id, Reader.Of(http), http.RequestAborted) is not { IsEmpty: false } turns)
            return Results.NotFound();
        if (await transcripts.OpenAsync(id, Reader.Of(http), http.RequestAborted) is not { } transcript || !await unmasked.IsForAsync(http, transcript))
            return Results.Text("Nothing is hidden in this file. Have names and contacts shown on the page of the conversation first, and say why; then download it.", statusCode: StatusCodes.Status403Forbidden);
        await audit.RecordAsync(Reader.Of(http), "export.unmasked", id, "replay", http.RequestAborted);
        return Results.Text(new RecordedConversation(id, turns).ToLine() + "\n", "application/jsonl; charset=utf-8");
    }
}
