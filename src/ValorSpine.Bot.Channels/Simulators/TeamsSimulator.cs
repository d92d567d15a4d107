using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Simulators;

/// <summary>
/// <c>/simulate/teams</c>: what a person on Teams would see, for developers. The page posts to <c>/api/messages</c> as Teams does; the Connector that replies go to is here, and hands them to the page.
/// So everything between is the real thing. To be mapped in Development only.
/// </summary>
public static class TeamsSimulator
{
    private const string Html = "text/html; charset=utf-8";
    private const string AskAgain = "no-cache";
    private const string Bot = "28:simulated";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Maps it.</summary>
    public static void MapTeamsSimulator(this IEndpointRouteBuilder endpoints)
    {
        var clinic = endpoints.ServiceProvider.GetRequiredService<ClinicFacts>();
        var isOn = endpoints.ServiceProvider.GetRequiredService<IOptions<ConnectorOptions>>().Value.DangerouslyTrustEveryCaller;
        var tabs = new ConcurrentDictionary<string, TeamsSimulatorTab>(StringComparer.Ordinal);
        var page = WebsiteContent.Of(Encoding.UTF8.GetBytes(new PageTemplate("teams.html", Resource("teams.html")).Fill(place => place switch
        {
            "clinic" => Encode(clinic.Name),
            "name" => Encode($"{clinic.Name} assistant"),
            "bot" => Bot,
            "on" => isOn ? " hidden" : "",
            _ => null,
        })));
        var (style, script) = (WebsiteContent.Of(Encoding.UTF8.GetBytes(Resource("teams.css"))), WebsiteContent.Of(Encoding.UTF8.GetBytes(Resource("teams.js"))));

        var group = endpoints.MapGroup("/simulate");
        group.MapGet("/teams", (RequestDelegate)(context => WebsiteResponse.SendAsync(context, page, Html, AskAgain)));
        group.MapGet("/teams.css", (RequestDelegate)(context => WebsiteResponse.SendAsync(context, style, "text/css; charset=utf-8", AskAgain)));
        group.MapGet("/teams.js", (RequestDelegate)(context => WebsiteResponse.SendAsync(context, script, "text/javascript; charset=utf-8", AskAgain)));
        group.MapGet("/teams/{tab:guid}/events", (RequestDelegate)(context => EventsAsync(context, TabOf(context))));
        var conversations = group.MapGroup("/teams/connector/{tab:guid}/v3/conversations");
        conversations.MapPost("", (RequestDelegate)(context => CreateAsync(context, TabOf(context))));
        conversations.MapPost("/{conversation}/activities/{answered?}", (RequestDelegate)(context => TakeAsync(context, TabOf(context), "send")));
        conversations.MapPut("/{conversation}/activities/{id}", (RequestDelegate)(context => TakeAsync(context, TabOf(context), "update")));

        TeamsSimulatorTab TabOf(HttpContext context) => tabs.GetOrAdd((string)context.GetRouteValue("tab")!, _ => new());
    }

    private static async Task EventsAsync(HttpContext context, TeamsSimulatorTab tab)
    {
        _ = int.TryParse(context.Request.Query["after"], out var after);
        var events = await tab.AfterAsync(after, s_patience, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new TeamsSimulatorEvents(events), TeamsSimulatorJson.Default.TeamsSimulatorEvents, cancellationToken: context.RequestAborted);
    }

    private static async Task CreateAsync(HttpContext context, TeamsSimulatorTab tab)
    {
        var id = $"a:{context.GetRouteValue("tab")}";
        tab.Add("create", id, id, null);
        await AnswerAsync(context, id);
    }

    private static async Task TakeAsync(HttpContext context, TeamsSimulatorTab tab, string kind)
    {
        var activity = await JsonSerializer.DeserializeAsync(context.Request.Body, ActivityJson.Default.Activity, context.RequestAborted);
        var conversation = Uri.UnescapeDataString((string)context.GetRouteValue("conversation")!);
        var id = kind == "send" ? $"teams-{Guid.NewGuid():N}" : (string)context.GetRouteValue("id")!;
        tab.Add(kind, conversation, id, activity);
        await AnswerAsync(context, id);
    }

    private static Task AnswerAsync(HttpContext context, string id) => context.Response.WriteAsJsonAsync(new(id), ActivityJson.Default.ResourceResponse, cancellationToken: context.RequestAborted);

    private static string Resource(string name)
    {
        using var stream = typeof(TeamsSimulator).Assembly.GetManifestResourceStream($"simulate-{name}") ?? throw new InvalidOperationException("The assembly was built without its simulator.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
