using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>
/// The cookie names a session, and each request asks the store what that session and its account are now: a role that was taken away, a lock and a session
/// that was ended hold from the next request on.
/// </summary>
internal sealed class SessionCookie(StaffSessions sessions, StaffSettings settings, StaffRecord record, TimeProvider time, IOptions<IdentityOptions> identity) : CookieAuthenticationEvents
{
    // Not at each request: a page loads several things at once.
    private static readonly TimeSpan s_noteEvery = TimeSpan.FromSeconds(30);

    private string StampType => identity.Value.ClaimsIdentity.SecurityStampClaimType;

    /// <inheritdoc/>
    public override async Task SigningIn(CookieSigningInContext context)
    {
        var person = context.Principal!;
        var member = MemberOf(person);
        var now = context.HttpContext.User;
        // The same browser, whose cookie is renewed because the account has changed.
        var session = now.FindFirstValue(StaffClaims.Session) is { } known && MemberOf(now) == member && sessions.Find(known) is not null ? known : null;
        if (session is null)
        {
            var way = SignInWay.Of(person);
            session = await sessions.BeginAsync(
                member, BrowserName.Of(context.Request.Headers.UserAgent.ToString()), way, time.GetUtcNow() - StaffSettings.LongestSession, context.HttpContext.RequestAborted);
            await record.WriteAsync(person.Identity!.Name!, $"sign-in.{way}", context.HttpContext.RequestAborted);
        }

        ((ClaimsIdentity)person.Identity!).AddClaim(new(StaffClaims.Session, session));
    }

    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var cancel = context.HttpContext.RequestAborted;
        var person = context.Principal!;
        if (person.FindFirstValue(StaffClaims.Session) is not { } id || sessions.Find(id) is not { } open || open.MemberId != MemberOf(person) || open.SecurityStamp != person.FindFirstValue(StampType))
        {
            context.RejectPrincipal();
            return;
        }

        var now = time.GetUtcNow();
        if (now - open.Session.SeenAt >= settings.Idle || now - open.Session.StartedAt >= StaffSettings.LongestSession)
        {
            if (await sessions.EndAsync(open.MemberId, id, cancel))
                await record.WriteAsync(person.Identity!.Name!, now - open.Session.SeenAt >= settings.Idle ? "sign-out.idle" : "sign-out.long", cancel);
            context.RejectPrincipal();
            return;
        }

        // A page that stands open asks for alerts and messages on its own: that keeps nobody signed in.
        if (!StaffConsole.IsPoll(context.Request) && now - open.Session.SeenAt >= s_noteEvery)
            await sessions.SeenAsync(id, cancel);
        context.Principal = AsNow(person, open);
    }

    /// <summary>The person with the roles that the account has now.</summary>
    private ClaimsPrincipal AsNow(ClaimsPrincipal person, OpenStaffSession open)
    {
        var identity = ((ClaimsIdentity)person.Identity!).Clone();
        foreach (var old in identity.FindAll(claim => claim.Type is StaffClaims.Role or StaffClaims.SecondFactorMissing).ToArray())
            identity.RemoveClaim(old);
        identity.AddClaims(Roles.Stored(open.Roles).Select(role => new Claim(StaffClaims.Role, role.Name)));
        if (settings.RequiresSecondFactor && open.Session.Way == SignInWay.Password)
            identity.AddClaim(new(StaffClaims.SecondFactorMissing, "true"));
        return new(identity);
    }

    private static string MemberOf(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
}
