using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Staff.Shell;

namespace ValorSpine.Bot.Staff.People;

/// <summary>What somebody gets who may not: signing in, the rest of it, or a page that says no. Each no is on the audit trail, but for what an open page asks on its own.</summary>
internal sealed class Refusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || !context.Request.Path.StartsWithSegments(StaffConsole.HomePath, StringComparison.OrdinalIgnoreCase))
            return _usual.HandleAsync(next, context, policy, authorizeResult);
        if (!context.User.HasName())
            return context.ChallengeAsync();
        if (!context.User.IsComplete())
            return RedirectAsync(context, StaffConsole.SecondFactorPath);
        // Who opens the console is led to what is theirs.
        return HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Equals(StaffConsole.HomePath, StringComparison.OrdinalIgnoreCase)
            ? RedirectAsync(context, HomeOf(context))
            : RefuseAsync(context);
    }

    /// <summary>Says no, and keeps that it was said to a person. A stranger is asked to sign in.</summary>
    public static async Task RefuseAsync(HttpContext http)
    {
        if (!http.User.HasName())
        {
            await http.ChallengeAsync();
            return;
        }

        // The pattern and not the address: that names no conversation.
        var what = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown";
        // By the address alone: a header is whatever the caller writes.
        if (!StaffConsole.IsPoll(http.Request.Path))
            await http.RequestServices.GetRequiredService<IAuditTrail>().RecordAsync(http.User.Identity!.Name!, $"access.refused {http.Request.Method} {what}", conversationId: null, note: null, http.RequestAborted);
        PageHeaders.SetOn(http);
        await new RazorComponentResult<RefusedPage> { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(http);
    }

    private static string HomeOf(HttpContext http) => http.User.May(Right.Administer) ? StaffConsole.PeoplePath : StaffConsole.AccountPath;

    private static Task RedirectAsync(HttpContext http, string path)
    {
        http.Response.Redirect(path);
        return Task.CompletedTask;
    }
}
