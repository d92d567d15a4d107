using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ValorSpine.Bot.Staff.Account;

/// <summary>What staff do about their own account by one button. Leads back to the account, which says what was done.</summary>
internal static class AccountSteps
{
    public const string Route = "/staff/account/step", StepField = "step", IdField = "id", DoneParameter = "done";
    public const string EndSession = "end-session", EndOthers = "end-others", RemoveAuthenticator = "remove-authenticator", RemovePasskey = "remove-passkey";

    public static string DonePath(string done) => $"{StaffConsole.AccountPath}?{DoneParameter}={done}";

    /// <summary>What was done, in words.</summary>
    public static string? Words(string? done) => done switch
    {
        EndSession => "That session has ended.",
        EndOthers => "All other sessions have ended.",
        RemoveAuthenticator => "The authenticator app is forgotten. Set up another one.",
        RemovePasskey => "The passkey is forgotten. Remove it from your device, too.",
        "password" => "Your password is changed. All other sessions have ended.",
        "passkey-added" => "The passkey is added. You can sign in with it alone.",
        "passkey-refused" => "The passkey was not added. Please try again.",
        _ => null,
    };

    public static async Task<IResult> TakeAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] IMyAccount account)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (step, id) = (form[StepField].ToString(), form[IdField].ToString());
        var taken = step switch
        {
            EndSession => account.EndSessionAsync(id, http.RequestAborted),
            EndOthers => account.EndOtherSessionsAsync(http.RequestAborted),
            RemoveAuthenticator => account.RemoveAuthenticatorAsync(http.RequestAborted),
            RemovePasskey => account.RemovePasskeyAsync(id, http.RequestAborted),
            _ => null,
        };
        if (taken is null)
            return Results.Text("This form cannot be read. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        await taken;
        return Results.LocalRedirect(step == RemoveAuthenticator ? StaffConsole.SecondFactorPath : DonePath(step));
    }
}
