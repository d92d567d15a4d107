using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Outbox;

/// <summary>What staff do about a notice, for the forms of this console only. Leads back to the outbox.</summary>
internal static class OutboxSteps
{
    public const string AgainRoute = "/staff/outbox/{id:long}/again", HandledRoute = "/staff/outbox/{id:long}/handled";
    public const string LateParameter = "late";

    public static string Path(long id, string route) => route.Replace("{id:long}", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static string Anchor(long id) => string.Create(CultureInfo.InvariantCulture, $"notice-{id}");

    public static Task<IResult> TryAgainAsync(long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IOutbox outbox) =>
        TakeAsync(http, antiforgery, reader => outbox.TryAgainAsync(id, reader, http.RequestAborted));

    public static Task<IResult> HandledAsync(long id, HttpContext http, IAntiforgery antiforgery, [FromServices] IOutbox outbox) =>
        TakeAsync(http, antiforgery, reader => outbox.HandledByPhoneAsync(id, reader, http.RequestAborted));

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return() => Results.LocalRedirect(StaffConsole.OutboxPath);

    private static async Task<IResult> TakeAsync(HttpContext http, IAntiforgery antiforgery, Func<string, ValueTask<bool>> take)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        return Results.LocalRedirect(await take(Reader.Of(http)) ? StaffConsole.OutboxPath : $"{StaffConsole.OutboxPath}?{LateParameter}");
    }
}
