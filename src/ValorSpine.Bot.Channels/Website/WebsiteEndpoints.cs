using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Website.Look;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Puts the clinic's website into a host.</summary>
public static class WebsiteEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    // Pages change with the settings and the knowledge, so browsers ask each time whether theirs is the newest.
    private const string AskAgain = "no-cache";

    /// <summary>
    /// Maps <c>/</c> (the clinic with the chat in a corner), <c>/chat</c> (the chat alone), <c>/knowledge/{article}</c>, <c>/summary/{key}</c> (the printable page
    /// of a screening, for whoever holds its key), their files, and a page for addresses that lead nowhere. The host registers <see cref="ClinicFacts"/>, <see cref="IArticlePages"/>, <see cref="IScreeningPages"/> and, where it is not the usual one, <see cref="WebsiteLook"/>; the files lie in <c>wwwroot</c> beside the program.
    /// Websites of <see cref="DirectLineOptions.AllowedOrigins"/> may show <c>/chat</c> in a frame of theirs.
    /// What is returned takes conventions for all of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The files are missing.</exception>
    public static IEndpointConventionBuilder MapWebsite(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var clinic = services.GetRequiredService<ClinicFacts>();
        var files = new WebsiteFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot"), services.GetService<WebsiteLook>() ?? new(), clinic.Name);
        var pages = new WebsitePages(files, clinic, services.GetRequiredService<IArticlePages>(), services.GetService<TimeProvider>() ?? TimeProvider.System);
        var embedders = string.Concat(services.GetRequiredService<IOptions<DirectLineOptions>>().Value.AllowedOrigins.Select(origin => $" {origin}"));

        var summaries = services.GetRequiredService<IScreeningPages>();

        var group = endpoints.MapGroup("");
        foreach (var file in files.All)
            Get(group, file.Address, file.SendAsync);
        Get(group, "/", context => SendAsync(context, pages.Home()));
        Get(group, "/chat", context => WebsiteResponse.SendAsync(context, pages.Chat(), Html, AskAgain, embedders: embedders));
        Get(group, "/knowledge/{article}", context => SendAsync(context, pages.Article((string)context.GetRouteValue("article")!), pages));
        Get(group, "/summary/{key}", async context =>
        {
            var sheet = await summaries.FindAsync((string)context.GetRouteValue("key")!, context.RequestAborted);
            await (sheet is null
                ? WebsiteResponse.SendPrivateAsync(context, pages.NoSummary(), Html, StatusCodes.Status404NotFound)
                : WebsiteResponse.SendPrivateAsync(context, pages.Summary(sheet), Html));
        });
        group.MapFallback("{*path}", (RequestDelegate)(context => NotFoundAsync(context, pages)));
        return group;
    }

    private static void Get(RouteGroupBuilder group, string pattern, RequestDelegate handler) =>
        group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    private static Task SendAsync(HttpContext context, WebsiteContent page) => WebsiteResponse.SendAsync(context, page, Html, AskAgain);

    private static Task SendAsync(HttpContext context, WebsiteContent? page, WebsitePages pages) => page is null ? NotFoundAsync(context, pages) : SendAsync(context, page);

    // A program that asked gets the bare status; a person gets a page.
    private static Task NotFoundAsync(HttpContext context, WebsitePages pages)
    {
        var wantsPage = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        if (wantsPage && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            return WebsiteResponse.SendAsync(context, pages.NotFound(), Html, AskAgain, StatusCodes.Status404NotFound);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
