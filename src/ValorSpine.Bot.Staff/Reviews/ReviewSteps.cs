using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Shell;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Reviews;

/// <summary>What staff do about a conversation, for the forms of this console only. Leads back to it, which shows what came of it.</summary>
internal static class ReviewSteps
{
    public const string Route = "/staff/conversations/{key}/review";
    public const string StepField = "step", SeenField = "seen", ToField = "to", TagField = "tag", NoteField = "note";
    public const string Begin = "begin", Resolve = "resolve", Reopen = "reopen", Assign = "assign", Tag = "tag", Untag = "untag", Note = "note", Whisper = "whisper";
    public const string LateParameter = "late", Late = "review";
    public const int LongestTag = 40, LongestNote = 2000;

    public static string PathOf(string conversationId) => $"{ConversationPath.Of(conversationId)}/review";

    public static async Task<IResult> TakeAsync(string key, HttpContext http, IAntiforgery antiforgery, [FromServices] IReviews reviews, [FromServices] IColleagues colleagues)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return FormAnswers.NoLongerValid;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var accounts = await colleagues.AccountsAsync(http.RequestAborted);
        if (ConversationPath.IdOf(key) is not { } conversation
            || !long.TryParse(form[SeenField], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            || Read(form, accounts) is not { } action)
        {
            return FormAnswers.Unreadable;
        }

        var change = await reviews.TakeAsync(new(conversation, Reader.Of(http), seen, action), http.RequestAborted);
        return Results.LocalRedirect($"{ConversationPath.Of(conversation)}{(change.Done ? "" : $"?{LateParameter}={Late}")}#{ReviewPanel.Anchor}");
    }

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return(string key) => Results.LocalRedirect(ConversationPath.IdOf(key) is { } conversation ? ConversationPath.Of(conversation) : StaffConsole.HomePath);

    private static ReviewAction? Read(IFormCollection form, ImmutableArray<string> accounts)
    {
        var (to, tag) = (form[ToField].ToString(), form[TagField].ToString().Trim());
        // Browsers send a line break as two characters and count it as one.
        var note = form[NoteField].ToString().ReplaceLineEndings("\n").Trim();
        return form[StepField].ToString() switch
        {
            Begin => new ReviewAction.Move(ReviewState.InReview),
            Resolve => new ReviewAction.Move(ReviewState.Resolved),
            Reopen => new ReviewAction.Move(ReviewState.New),
            Assign when to.Length == 0 => new ReviewAction.Assign(null),
            Assign when accounts.Contains(to) => new ReviewAction.Assign(to),
            Tag when tag.Length is > 0 and <= LongestTag => new ReviewAction.AddTag(tag),
            Untag when tag.Length > 0 => new ReviewAction.RemoveTag(tag),
            Note or Whisper when note.Length is > 0 and <= LongestNote => new ReviewAction.AddNote(note, Mentions.In(note, accounts), form[StepField] == Whisper),
            _ => null,
        };
    }
}
