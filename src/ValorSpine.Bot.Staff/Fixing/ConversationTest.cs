using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>One click makes a regression test of a conversation: a readable file without who the patient is, downloaded and, where that can be written, put to the other tests.</summary>
internal static class ConversationTest
{
    public const string Route = "/staff/conversations/{key}/test";

    public static string PathOf(string conversationId) => $"{ConversationPath.Of(conversationId)}/test";

    public static async Task<IResult> MakeAsync(
        string key, HttpContext http, IAntiforgery antiforgery, [FromServices] ITranscripts transcripts, [FromServices] IKnowledgeDesk desk, [FromServices] IAuditTrail trail, [FromServices] TimeProvider time)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        if (ConversationPath.IdOf(key) is not { } id || await transcripts.OpenAsync(id, Reader.Of(http), http.RequestAborted) is not { } transcript)
            return Results.Text("There is no such conversation. It may have been erased.", statusCode: StatusCodes.Status404NotFound);
        var said = ConversationFile.SaidIn(transcript.Log, transcript.State);
        if (said.IsEmpty)
            return Results.Text("The patient has written nothing that could be said again.", statusCode: StatusCodes.Status409Conflict);
        // Before anything leaves the console.
        await trail.RecordAsync(Reader.Of(http), "conversation.test", id, note: null, http.RequestAborted);
        var now = time.GetUtcNow();
        var text = await desk.PlayAsync(string.Create(CultureInfo.InvariantCulture, $"Kept from a chat on {now:yyyy-MM-dd}."), said, http.RequestAborted);
        // Two people may press at the same moment, and neither file may be lost.
        var name = string.Create(CultureInfo.InvariantCulture, $"chat-{now:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}.txt");
        // Where that folder cannot be written, the download is all there is, and the log says so.
        await desk.KeepConversationAsync(name, text, http.RequestAborted);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        return Results.Text(text, "text/plain; charset=utf-8");
    }
}
