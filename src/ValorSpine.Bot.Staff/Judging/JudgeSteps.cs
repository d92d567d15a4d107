using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ValorSpine.Bot.Core.Judging;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.Shell;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Judging;

/// <summary>Scorecards and safety records, for the forms of this console only.</summary>
internal static class JudgeSteps
{
    public const string Topic = "topic", Outcome = "outcome", Safe = "safe", Readable = "readable", Kind = "kind", Comment = "comment", State = "state", Note = "note", Revision = "revision", LateParameter = "late";
    public const int Longest = 2000;

    /// <summary>Maps them.</summary>
    public static void MapJudging(this IEndpointRouteBuilder endpoints)
    {
        var judge = StaffConsole.PolicyOf(Right.Judge);
        endpoints.MapPost(JudgePath.ScoreRoute, ScoreAsync).RequireAuthorization(judge).Add(PageHeaders.Send);
        endpoints.MapPost(JudgePath.RecordRoute, OpenRecordAsync).RequireAuthorization(judge).Add(PageHeaders.Send);
        endpoints.MapPost(JudgePath.NoteRoute, NoteAsync).RequireAuthorization(judge).Add(PageHeaders.Send);
        foreach (var route in (string[])[JudgePath.ScoreRoute, JudgePath.RecordRoute, JudgePath.NoteRoute])
            endpoints.MapGet(route, () => Results.LocalRedirect(JudgePath.Home)).RequireAuthorization(judge).Add(PageHeaders.Send);
    }

    private static async Task<IResult> ScoreAsync(string key, long sequence, HttpContext http, IAntiforgery antiforgery, [FromServices] IJudging judging)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused("This form is no longer valid. Go back, reload the page and try again.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (ConversationPath.IdOf(key) is not { } id || Read(form) is not { } card)
            return Refused("Answer all five questions. Go back and try again.");
        return await judging.ScoreAsync(id, sequence, card, Reader.Of(http), http.RequestAborted)
            ? Results.LocalRedirect(JudgePath.Reply(id, sequence))
            : Results.Text("There is no such reply. Its conversation may have been erased.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> OpenRecordAsync(string key, long sequence, HttpContext http, IAntiforgery antiforgery, [FromServices] IJudging judging)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused("This form is no longer valid. Go back, reload the page and try again.");
        return ConversationPath.IdOf(key) is { } id && await judging.OpenRecordAsync(id, sequence, Reader.Of(http), http.RequestAborted) is { } record
            ? Results.LocalRedirect(JudgePath.Record(record))
            : Refused("This reply rests on no article, or its conversation has been erased.");
    }

    private static async Task<IResult> NoteAsync(long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IJudging judging)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused("This form is no longer valid. Go back, reload the page and try again.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Enum.TryParse<SafetyState>(form[State], out var state) || !Enum.IsDefined(state) || !long.TryParse(form[Revision], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || Text(form[Note]) is { Length: > Longest })
            return Refused($"This form cannot be read, or the note is longer than {Longest} characters. Go back and try again.");
        return Results.LocalRedirect(await judging.NoteAsync(id, revision, state, Text(form[Note]), Reader.Of(http), http.RequestAborted) ? JudgePath.Record(id) : $"{JudgePath.Record(id)}?{LateParameter}");
    }

    private static Scorecard? Read(IFormCollection form) =>
        Yes(form[Topic]) is { } topic && Yes(form[Outcome]) is { } outcome && Yes(form[Safe]) is { } safe && Yes(form[Readable]) is { } readable && Yes(form[Kind]) is { } kind && Text(form[Comment]) is not { Length: > Longest }
            ? new(topic, outcome, safe, readable, kind, Text(form[Comment]))
            : null;

    private static bool? Yes(string? answer) => answer switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    private static string? Text(string? text) => text?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } some ? some : null;

    private static IResult Refused(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);
}
