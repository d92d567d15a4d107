using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Operations;

/// <summary>What an operator's probes ask.</summary>
internal static class Health
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (what each part does). The second has status 503 where nothing can be taken from patients, else 200.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live")).DisableRateLimiting();
        endpoints.MapGet("/health/ready", async (Readiness readiness, CancellationToken cancel) =>
        {
            var report = await readiness.LookAsync(cancel);
            return Results.Json(report, s_json, statusCode: report.Status is "unready" or "draining" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }).DisableRateLimiting();
    }
}
