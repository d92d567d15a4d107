using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Figures;
using ValorSpine.Bot.Staff.Fixing;
using ValorSpine.Bot.Staff.Inspecting;
using ValorSpine.Bot.Staff.Reviews;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Staff.Sources;
using ValorSpine.Bot.Staff.TakeOver;
using ValorSpine.Bot.Staff.Unmasking;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>The console in a real server on a free port, in production, with an empty folder as content root.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _contentRoot;

    private ConsoleHost(WebApplication app, DirectoryInfo contentRoot, FakeTranscripts transcripts) =>
        (_app, _contentRoot, Transcripts) = (app, contentRoot, transcripts);

    public FakeIncidents Incidents => Transcripts.Incidents;

    public FakeOutbox Outbox => Transcripts.Outbox;

    public FakeUndelivered Undelivered => Transcripts.Undelivered;

    public FakeTranscripts Transcripts { get; }

    public FakeAuditTrail Trail => Transcripts.Trail;

    public FakeRecords Records => Transcripts.Records;

    public FakeExports Exports => Transcripts.Exports;

    public FakeReviews Reviews => Transcripts.Reviews;

    public FakeTurns Turns => Transcripts.Turns;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ConsoleHost> StartAsync(FakeTranscripts? transcripts = null)
    {
        transcripts ??= new(Samples.Journey, Samples.StrangeId, Samples.Quiet);
        var contentRoot = Directory.CreateTempSubdirectory("staff-console-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = contentRoot.FullName, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<IStaffSignIn, FakeSignIn>();
        builder.Services.AddSingleton<IArticleSources, FakeArticles>();
        builder.Services.AddSingleton<ITranscripts>(transcripts);
        builder.Services.AddSingleton<IIncidents>(transcripts.Incidents);
        builder.Services.AddSingleton<IOutbox>(transcripts.Outbox);
        builder.Services.AddSingleton<IUndelivered>(transcripts.Undelivered);
        builder.Services.AddSingleton<IHeldConversations>(transcripts.Turns);
        builder.Services.AddSingleton<ITurns>(transcripts.Turns);
        builder.Services.AddSingleton<IAuditTrail>(transcripts.Trail);
        builder.Services.AddSingleton<IRecords>(transcripts.Records);
        builder.Services.AddSingleton<IExports>(transcripts.Exports);
        builder.Services.AddSingleton<IReviews>(transcripts.Reviews);
        builder.Services.AddSingleton<IColleagues>(transcripts.Reviews);
        builder.Services.AddSingleton<IInspecting>(transcripts.Reviews);
        builder.Services.AddSingleton<ICheckQuestions, FakeChecks>();
        builder.Services.AddSingleton<IDrafts, FakeDrafts>();
        builder.Services.AddSingleton<IKnowledgeDesk>(transcripts.Desk);
        builder.Services.AddSingleton<IModelBudget, NoModelBudget>();
        builder.Services.AddSingleton<ICannedReplies>(transcripts.Reviews);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new StaffConsoleOptions("America/Chicago", "ValorSpine"));
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = StaffConsole.SignInPath;
            cookie.AccessDeniedPath = StaffConsole.SignInPath;
            cookie.ReturnUrlParameter = StaffConsole.ReturnParameter;
        });
        builder.Services.AddStaffConsole();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaffConsole();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, contentRoot, transcripts);
    }

    /// <summary>Lets the nurse see names and contacts of a conversation, as if she had stated why.</summary>
    public void Unmask(string conversationId) => Trail.Add(FakeSignIn.Email, Unmasked.Action, conversationId, "Calling back", DateTimeOffset.UtcNow);

    /// <summary>A browser that nobody has signed in with.</summary>
    public Browser Open() => new(Address);

    /// <summary>A browser that the nurse has signed in with, or somebody else.</summary>
    public async Task<Browser> OpenSignedInAsync(string email = FakeSignIn.Email)
    {
        var browser = Open();
        using var answer = await browser.SignInAsync(email, FakeSignIn.Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _contentRoot.Delete(recursive: true);
    }
}
