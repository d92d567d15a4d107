using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Operations;

/// <summary>What an operator's probes ask.</summary>
internal static class Health
{
    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (the store can be read).</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live"));
        endpoints.MapGet("/health/ready", async (IConversationLog log, CancellationToken cancel) =>
        {
            await log.FindAsync("health", cancel);
            return Results.Text("ready");
        });
    }
}
