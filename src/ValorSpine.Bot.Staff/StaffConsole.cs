using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Staff.Account;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Fixing;
using ValorSpine.Bot.Staff.Incidents;
using ValorSpine.Bot.Staff.Inspecting;
using ValorSpine.Bot.Staff.Judging;
using ValorSpine.Bot.Staff.Outbox;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.Records;
using ValorSpine.Bot.Staff.Reviews;
using ValorSpine.Bot.Staff.Shell;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Staff.TakeOver;
using ValorSpine.Bot.Staff.Transcripts;
using ValorSpine.Bot.Staff.Unmasking;

namespace ValorSpine.Bot.Staff;

/// <summary>
/// The staff console under <c>/staff</c>. The host registers <see cref="IStaffSignIn"/>, <see cref="Sources.IArticleSources"/>,
/// <see cref="Core.Turns.ITranscripts"/>, <see cref="Core.Turns.IIncidents"/>, <see cref="Core.Turns.IHeldConversations"/>, <see cref="Core.Turns.ITurns"/>, <see cref="Core.Turns.IReviews"/>, <see cref="Reviews.IColleagues"/>, <see cref="Core.Notices.IOutbox"/>, <see cref="ISecondStep"/>,
/// <see cref="IMyAccount"/>, <see cref="IStaffPeople"/>, <see cref="Core.Records.IAuditTrail"/> and <see cref="StaffConsoleOptions"/>, gives the cookie the claims of <see cref="StaffClaims"/>, configures a cookie with <see cref="SignInPath"/> as its login path
/// and <see cref="ReturnParameter"/> as its return parameter,
/// and calls <c>UseAuthentication</c>, <c>UseAuthorization</c> and <c>UseAntiforgery</c>, in this order.
/// </summary>
public static class StaffConsole
{
    /// <summary>Name of the policy that every page requires that names no right: somebody is signed in, wholly, and has a name for the audit trail.</summary>
    public const string Policy = "ValorSpine.StaffConsole";

    /// <summary>Name of the policy of a page or an action that needs a right: <see cref="Policy"/>, and that the account's role has the right.</summary>
    public static string PolicyOf(Right right) => $"{Policy}.{right}";

    /// <summary>The list of conversations: where sign-in leads.</summary>
    public const string HomePath = "/staff";

    /// <summary>The login path for the cookie of the host.</summary>
    public const string SignInPath = "/staff/sign-in";

    /// <summary>The query parameter in which the cookie of the host names the page that was wanted.</summary>
    public const string ReturnParameter = "from";

    /// <summary>Name of the policy of what is left to do where a second factor is required and not set up: only that somebody is signed in.</summary>
    internal const string UnfinishedPolicy = "ValorSpine.StaffConsole.Unfinished";

    /// <summary>Where a second factor is set up.</summary>
    public const string SecondFactorPath = "/staff/second-factor";

    /// <summary>Where a code is asked for after the password.</summary>
    public const string CodePath = "/staff/sign-in/code";

    /// <summary>Where signing in at the sign-in service begins; the host maps it.</summary>
    public const string ProviderSignInPath = "/staff/sign-in/provider";

    internal const string AccountPath = "/staff/account", PeoplePath = "/staff/people";

    /// <summary>Where an open page asks on its own for the number of open alerts: a host does not take that for activity of its reader.</summary>
    public const string OpenAlertsPath = "/staff/alerts/open";

    /// <summary>Where an open page asks how many patients wait for a person.</summary>
    internal const string WaitingCountPath = "/staff/waiting/count";

    internal const string WaitingPath = "/staff/waiting";

    private const string ConversationsPath = "/staff/conversations", Newest = "/newest";

    internal const string AlertsPath = "/staff/alerts";

    internal const string OutboxPath = "/staff/outbox";

    internal const string ExportPath = "/staff/export";

    internal const string AuditPath = "/staff/audit";

    internal const string BreakGlassPath = "/staff/break-glass";

    /// <summary>The report of who looked at a conversation.</summary>
    internal static string LooksPathOf(string conversationId) => AuditPath + ConversationPath.Of(conversationId)[HomePath.Length..];

    internal const string SignOutPath = "/staff/sign-out";

