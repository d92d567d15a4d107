using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Unmasking;

namespace ValorSpine.Bot.Staff.Transcripts;

/// <summary>A finished screening as the FHIR R4 QuestionnaireResponse that was stored, with names and contacts hidden as on the transcript. Counts as a look at it.</summary>
internal static class ScreeningDownload
{
    public const string Route = "/staff/conversations/{key}/screening/{number:int}.json";

    /// <summary>The address of the first, second … screening of a conversation.</summary>
    public static string PathOf(string conversationId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{ConversationPath.Of(conversationId)}/screening/{number}.json");

    public static async Task<IResult> HandleAsync(string key, int number, HttpContext http, [FromServices] ITranscripts transcripts, [FromServices] IAuditTrail audit, [FromServices] Unmasked unmasked, CancellationToken cancel)
    {
        var transcript = ConversationPath.IdOf(key) is { } id ? await transcripts.OpenAsync(id, Reader.Of(http), cancel) : null;
        if (transcript is null || number < 1 || number > transcript.Screenings.Length)
            return Results.Text("There is no such screening result.", statusCode: StatusCodes.Status404NotFound);
        var isWhole = await unmasked.IsForAsync(http, transcript);
        await audit.RecordAsync(Reader.Of(http), isWhole ? "export.unmasked" : "export.masked", transcript.Row.Id, "screening", cancel);
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"screening-{number}.json\"");
        return Results.Text((isWhole ? transcript : MaskedTranscript.ForReading(transcript)).Screenings[number - 1].Result.ResponseJson, "application/fhir+json");
    }
}
