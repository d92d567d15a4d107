using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Staff.Account;

namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>What the script of a passkey's form asks for before it asks the browser.</summary>
internal static class PasskeyOptions
{
    public const string RequestRoute = "/staff/sign-in/passkey/options", CreationRoute = "/staff/account/passkeys/options";

    public static async Task<IResult> ForSignInAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] ISecondStep step) =>
        await antiforgery.IsRequestValidAsync(http) ? Given(await step.PasskeyOptionsAsync()) : Results.BadRequest();

    /// <summary>A problem is answered in words, for the script to show.</summary>
    public static async Task<IResult> ForNewAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] IMyAccount account)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (options, problem) = await account.PasskeyOptionsAsync(form[AccountSteps.PasswordField].ToString(), http.RequestAborted);
        return problem is { } why ? Results.Text(AccountSteps.Words(why), statusCode: StatusCodes.Status403Forbidden) : Given(options!);
    }

    private static IResult Given(string options) => Results.Text(options, "application/json");
}
