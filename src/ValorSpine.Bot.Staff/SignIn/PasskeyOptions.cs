using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Staff.Account;

namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>What the script of a passkey's form asks for before it asks the browser.</summary>
internal static class PasskeyOptions
{
    public const string RequestRoute = "/staff/sign-in/passkey/options", CreationRoute = "/staff/account/passkeys/options";

    public static Task<IResult> ForSignInAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] ISecondStep step) => GiveAsync(http, antiforgery, step.PasskeyOptionsAsync);

    public static Task<IResult> ForNewAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] IMyAccount account) => GiveAsync(http, antiforgery, account.PasskeyOptionsAsync);

    private static async Task<IResult> GiveAsync(HttpContext http, IAntiforgery antiforgery, Func<Task<string>> options) =>
        await antiforgery.IsRequestValidAsync(http) ? Results.Text(await options(), "application/json") : Results.BadRequest();
}
