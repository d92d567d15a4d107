using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>What authors and approvers do with a draft, for the forms of this console only. Leads back to the draft, which shows what came of it.</summary>
internal static class DraftSteps
{
    public const string Save = "save", Submit = "submit", Withdraw = "withdraw", Rebase = "rebase", SendBack = "send-back", Approve = "approve", Publish = "publish";

    /// <summary>Results in the address of a draft.</summary>
    public const string Late = "late", Changed = "changed", Defects = "defects", NotWritable = "not-writable", Published = "published";

    /// <summary>Begins a draft about a question, with the patient's words masked.</summary>
    public static async Task<IResult> BeginAsync(
        string key, long sequence, HttpContext http, IAntiforgery antiforgery, [FromServices] ITranscripts transcripts, [FromServices] IDrafts drafts, [FromServices] IKnowledgeDesk desk)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused("This form is no longer valid. Go back, reload the page and try again.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var transcript = ConversationPath.IdOf(key) is { } id ? await transcripts.OpenAsync(id, Reader.Of(http), http.RequestAborted) : null;
        if (transcript?.Log.FirstOrDefault(entry => entry.Sequence == sequence && entry is { FromBot: false, Text.Length: > 0 }) is not { } asked)
            return Results.Text("There is no such question. Its conversation may have been erased.", statusCode: StatusCodes.Status404NotFound);
        if (Begun(form, MaskedQuestion.Of(asked.Text, transcript.State), desk) is not { } edit)
            return Refused("Choose an article first. Go back and try again.");
        var draft = await drafts.AddAsync(new(transcript.Row.Id, sequence), new(edit, edit.IsNewFile ? null : desk.TextOf(edit.Path)), Reader.Of(http), http.RequestAborted);
        return draft is null ? Refused("The conversation has been erased.") : Results.LocalRedirect(DraftPath.Of(draft.Value));
    }

    /// <summary>The steps of an author.</summary>
    public static async Task<IResult> AuthorAsync(long id, string step, HttpContext http, IAntiforgery antiforgery, [FromServices] IDrafts drafts, [FromServices] IKnowledgeDesk desk)
    {
        if (await ReadAsync(id, http, antiforgery, drafts) is not { Draft: { } draft, Seen: { } seen, Form: { } form } read)
            return Refused("This form is no longer valid, or the draft is gone. Go back, reload the page and try again.");
        switch (step)
        {
            case Save or Submit when DraftForm.Read(form) is { } edit:
                // The file that a draft is about stays what it was when it was begun: what changed since is shown, not taken in silence.
                var from = edit.Path == draft.Body.Edit.Path ? draft.Body.Base : edit.IsNewFile ? null : desk.TextOf(edit.Path);
                var saved = draft.State == DraftState.Open && edit == draft.Body.Edit && draft.Editors.Contains(seen.By, StringComparer.OrdinalIgnoreCase);
                var done = saved || await drafts.SaveAsync(seen, new(edit, from, draft.Body.Note), http.RequestAborted);
                if (done && step == Submit)
                    done = await drafts.SubmitAsync(saved ? seen : seen with { Revision = seen.Revision + 1 }, http.RequestAborted);
                return Back(id, done ? null : Late);
            case Rebase:
                var now = draft.Body.Edit.IsNewFile ? null : desk.TextOf(draft.Body.Edit.Path);
                return Back(id, await drafts.SaveAsync(seen, draft.Body with { Base = now }, http.RequestAborted) ? null : Late);
            case Withdraw:
                return await drafts.WithdrawAsync(seen, http.RequestAborted) ? Results.LocalRedirect(DraftPath.List) : Back(id, Late);
            default:
                return Refused("This form cannot be read. Go back, reload the page and try again.");
        }
    }

    /// <summary>The steps of the second person.</summary>
    public static async Task<IResult> ApproverAsync(long id, string step, HttpContext http, IAntiforgery antiforgery, [FromServices] IDrafts drafts, [FromServices] IKnowledgeDesk desk)
    {
        if (await ReadAsync(id, http, antiforgery, drafts) is not { Draft: { } draft, Seen: { } seen, Form: { } form })
            return Refused("This form is no longer valid, or the draft is gone. Go back, reload the page and try again.");
        if (!draft.MayBeApprovedBy(seen.By))
            return Results.Text("A second person has to do this: you wrote in this draft yourself.", statusCode: StatusCodes.Status403Forbidden);
        switch (step)
        {
            case SendBack:
                var note = form[DraftForm.Note].ToString().ReplaceLineEndings("\n").Trim();
                return note.Length > DraftForm.LongestNote
                    ? Refused($"The note is too long: {DraftForm.LongestNote} characters at most. Go back and shorten it.")
                    : Back(id, await drafts.SendBackAsync(seen, draft.Body with { Note = note.Length > 0 ? note : null }, http.RequestAborted) ? null : Late);
            case Approve when draft.State == DraftState.Submitted:
                // The check comes first, so that what has a defect is never approved.
                if (await CheckAsync(desk, draft) is { } defect)
                    return Back(id, defect);
                return await drafts.ApproveAsync(seen, http.RequestAborted)
                    ? await PublishAsync(draft, seen with { Revision = seen.Revision + 1 }, drafts, desk)
                    : Back(id, Late);
            case Publish when draft.State == DraftState.Approved:
                return await CheckAsync(desk, draft) is { } wrong ? Back(id, wrong) : await PublishAsync(draft, seen, drafts, desk);
            default:
                return Back(id, Late);
        }
    }

