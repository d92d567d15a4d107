using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>
/// Signs staff in at the clinic's sign-in service by OpenID Connect: code flow with PKCE. What somebody may do here follows from their role there, at each sign-in;
/// who has none gets no account.
/// </summary>
internal static class ProviderSignIn
{
    /// <summary>Name of the authentication scheme, and of the login that ties an account to the service.</summary>
    public const string Scheme = "provider";

    private const string DonePath = StaffConsole.ProviderSignInPath + "/done";

    /// <summary>Sets the protocol up. The service is to know <c>/staff/sign-in/provider/callback</c>, and <c>/staff/sign-out/provider</c> for signing out.</summary>
    public static void Configure(OpenIdConnectOptions connect, StaffOidcSettings settings)
    {
        connect.Authority = settings.Authority.AbsoluteUri;
        connect.RequireHttpsMetadata = settings.Authority.Scheme == Uri.UriSchemeHttps;
        connect.ClientId = settings.ClientId;
        connect.ClientSecret = settings.ClientSecret;
        connect.ResponseType = OpenIdConnectResponseType.Code;
        // By the address and not by a form, which browsers would send without the cookies.
        connect.ResponseMode = OpenIdConnectResponseMode.Query;
        connect.UsePkce = true;
        connect.MapInboundClaims = false;
        connect.SaveTokens = true;
        connect.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
            connect.Scope.Add(scope);
        connect.CallbackPath = StaffConsole.ProviderSignInPath + "/callback";
        connect.SignedOutCallbackPath = "/staff/sign-out/provider";
        // Not before sessions remember which one at the provider they are of: until then anybody's link could sign staff out.
        connect.RemoteSignOutPath = default;
        connect.SignInScheme = IdentityConstants.ExternalScheme;
        connect.SignOutScheme = IdentityConstants.ApplicationScheme;
        foreach (var cookie in (CookieBuilder[])[connect.CorrelationCookie, connect.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        connect.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect(SignInProblem.PathOf(SignInProblem.Provider));
            return Task.CompletedTask;
        };
        connect.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            // A service that has no such page: here the session has ended all the same.
            if (string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress))
            {
                context.HandleResponse();
                context.Response.Redirect(StaffConsole.SignInPath);
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Maps where it begins and where it ends.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(StaffConsole.ProviderSignInPath, Begin).AllowAnonymous();
        endpoints.MapGet(DonePath, EndAsync).AllowAnonymous();
    }

    private static IResult Begin(SignInManager<StaffMember> manager, string? from)
    {
        var done = $"{DonePath}?{StaffConsole.ReturnParameter}={Uri.EscapeDataString(ReturnPath.Safe(from))}";
        return Results.Challenge(manager.ConfigureExternalAuthenticationProperties(Scheme, done), [Scheme]);
    }

    private static async Task<IResult> EndAsync(HttpContext http, SignInManager<StaffMember> manager, StaffSessions sessions, StaffSettings settings, StaffRecord record, string? from)
    {
        var login = await manager.GetExternalLoginInfoAsync();
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        if (login is null || settings.Oidc is not { } oidc)
            return Problem(SignInProblem.Provider);
        var users = manager.UserManager;
        var member = await users.FindByLoginAsync(Scheme, login.ProviderKey);
        var roles = oidc.Map(login.Principal.FindAll(oidc.RoleClaim).Select(claim => claim.Value));
        if (roles.IsEmpty)
        {
            if (member is not null)
            {
                await SetRolesAsync(users, record, member, roles, http.RequestAborted);
                await sessions.EndAllAsync(member.Id, butFor: null, http.RequestAborted);
            }

            await record.WriteAsync(member?.UserName ?? StaffRecord.Unknown, "sign-in.refused-no-role", http.RequestAborted);
            return Problem(SignInProblem.NoRole);
        }

        member ??= await CreateAsync(users, record, login, oidc, roles, http.RequestAborted);
        if (member is null)
            return Problem(SignInProblem.Taken);
        if (await users.IsLockedOutAsync(member))
        {
            await record.WriteAsync(member.UserName!, "sign-in.refused-locked", http.RequestAborted);
            return Problem(SignInProblem.Locked);
        }

        await SetRolesAsync(users, record, member, roles, http.RequestAborted);
        var properties = new AuthenticationProperties();
        // Signing out there asks for it.
        if (login.AuthenticationTokens?.FirstOrDefault(token => token.Name == OpenIdConnectParameterNames.IdToken) is { } idToken)
            properties.StoreTokens([idToken]);
        await manager.SignInWithClaimsAsync(member, properties, [SignInWay.Claim(SignInWay.Provider)]);
        return Results.LocalRedirect(ReturnPath.Safe(from));

        static IResult Problem(string problem) => Results.LocalRedirect(SignInProblem.PathOf(problem));
    }

    private static async Task<StaffMember?> CreateAsync(
        UserManager<StaffMember> users, StaffRecord record, ExternalLoginInfo login, StaffOidcSettings oidc, ImmutableArray<Role> roles, CancellationToken cancel)
    {
        var email = login.Principal.FindFirstValue("email") ?? login.Principal.FindFirstValue("preferred_username");
        var member = new StaffMember { UserName = email, Email = email, EmailConfirmed = true, LockoutEnabled = true, Provider = oidc.Name, Roles = Roles.Names(roles) };
        // An account that is here by that address is not taken over: whoever can choose an address there could become anybody here.
        if (email is null || !(await users.CreateAsync(member)).Succeeded)
        {
            await record.WriteAsync(StaffRecord.Unknown, "sign-in.refused-taken", cancel);
            return null;
        }

        await users.AddLoginAsync(member, new(Scheme, login.ProviderKey, oidc.Name));
        await record.WriteAsync(email, $"account.added {email} {member.Roles}", cancel);
        return member;
    }

    private static async Task SetRolesAsync(UserManager<StaffMember> users, StaffRecord record, StaffMember member, ImmutableArray<Role> roles, CancellationToken cancel)
    {
        if (member.Roles == Roles.Names(roles))
            return;
        member.Roles = Roles.Names(roles);
        await users.UpdateAsync(member);
        await record.WriteAsync(member.Provider ?? StaffRecord.Unknown, $"account.roles {member.UserName} {(roles.IsEmpty ? "none" : member.Roles)}", cancel);
    }
}
