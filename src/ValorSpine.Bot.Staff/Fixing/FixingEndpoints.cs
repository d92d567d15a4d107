using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.Shell;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>The steps and downloads of the work on the knowledge, each with the right that it needs.</summary>
internal static class FixingEndpoints
{
    private static readonly string[] s_ofAuthors = [DraftSteps.Save, DraftSteps.Submit, DraftSteps.Withdraw, DraftSteps.Rebase];
    private static readonly string[] s_ofApprovers = [DraftSteps.Approve, DraftSteps.Publish, DraftSteps.SendBack];

    /// <summary>Maps them.</summary>
    public static void MapKnowledgeWork(this IEndpointRouteBuilder endpoints)
    {
        var (author, approver) = (StaffConsole.PolicyOf(Right.Author), StaffConsole.PolicyOf(Right.Approve));
        endpoints.MapPost(DraftPath.ImproveRoute, DraftSteps.BeginAsync).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapGet(DraftPath.ImproveRoute, (string key, long sequence) => Results.LocalRedirect(ConversationPath.IdOf(key) is { } id ? DraftPath.Improve(id, sequence) : DraftPath.List)).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapPost(ConversationTest.Route, ConversationTest.MakeAsync).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapPost(SuggestionSteps.LookRoute, SuggestionSteps.LookAsync).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapGet(SuggestionSteps.LookRoute, () => Results.LocalRedirect(SuggestionSteps.Path)).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapPost(DraftPath.PreviewRoute, DraftSteps.PreviewAsync).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapGet(DraftPath.TrialRoute, DraftSteps.Progress).RequireAuthorization(author).Add(PageHeaders.Send);
        endpoints.MapGet(DraftPath.PatchRoute, DraftSteps.PatchAsync).RequireAuthorization(author).Add(PageHeaders.Send);
        foreach (var step in s_ofAuthors)
        {
            endpoints.MapPost(RouteOf(step), (long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IDrafts drafts, [FromServices] IKnowledgeDesk desk) =>
                DraftSteps.AuthorAsync(id, step, http, antiforgery, drafts, desk)).RequireAuthorization(author).Add(PageHeaders.Send);
            endpoints.MapGet(RouteOf(step), DraftSteps.Return).RequireAuthorization(author).Add(PageHeaders.Send);
        }

        foreach (var step in s_ofApprovers)
        {
            endpoints.MapPost(RouteOf(step), (long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IDrafts drafts, [FromServices] IKnowledgeDesk desk) =>
                DraftSteps.ApproverAsync(id, step, http, antiforgery, drafts, desk)).RequireAuthorization(approver).Add(PageHeaders.Send);
            endpoints.MapGet(RouteOf(step), DraftSteps.Return).RequireAuthorization(approver).Add(PageHeaders.Send);
        }
    }

    private static string RouteOf(string step) => DraftPath.StepRoute.Replace("{step}", step, StringComparison.Ordinal);
}
