using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.SignIn;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>One nurse who is a supervisor, one auditor, one account that is locked, one that has no name.</summary>
internal sealed class FakeSignIn(IHttpContextAccessor accessor) : IStaffSignIn
{
    public const string Email = "nurse@clinic.example";
    public const string Password = "right horse";
    public const string LockedEmail = "locked@clinic.example";
    public const string NamelessEmail = "nameless@clinic.example";
    public const string AuditorEmail = "auditor@clinic.example";

    public async Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancel)
    {
        if (email == LockedEmail)
            return SignInOutcome.LockedOut;
        if (email is not (Email or NamelessEmail or AuditorEmail) || password != Password)
            return SignInOutcome.Wrong;
        Claim[] claims = email switch
        {
            NamelessEmail => [new(ClaimTypes.NameIdentifier, "7")],
            AuditorEmail => [new(ClaimTypes.Name, email), new(StaffClaims.Role, Roles.Auditor.Name)],
            _ => [new(ClaimTypes.Name, email), new(StaffClaims.Role, Roles.Supervisor.Name), new(StaffClaims.Role, Roles.Auditor.Name), new(StaffClaims.Role, Roles.Administrator.Name)],
        };
        var identity = new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme);
        await accessor.HttpContext!.SignInAsync(new ClaimsPrincipal(identity));
        return SignInOutcome.Ok;
    }

    public Task SignOutAsync() => accessor.HttpContext!.SignOutAsync();
}
