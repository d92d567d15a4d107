using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>Ends the session, for a form of this console only.</summary>
internal static class SignOut
{
    public static async Task<IResult> HandleAsync(HttpContext http, IAntiforgery antiforgery, IStaffSignIn signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        await signIn.SignOutAsync();
        // Who came from a sign-in service is on the way to sign out there.
        return http.Response.Headers.Location.Count > 0 ? Results.Empty : Results.LocalRedirect(StaffConsole.SignInPath);
    }
}
