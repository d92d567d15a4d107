using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Operations;

/// <summary>What an operator's probes ask.</summary>
internal static class Health
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (the store can be read, and which knowledge is served).</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live"));
        endpoints.MapGet("/health/ready", async (IConversationLog log, LiveContent content, CancellationToken cancel) =>
        {
            await log.FindAsync("health", cancel);
            return Results.Json(Readiness.Of(content.Status), s_json);
        });
    }

    /// <summary>What <c>/health/ready</c> answers. Degraded is no reason to take the service out: patients are answered, from the version named.</summary>
    /// <param name="Status"><c>ready</c>, or <c>degraded</c> where the files cannot be served as they are now.</param>
    /// <param name="Version">Knowledge version that is served.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Problems">Why the files are not served, one line each: file, line, what is wrong, what to do.</param>
    private sealed record Readiness(string Status, string Version, DateTimeOffset Since, IEnumerable<string>? Problems)
    {
        public static Readiness Of(ContentStatus status) => new(
            status.Rejected is null ? "ready" : "degraded", status.Serving.Version, status.Since, status.Rejected?.Problems.Select(problem => problem.ToString()));
    }
}
