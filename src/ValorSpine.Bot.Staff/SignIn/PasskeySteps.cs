using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Staff.Account;

namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>Signs in with a passkey, or adds one, as the form's script has filled it in.</summary>
internal static class PasskeySteps
{
    public const string SignInRoute = "/staff/sign-in/passkey", AddRoute = "/staff/account/passkeys";
    public const string CredentialField = "credential", NameField = "name";
    private const int LongestName = 60;

    public static async Task<IResult> SignInAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] ISecondStep step)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Outdated();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await step.PasskeyAsync(form[CredentialField].ToString(), http.RequestAborted) switch
        {
            SignInOutcome.Ok => Results.LocalRedirect(ReturnPath.Safe(form[StaffConsole.ReturnParameter])),
            SignInOutcome.LockedOut => Results.LocalRedirect(SignInProblem.PathOf(SignInProblem.Locked)),
            _ => Results.LocalRedirect(SignInProblem.PathOf(SignInProblem.Passkey)),
        };
    }

    public static async Task<IResult> AddAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] IMyAccount account)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Outdated();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var name = form[NameField].ToString().Trim();
        var problem = await account.AddPasskeyAsync(
            form[CredentialField].ToString(), name.Length is 0 or > LongestName ? "Passkey" : name, form[AccountSteps.PasswordField].ToString(), http.RequestAborted);
        return Results.LocalRedirect(AccountSteps.DonePath(problem?.ToString() ?? "passkey-added"));
    }

    private static IResult Outdated() => Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
}
