using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ValorSpine.Bot.Alerts;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Booking;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Simulators;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Deliveries;
using ValorSpine.Bot.Fixing;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Limits;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Operations;
using ValorSpine.Bot.Records;
using ValorSpine.Bot.Records.Export;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Telemetry;
using ValorSpine.Bot.Texting;
using ValorSpine.Bot.Turns;
using ValorSpine.Bot.Vault;

namespace ValorSpine.Bot.Commands;

/// <summary>The service: website, chat, staff console, on http://localhost:5080 unless told otherwise.</summary>
internal static class Service
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (built, content) = Build(args);
        await using var app = built;
        try
        {
            await StorageStartup.PrepareAsync(app.Services, CancellationToken.None);
            await app.Services.GetRequiredService<ServiceSecrets>().LoadAsync(CancellationToken.None);
        }
        finally
        {
            // What is wrong with it is told first, whatever else is wrong.
            await content;
        }

        await app.StartAsync();
        Announce(app, app.Services.GetRequiredService<FirstAccount>().Password);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static (WebApplication App, Task Content) Build(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).AddEnvironmentVariables("ASPNETCORE_").Build()["contentRoot"];
        var contentRoot = ContentFolder.Find(given);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = contentRoot,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        SettingNames.Check(builder.Configuration);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
        builder.Logging.KeepTypedTextOut();

        var limits = LimitsSettings.Read(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => Connections.Limit(kestrel, limits.Streams));
        var notices = NoticeSettings.Read(builder.Configuration);
        var model = ModelSettings.Read(builder.Configuration);
        var texting = TextingSetup.Read(builder);
        var clinic = ClinicSettings.Read(builder.Configuration).With(notices, texting.IsOn).With(texting).With(model);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(clinic);
        var content = builder.Services.AddLiveContent(contentRoot, clinic, KnowledgeSettings.Read(builder.Configuration));
        builder.Services.AddStorage(builder.Configuration.GetSection("Storage"), contentRoot);
        builder.Services.AddKeyVault(builder.Configuration, contentRoot);
        builder.Services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        Draining.Add(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<ConversationGate>();
        builder.Services.AddLimits(limits);
        builder.Services.AddSingleton<ClockWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddOnOneReplica<OwnershipKeeper>();
        builder.Services.AddHostedService<Rehearsal>();
        builder.Services.AddSingleton<ServiceSecrets>();
        builder.Services.AddSingleton<IDirectLineKeys>(services => services.GetRequiredService<ServiceSecrets>());
        builder.Services.AddSingleton<IConnectorKeys>(services => services.GetRequiredService<ServiceSecrets>());
        builder.Services.AddDirectLine(builder.Configuration.GetSection("DirectLine"));
        builder.Services.AddSingleton(WebsiteSettings.Read(builder.Configuration, contentRoot));
        builder.Services.AddConnector(builder.Configuration.GetSection("Connector"));
        builder.Services.AddTexting(texting, builder.Configuration.GetSection("Twilio"));
        builder.Services.AddSingleton<CurrentWording>(services => () => services.GetRequiredService<LiveContent>().Current.Words);
        builder.Services.AddTeams();
        builder.Services.AddDeliveries();
        builder.Services.AddStaff(clinic, StaffSettings.Read(builder.Configuration));
        builder.Services.AddFixing(contentRoot, KnowledgeSettings.Read(builder.Configuration));
        builder.Services.AddAlertMails(AlertEmailSettings.Read(builder.Configuration));
        builder.Services.AddNotices(notices, texting.IsOn);
        builder.Services.AddLanguageModel(model, contentRoot);
        builder.AddTelemetry(TelemetrySettings.Read(builder.Configuration));
        builder.Services.AddOnOneReplica<RetentionKeeper>();
        builder.Services.AddSingleton<IExports, Exports>();
        var elsewhere = FhirScheduleSettings.Read(builder.Configuration, clinic, contentRoot);
        builder.Services.AddFhirSchedule(elsewhere);
        builder.Services.AddWaitingList(elsewhere);

        var app = builder.Build();
        app.UseKnownProxies();
        app.UseMiddleware<UnexpectedErrors>();
        app.UseLimits();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapDirectLine();
        app.MapConnector();
        app.MapTexting(texting);
        if (app.Environment.IsDevelopment())
            app.MapTeamsSimulator();
        app.MapWebsite();
        app.MapCalendar();
        app.MapStaff();
        app.MapHealth();
        app.MapMetrics();
        return (app, content);
    }

    private static void Announce(WebApplication app, string? password)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"The clinic's page   {address}/");
        Console.WriteLine($"The chat alone      {address}/chat");
        Console.WriteLine($"The staff console   {address}/staff");
        if (password is not null)
        {
            Console.WriteLine();
            Console.WriteLine($"First staff account {StaffAccounts.FirstAccount(app.Configuration)}");
            Console.WriteLine($"Its password        {password}");
            Console.WriteLine("Write it down: it is not shown again. 'staff reset EMAIL' makes a new one.");
        }

        Console.WriteLine();
        Console.WriteLine("Press Ctrl+C to stop.");
    }
}
