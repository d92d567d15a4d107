using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ValorSpine.Bot.Staff.Account;

/// <summary>What staff do about their own account by one button. Leads back to the account, which says what was done.</summary>
internal static class AccountSteps
{
    public const string Route = "/staff/account/step", StepField = "step", IdField = "id", PasswordField = "password", DoneParameter = "done";
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
        _ => null,
    };

    /// <summary>What was not done and why, in words.</summary>
    public static string? ProblemWords(string? done) => Enum.TryParse<AccountProblem>(done, out var problem) ? Words(problem) : null;

    /// <summary>Why nothing was changed, in words.</summary>
    public static string Words(AccountProblem problem) => problem switch
    {
        AccountProblem.WrongPassword => "That password is not right. Nothing was changed.",
        AccountProblem.TooManyTries => "Too many tries. Try again in some minutes.",
        AccountProblem.WrongCode => "That code is not right. It changes every 30 seconds. If it goes on, check the clock of your phone.",
        _ => "The passkey was not added. Please try again.",
    };

    public static async Task<IResult> TakeAsync(HttpContext http, IAntiforgery antiforgery, [FromServices] IMyAccount account)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (step, id, password) = (form[StepField].ToString(), form[IdField].ToString(), form[PasswordField].ToString());
        var taken = step switch
        {
            EndSession => DoneAsync(account.EndSessionAsync(id, http.RequestAborted)),
            EndOthers => DoneAsync(account.EndOtherSessionsAsync(http.RequestAborted)),
            RemoveAuthenticator => account.RemoveAuthenticatorAsync(password, http.RequestAborted),
            RemovePasskey => account.RemovePasskeyAsync(id, password, http.RequestAborted),
            _ => null,
        };
        if (taken is null)
            return Results.Text("This form cannot be read. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        if (await taken is { } problem)
            return Results.LocalRedirect(DonePath(problem.ToString()));
        return Results.LocalRedirect(step == RemoveAuthenticator ? StaffConsole.SecondFactorPath : DonePath(step));
    }

    private static async Task<AccountProblem?> DoneAsync(Task step)
    {
        await step;
        return null;
    }
}
