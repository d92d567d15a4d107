using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.Account;
using ValorSpine.Bot.Staff.Inspecting;
using ValorSpine.Bot.Staff.People;
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
    private static readonly TimeSpan s_lockout = TimeSpan.FromMinutes(10), s_step = TimeSpan.FromMinutes(5);
    private const int WrongPasswordsUntilLockout = 5, ShortestPassword = 12;

    /// <summary>Registers accounts without pages: what the command line needs too.</summary>
    public static IdentityBuilder AddStaffAccounts(this IServiceCollection services)
    {
        services.AddSingleton<StaffRecord>();
        services.AddScoped<StaffPeople>();
        return services
            .AddIdentityCore<StaffMember>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = ShortestPassword;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = WrongPasswordsUntilLockout;
                options.Lockout.DefaultLockoutTimeSpan = s_lockout;
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddEntityFrameworkStores<BotDb>()
            .AddUserStore<StaffStore>()
            .AddDefaultTokenProviders();
    }

    /// <summary>Registers accounts, the sign-in cookie and the console.</summary>
    public static void AddStaff(this IServiceCollection services, ClinicFacts clinic, StaffSettings? settings = null)
    {
        settings ??= new();
        services.AddHttpContextAccessor();
        services.AddSingleton(settings);
        services.AddStaffAccounts().AddSignInManager();
        services.AddSingleton<SessionCookie>();
        services.Configure<IdentityPasskeyOptions>(passkeys => (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required"));
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => Step(cookie, "staff-step"))
            .AddCookie(IdentityConstants.ExternalScheme, cookie => Step(cookie, "staff-provider"));
        if (settings.Oidc is { } oidc)
            authentication.AddOpenIdConnect(ProviderSignIn.Scheme, connect => ProviderSignIn.Configure(connect, oidc));
        services.AddAuthorization();
        services.AddScoped<IStaffSignIn, StaffSignIn>();
        services.AddScoped<ISecondStep, SecondStep>();
        services.AddScoped<IMyAccount, OwnAccount>();
        services.AddScoped<IStaffPeople>(provider => provider.GetRequiredService<StaffPeople>());
        services.AddSingleton<IArticleSources, ArticleSources>();
        services.AddSingleton<IInspecting, Inspection>();
        services.AddSingleton<IColleagues, Colleagues>();
        services.AddSingleton<ICannedReplies, LiveReplies>();
        services.AddOnOneReplica<OldConversations>();
        services.AddSingleton(new StaffConsoleOptions(clinic.TimeZone, clinic.Name)
        {
            AcceptsPasswords = settings.AcceptsPasswords,
            Provider = settings.Oidc is { } provider ? new(provider.Name, provider.Authority.GetLeftPart(UriPartial.Authority)) : null,
        });
        services.AddStaffConsole();
        services.AddSingleton<FirstAccount>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAccount>());
    }

    /// <summary>Maps the console's pages.</summary>
    public static void MapStaff(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaffConsole();
        if (endpoints.ServiceProvider.GetRequiredService<StaffSettings>().Oidc is not null)
            ProviderSignIn.Map(endpoints);
    }

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
        // The session ends by itself, and that is kept; the cookie outlives it.
        cookie.ExpireTimeSpan = StaffSettings.LongestSession + TimeSpan.FromHours(1);
        cookie.SlidingExpiration = false;
        cookie.EventsType = typeof(SessionCookie);
    }

    /// <summary>What is remembered between two steps of a sign-in.</summary>
    private static void Step(CookieAuthenticationOptions cookie, string name)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.Path = StaffConsole.HomePath;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = s_step;
    }
}
