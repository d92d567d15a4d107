using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Staff;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>
/// The program as it is started, on a real socket and a data file of its own, with everything logged. Its schedule, log, transcripts and one path fail for some of what is typed,
/// and the errors quote it, as errors of libraries do.
/// </summary>
internal sealed class WatchedService(Capture capture, string dataFile, string collector) : WebApplicationFactory<LiveContent>
{
    /// <summary>Opens <c>/metrics</c>.</summary>
    public const string MetricsToken = "of-the-operator-only";

    private static readonly string[] s_loggers = ["Default", "Microsoft", "Microsoft.Hosting.Lifetime"];

    /// <summary>Serves, and gives the address.</summary>
    public Uri Serve()
    {
        UseKestrel();
        StartServer();
        return ClientOptions.BaseAddress;
    }

    /// <summary>Adds a staff account and gives its password.</summary>
    public async Task<string> AddStaffAsync(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        return await StaffAccounts.AddAsync(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>(), email, Roles.OfFirstAccount);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production).UseContentRoot(Repository.Root);
        // Long enough for the service's own turns, short enough for one who waits for a locked file.
        builder.UseSetting("Storage:ConnectionString", $"Data Source={dataFile};Default Timeout=1");
        builder.UseSetting("Staff:SecondFactor", "Optional");
        builder.UseSetting("Telemetry:Otlp:Endpoint", collector);
        builder.UseSetting("Telemetry:Metrics:Token", MetricsToken);
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        foreach (var logger in s_loggers)
            builder.UseSetting($"Logging:LogLevel:{logger}", nameof(LogLevel.Trace));
        builder.ConfigureLogging(logging =>
        {
            // All but the one that sends: that is made by a function.
            foreach (var console in logging.Services.Where(service => service.ServiceType == typeof(ILoggerProvider) && service.ImplementationFactory is null).ToArray())
                logging.Services.Remove(console);
            logging.Services.AddSingleton(capture.Log);
            logging.Services.AddSingleton<ILoggerProvider, Microsoft.Extensions.Logging.Testing.FakeLoggerProvider>();
        });
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IStartupFilter, LateFailure>();
            Wrap<ISchedule>(services, inner => new FailingSchedule(inner));
            Wrap<IConversationLog>(services, inner => new FailingLog(inner));
            Wrap<ITranscripts>(services, inner => new FailingTranscripts(inner));
        });
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var own = services.Last(service => service.ServiceType == typeof(T));
        services.AddSingleton(provider => wrap((T)(own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!))));
    }

    private sealed class FailingSchedule(ISchedule inner) : ISchedule
    {
        public ValueTask<ScheduleResult> PerformAsync(string conversationId, ScheduleRequest request, CancellationToken cancel) =>
            request is ScheduleRequest.Confirm { Name: MarkedRun.FailingName }
                ? throw new InvalidOperationException($"There is no way to perform {request}.")
                : inner.PerformAsync(conversationId, request, cancel);

        public ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel) => inner.FindByCalendarKeyAsync(calendarKey, cancel);
    }

    private sealed class FailingLog(IConversationLog inner) : IConversationLog
    {
        public ValueTask<NewConversation?> FindAsync(string conversationId, CancellationToken cancel) => inner.FindAsync(conversationId, cancel);

        public async ValueTask<ImmutableArray<LogEntry>> ReadAsync(string conversationId, long after, CancellationToken cancel) => Read(await inner.ReadAsync(conversationId, after, cancel));

        public ValueTask WaitAsync(string conversationId, long after, CancellationToken cancel) => inner.WaitAsync(conversationId, after, cancel);
    }

    private sealed class FailingTranscripts(ITranscripts inner) : ITranscripts
    {
        public ValueTask<ConversationPage> ListAsync(string? channel, string? alert, int skip, int take, CancellationToken cancel) => inner.ListAsync(channel, alert, skip, take, cancel);

        public async ValueTask<Transcript?> OpenAsync(string conversationId, string reader, CancellationToken cancel)
        {
            var transcript = await inner.OpenAsync(conversationId, reader, cancel);
            Read(transcript?.Log ?? []);
            return transcript;
        }

        public ValueTask<Transcript?> RefreshAsync(string conversationId, string reader, CancellationToken cancel) => inner.RefreshAsync(conversationId, reader, cancel);

        public ValueTask<ImmutableArray<RecordedTurn>> TurnsAsync(string conversationId, string reader, CancellationToken cancel) => inner.TurnsAsync(conversationId, reader, cancel);
    }

    private sealed class LateFailure : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map($"/{MarkedRun.LatePath}", late => late.Run(async http =>
            {
                await http.Response.WriteAsync("It began well");
                await http.Response.Body.FlushAsync();
                throw new ArgumentException($"'{Marks.Typed}late' is not known.");
            }));
            next(app);
        };
    }

    private static ImmutableArray<LogEntry> Read(ImmutableArray<LogEntry> entries) =>
        entries.FirstOrDefault(entry => entry.Text.Contains(MarkedRun.Unreadable, StringComparison.Ordinal)) is { } entry
            ? throw new InvalidOperationException("It could not be read.", new FormatException($"The input string '{entry.Text}' was not in a correct format."))
            : entries;
}
