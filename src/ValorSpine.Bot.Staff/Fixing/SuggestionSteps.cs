using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>Has suggestions looked for on demand.</summary>
internal static class SuggestionSteps
{
    public const string Path = "/staff/suggestions", LookRoute = Path + "/look";

    public static async Task<IResult> LookAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] ISuggestions suggestions)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        suggestions.LookAgain();
        return Results.LocalRedirect(Path);
    }
}
