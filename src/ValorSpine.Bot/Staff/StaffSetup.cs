using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.Inspecting;
using ValorSpine.Bot.Staff.Reviews;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Staff.Sources;
using ValorSpine.Bot.Staff.TakeOver;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Puts the staff console behind accounts kept in the store.</summary>
internal static class StaffSetup
{
    private static readonly TimeSpan s_session = TimeSpan.FromHours(8), s_lockout = TimeSpan.FromMinutes(10);
    private const int WrongPasswordsUntilLockout = 5, ShortestPassword = 12;

    /// <summary>Registers accounts without pages: what the command line needs too.</summary>
    public static IdentityBuilder AddStaffAccounts(this IServiceCollection services) => services
        .AddIdentityCore<StaffMember>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.Password.RequiredLength = ShortestPassword;
            options.Password.RequireNonAlphanumeric = false;
            options.Lockout.MaxFailedAccessAttempts = WrongPasswordsUntilLockout;
            options.Lockout.DefaultLockoutTimeSpan = s_lockout;
        })
        .AddEntityFrameworkStores<BotDb>()
        .AddDefaultTokenProviders();

    /// <summary>Registers accounts, the sign-in cookie and the console.</summary>
    public static void AddStaff(this IServiceCollection services, ClinicFacts clinic)
    {
        services.AddHttpContextAccessor();
        services.AddStaffAccounts().AddSignInManager();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Cookie);
        services.AddAuthorization();
        services.AddScoped<IStaffSignIn, StaffSignIn>();
        services.AddSingleton<IArticleSources, ArticleSources>();
        services.AddSingleton<IInspecting, Inspection>();
        services.AddSingleton<IColleagues, Colleagues>();
        services.AddSingleton<ICannedReplies, LiveReplies>();
        services.AddHostedService<OldConversations>();
        services.AddSingleton(new StaffConsoleOptions(clinic.TimeZone, clinic.Name));
        services.AddStaffConsole();
    }

    /// <summary>Maps the console's pages.</summary>
    public static void MapStaff(this IEndpointRouteBuilder endpoints) => endpoints.MapStaffConsole();

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.LoginPath = StaffConsole.SignInPath;
        cookie.AccessDeniedPath = StaffConsole.SignInPath;
        cookie.ReturnUrlParameter = StaffConsole.ReturnParameter;
        cookie.Cookie.Name = "staff";
        cookie.Cookie.Path = StaffConsole.HomePath;
        cookie.Cookie.HttpOnly = true;
        // Not Strict: staff follow links to a conversation from elsewhere. Forms are guarded by their own token.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = s_session;
        cookie.SlidingExpiration = true;
        // A password reset, or an account taken away, ends the sessions that are open. Checking it renews the session too.
        cookie.Events.OnValidatePrincipal = async context =>
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            context.ShouldRenew &= !IsPoll(context.Request);
        };
        cookie.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= !IsPoll(context.Request);
            return Task.CompletedTask;
        };
    }

    /// <summary>A page that stands open asks for alerts and messages on its own: that keeps nobody signed in.</summary>
    private static bool IsPoll(HttpRequest request) => StaffConsole.IsPoll(request.Path);
}