    /// <summary>The change as a file that <c>git apply</c> takes.</summary>
    public static async Task<IResult> PatchAsync(long id, HttpContext http, [FromServices] IDrafts drafts)
    {
        if (await drafts.OpenAsync(id, Reader.Of(http), http.RequestAborted) is not { State: DraftState.Approved or DraftState.Published, Result.Text: { } after } draft)
            return Results.Text("There is no such patch.", statusCode: StatusCodes.Status404NotFound);
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"draft-{id}.patch\"");
        return Results.Text(FileDiff.Of(draft.Body.Edit.Path, draft.Body.Base, after), "text/x-patch");
    }

    /// <summary>How far a trial is, and whether a page that stands open should look again. Opens nothing.</summary>
    public static IResult Progress(long id, long revision, [FromServices] IKnowledgeDesk desk)
    {
        var (done, percent) = desk.ProgressOf(id, revision);
        return Results.Json(new { done, percent });
    }

    /// <summary>How what is being typed would be shown.</summary>
    public static async Task<IResult> PreviewAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] IKnowledgeDesk desk)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || DraftForm.Read(await http.Request.ReadFormAsync(http.RequestAborted)) is not { } edit)
            return Refused("This form is no longer valid.");
        return new RazorComponentResult<Previews>(new { Shown = desk.Preview(edit) });
    }

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return(long id) => Results.LocalRedirect(DraftPath.Of(id));

    private static async Task<string?> CheckAsync(IKnowledgeDesk desk, Draft draft) => await desk.CheckAsync(draft) switch
    {
        Publishing.Defects => Defects,
        Publishing.ChangedMeanwhile => Changed,
        _ => null,
    };

    private static async Task<IResult> PublishAsync(Draft draft, DraftStep seen, IDrafts drafts, IKnowledgeDesk desk)
    {
        switch (desk.Publish(draft))
        {
            case Publishing.Done:
                // From here on it is in the files, whoever goes away.
                return Back(draft.Id, await drafts.PublishedAsync(seen, CancellationToken.None) ? Published : Late);
            case Publishing.ChangedMeanwhile:
                return Back(draft.Id, Changed);
            case Publishing.NotWritable:
                return Back(draft.Id, NotWritable);
            default:
                return Back(draft.Id, Defects);
        }
    }

    private static async Task<(Draft Draft, DraftStep Seen, IFormCollection Form)?> ReadAsync(long id, HttpContext http, IAntiforgery antiforgery, IDrafts drafts)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return null;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!long.TryParse(form[DraftForm.Revision], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            || await drafts.OpenAsync(id, Reader.Of(http), http.RequestAborted) is not { } draft)
        {
            return null;
        }

        return (draft, new(id, revision, Reader.Of(http)), form);
    }

    private static KnowledgeEdit? Begun(IFormCollection form, string question, IKnowledgeDesk desk)
    {
        var file = form[DraftForm.File].ToString();
        return form[DraftForm.Kind].ToString() switch
        {
            DraftForm.Phrasing when desk.TextOf(file) is not null => new KnowledgeEdit.AddPhrasing(file, question),
            DraftForm.EditSection when desk.TextOf(file) is { } text && form[DraftForm.Section].ToString() is { Length: > 0 } section => new KnowledgeEdit.EditSection(file, section, FileEdit.SectionIn(text, section)),
            DraftForm.Article => new KnowledgeEdit.NewArticle("", "", "", [question], [], "", ""),
            DraftForm.Declined => new KnowledgeEdit.NewDeclined("", "", "staff", [question], ""),
            _ => null,
        };
    }

    private static IResult Back(long id, string? result) => Results.LocalRedirect(result is null ? DraftPath.Of(id) : $"{DraftPath.Of(id)}?{DraftPath.ResultParameter}={result}");

    private static IResult Refused(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);
}
