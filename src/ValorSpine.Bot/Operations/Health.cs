using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Alerts;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Deliveries;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Storage;

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
        endpoints.MapGet("/health/ready", async (
            StoreStatus store, LiveContent content, AlertMailStatus mails, ScheduleStatus schedule, NoticeStatus notices, DeliveryStatus deliveries, ModelStatus model, Draining draining, CancellationToken cancel) =>
        {
            if (draining.IsOn)
                return Results.Json(new { Status = "draining" }, s_json, statusCode: StatusCodes.Status503ServiceUnavailable);
            if (await store.ProblemAsync(cancel) is { } problem)
                return Results.Json(new { Status = "unavailable", Problems = new[] { problem } }, s_json, statusCode: StatusCodes.Status503ServiceUnavailable);
            return Results.Json(Readiness.Of(content.Status, mails.Problem(), schedule.Problem(), notices.Problem(), deliveries.Problem(), model.Problem()), s_json);
        });
    }

    /// <summary>What <c>/health/ready</c> answers. Degraded is no reason to take the service out: patients are answered, from the version named.</summary>
    /// <param name="Status"><c>ready</c>, or <c>degraded</c> where the files cannot be served as they are now, alert mails or notices are not taken, the schedule or the language model does not answer, or replies do not reach their channel.</param>
    /// <param name="Version">Knowledge version that is served.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Problems">Why it is degraded, one line each; of a file: file, line, what is wrong, what to do.</param>
    private sealed record Readiness(string Status, string Version, DateTimeOffset Since, IEnumerable<string>? Problems)
    {
        public static Readiness Of(ContentStatus status, params ReadOnlySpan<string?> services)
        {
            string[] problems = [.. status.Rejected?.Problems.Select(problem => problem.ToString()) ?? [], .. services.ToArray().OfType<string>()];
            return new(problems is [] ? "ready" : "degraded", status.Serving.Version, status.Since, problems is [] ? null : problems);
        }
    }
}