    /// <summary>What the script of an open page sends when it reads that page anew.</summary>
    public const string RefreshHeader = "X-Staff-Refresh";

    /// <summary>Whether an open page asks this on its own: a host does not take that for activity of its reader.</summary>
    public static bool IsPoll(HttpRequest request) => IsPoll(request.Path) || (HttpMethods.IsGet(request.Method) && request.Headers.ContainsKey(RefreshHeader));

    /// <inheritdoc cref="IsPoll(HttpRequest)"/>
    public static bool IsPoll(PathString path) =>
        path.Equals(OpenAlertsPath, StringComparison.OrdinalIgnoreCase)
        || path.Equals(QuerySteps.PulseRoute, StringComparison.OrdinalIgnoreCase)
        || path.Equals(WaitingCountPath, StringComparison.OrdinalIgnoreCase)
        || IsTrial(path)
        || (path.StartsWithSegments(ConversationsPath, StringComparison.OrdinalIgnoreCase) && path.Value!.EndsWith(Newest, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an open page asks this on its own about a draft.</summary>
    private static bool IsTrial(PathString path) => path.StartsWithSegments(DraftPath.List, StringComparison.OrdinalIgnoreCase) && path.Value!.EndsWith("/trial", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the page of a conversation asks whether there is something new.</summary>
    internal static string NewestPathOf(string conversationPath) => conversationPath + Newest;

    /// <summary>Registers the pages and the policy.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="authenticationScheme">The cookie scheme that staff sign in with, or null for the host's default scheme.</param>
    public static IServiceCollection AddStaffConsole(this IServiceCollection services, string? authenticationScheme = null)
    {
        services.AddRazorComponents();
        services.AddSingleton<ClinicTime>();
        services.AddSingleton<QueryLinks>();
        services.AddSingleton<Presence>();
        services.AddSingleton<Unmasked>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        var authorization = services.AddAuthorizationBuilder();
        authorization.AddPolicy(UnfinishedPolicy, policy => Scheme(policy).RequireAssertion(context => context.User.HasName()));
        authorization.AddPolicy(Policy, policy => Scheme(policy).RequireAssertion(context => context.User.IsComplete()));
        foreach (var right in Enum.GetValues<Right>())
            authorization.AddPolicy(PolicyOf(right), policy => Scheme(policy).RequireAssertion(context => context.User.IsComplete() && context.User.May(right)));
        return services;

        AuthorizationPolicyBuilder Scheme(AuthorizationPolicyBuilder policy)
        {
            if (authenticationScheme is not null)
                policy.AddAuthenticationSchemes(authenticationScheme);
            return policy.RequireAuthenticatedUser();
        }
    }

    /// <summary>Maps the pages, their stylesheets and scripts, and the downloads. Needs no static web assets.</summary>
    public static IEndpointRouteBuilder MapStaffConsole(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapRazorComponents<App>();
        pages.Add(FormRights.Enforce);
        pages.Add(PageHeaders.Send);
        pages.Add(RequireSignIn);
        endpoints.MapPost(SignOutPath, SignOut.HandleAsync).RequireAuthorization(UnfinishedPolicy).Add(PageHeaders.Send);
        endpoints.MapPost(PasskeyOptions.RequestRoute, PasskeyOptions.ForSignInAsync).AllowAnonymous().Add(PageHeaders.Send);
        endpoints.MapPost(PasskeyOptions.CreationRoute, PasskeyOptions.ForNewAsync).RequireAuthorization(UnfinishedPolicy).Add(PageHeaders.Send);
        endpoints.MapPost(PasskeySteps.SignInRoute, PasskeySteps.SignInAsync).AllowAnonymous().Add(PageHeaders.Send);
        endpoints.MapPost(PasskeySteps.AddRoute, PasskeySteps.AddAsync).RequireAuthorization(UnfinishedPolicy).Add(PageHeaders.Send);
        endpoints.MapPost(AccountSteps.Route, AccountSteps.TakeAsync).RequireAuthorization(Policy).Add(PageHeaders.Send);
        endpoints.MapPost(IncidentSteps.SeenRoute, IncidentSteps.SeeAsync).RequireAuthorization(PolicyOf(Right.Review)).Add(PageHeaders.Send);
        endpoints.MapPost(IncidentSteps.ResolvedRoute, IncidentSteps.ResolveAsync).RequireAuthorization(PolicyOf(Right.Review)).Add(PageHeaders.Send);
        endpoints.MapGet(IncidentSteps.SeenRoute, IncidentSteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(IncidentSteps.ResolvedRoute, IncidentSteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapPost(OutboxSteps.AgainRoute, OutboxSteps.TryAgainAsync).RequireAuthorization(PolicyOf(Right.Review)).Add(PageHeaders.Send);
        endpoints.MapPost(OutboxSteps.HandledRoute, OutboxSteps.HandledAsync).RequireAuthorization(PolicyOf(Right.Review)).Add(PageHeaders.Send);
        endpoints.MapGet(OutboxSteps.AgainRoute, OutboxSteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(OutboxSteps.HandledRoute, OutboxSteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(ScreeningDownload.Route, ScreeningDownload.HandleAsync).RequireAuthorization(PolicyOf(Right.Export)).Add(PageHeaders.Send);
        endpoints.MapGet(OpenAlertsPath, OpenAlerts.CountAsync).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(WaitingCountPath, WaitingCount.CountAsync).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(ConversationsPath + "/{key}" + Newest, WaitingCount.NewestAsync).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapKnowledgeWork();
        endpoints.MapJudging();
        Asset.Stylesheet.Map(endpoints);
        Asset.AccountStylesheet.Map(endpoints);
        endpoints.MapPost(ExportDownload.Route, ExportDownload.HandleAsync).RequireAuthorization(PolicyOf(Right.Export)).Add(PageHeaders.Send);
        endpoints.MapGet(ExportDownload.Route, ExportDownload.Return).RequireAuthorization(PolicyOf(Right.Export)).Add(PageHeaders.Send);
        endpoints.MapPost(QuerySteps.SearchRoute, QuerySteps.SearchAsync).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapPost(QuerySteps.ViewsRoute, QuerySteps.KeepAsync).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(QuerySteps.SearchRoute, QuerySteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(QuerySteps.ViewsRoute, QuerySteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(QuerySteps.PulseRoute, QuerySteps.PulseAsync).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapPost(ReviewSteps.Route, ReviewSteps.TakeAsync).RequireAuthorization(PolicyOf(Right.Review)).Add(PageHeaders.Send);
        endpoints.MapPost(UnmaskSteps.Route, UnmaskSteps.TakeAsync).RequireAuthorization(PolicyOf(Right.Unmask)).Add(PageHeaders.Send);
        endpoints.MapGet(UnmaskSteps.Route, UnmaskSteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        endpoints.MapGet(ReplayDownload.Route, ReplayDownload.HandleAsync).RequireAuthorization(PolicyOf(Right.Export), PolicyOf(Right.Unmask)).Add(PageHeaders.Send);
        endpoints.MapGet(ReviewSteps.Route, ReviewSteps.Return).RequireAuthorization(PolicyOf(Right.Read)).Add(PageHeaders.Send);
        Asset.ReviewStylesheet.Map(endpoints);
        Asset.Script.Map(endpoints);
        Asset.PasskeyScript.Map(endpoints);
        Asset.DeskStylesheet.Map(endpoints);
        Asset.DeskScript.Map(endpoints);
        return endpoints;
    }

    /// <summary>Answers a request of the console that failed, where nothing was sent yet: a page with the request's id and what to do, and nothing of what went wrong.</summary>
    public static async Task ShowFailureAsync(HttpContext http)
    {
        // What the failed page has begun to draw with is not used again.
        var before = http.RequestServices;
        await using var scope = before.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            PageHeaders.SetOn(http);
            await new RazorComponentResult<FailedPage>(new { RequestId = http.TraceIdentifier }) { StatusCode = StatusCodes.Status500InternalServerError }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }

    /// <summary>A page that says nothing of who may see it is for those who are signed in.</summary>
    private static void RequireSignIn(EndpointBuilder page)
    {
        if (!page.Metadata.Any(said => said is IAuthorizeData or IAllowAnonymous))
            page.Metadata.Add(new AuthorizeAttribute(Policy));
    }
}
