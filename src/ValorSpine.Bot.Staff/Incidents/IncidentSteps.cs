using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Incidents;

/// <summary>What staff do about an incident, for the forms of this console only. Leads back to the conversation, which shows what came of it.</summary>
internal static class IncidentSteps
{
    public const string SeenRoute = "/staff/conversations/{key}/alerts/{id:long}/seen", ResolvedRoute = "/staff/conversations/{key}/alerts/{id:long}/resolved";
    public const string OpeningField = "opening", NoteField = "note", LateParameter = "late";
    public const int LongestNote = 2000;

    public static string SeenPath(Incident incident) => Path(incident, "seen");

    public static string ResolvedPath(Incident incident) => Path(incident, "resolved");

    public static Task<IResult> SeeAsync(string key, long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IIncidents incidents) =>
        TakeAsync(key, id, http, antiforgery, (step, _) => incidents.SeeAsync(step, http.RequestAborted), incident => incident.Seen);

    public static Task<IResult> ResolveAsync(string key, long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IIncidents incidents) =>
        TakeAsync(key, id, http, antiforgery, (step, form) => incidents.ResolveAsync(step, Note(form), http.RequestAborted), incident => incident.Resolved);

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return(string key) =>
        ConversationPath.IdOf(key) is { } conversation ? Results.LocalRedirect(ConversationPath.Of(conversation)) : Results.LocalRedirect(StaffConsole.AlertsPath);

    private static async Task<IResult> TakeAsync(
        string key, long id, HttpContext http, IAntiforgery antiforgery,
        Func<IncidentStep, IFormCollection, ValueTask<IncidentChange>> take, Func<Incident, IncidentSignature?> signature)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused("This form is no longer valid. Go back, reload the page and try again.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (ConversationPath.IdOf(key) is not { } conversation || !long.TryParse(form[OpeningField], NumberStyles.None, CultureInfo.InvariantCulture, out var opening))
            return Refused("This form cannot be read. Go back, reload the page and try again.");
        if (Note(form)?.Length > LongestNote)
            return Refused($"The note is too long: {LongestNote} characters at most. Go back and shorten it.");

        var reader = Reader.Of(http);
        var change = await take(new(conversation, id, opening, reader), form);
        // A button that was pressed twice did what it says.
        var done = change.Done || (change.Now is { } now && signature(now)?.By == reader);
        var late = done ? "" : string.Create(CultureInfo.InvariantCulture, $"?{LateParameter}={id}");
        return Results.LocalRedirect($"{ConversationPath.Of(conversation)}{late}#{IncidentBanner.Anchor(id)}");
    }

    // Browsers send a line break as two characters and count it as one.
    private static string? Note(IFormCollection form) =>
        form[NoteField].ToString().ReplaceLineEndings("\n").Trim() is { Length: > 0 } note ? note : null;

    private static IResult Refused(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);

    private static string Path(Incident incident, string step) =>
        string.Create(CultureInfo.InvariantCulture, $"{ConversationPath.Of(incident.ConversationId)}/alerts/{incident.Id}/{step}");
}
