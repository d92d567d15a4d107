using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Incidents;

/// <summary>How many alerts are open, for pages that stand open.</summary>
internal static class OpenAlerts
{
    public static async Task<IResult> CountAsync(IIncidents incidents, HttpContext http) => Results.Json(new { open = await incidents.CountOpenAsync(http.RequestAborted) });
}
