using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Shell;

namespace ValorSpine.Bot.Staff.Unmasking;

/// <summary>Shows a conversation with names and contacts for a stated reason, for the form of this console only. Leads back to it.</summary>
internal static class UnmaskSteps
{
    public const string Route = "/staff/conversations/{key}/unmask";
    public const string ReasonField = "reason", LateParameter = "late", NoReason = "unmask";
    public const int ShortestReason = 5, LongestReason = 500;

    public static string PathOf(string conversationId) => $"{ConversationPath.Of(conversationId)}/unmask";

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return(string key) => ConversationPath.IdOf(key) is { } id ? Results.LocalRedirect(ConversationPath.Of(id)) : Results.LocalRedirect(StaffConsole.HomePath);

    public static async Task<IResult> TakeAsync(string key, HttpContext http, IAntiforgery antiforgery, [FromServices] Unmasked unmasked)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return FormAnswers.NoLongerValid;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (ConversationPath.IdOf(key) is not { } id)
            return FormAnswers.Unreadable;
        var reason = form[ReasonField].ToString().Trim();
        if (reason.Length is < ShortestReason or > LongestReason)
            return Results.LocalRedirect($"{ConversationPath.Of(id)}?{LateParameter}={NoReason}");
        await unmasked.StateAsync(Unmasked.Action, http, id, reason);
        return Results.LocalRedirect(ConversationPath.Of(id));
    }
}
