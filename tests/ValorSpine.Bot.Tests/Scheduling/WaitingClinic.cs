using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Operations;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>A clinic with its own schedule and a waiting list, served by one process or by several on one data file, with the clock in the test's hands.</summary>
internal sealed class WaitingClinic : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-waiting-").FullName;
    private readonly List<Process> _processes = [];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Tuesday, 1 December 2026, 8 AM in Chicago.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));

    /// <summary>A time on Thursday, 3 December, in Chicago.</summary>
    public static DateTimeOffset Thursday(int hour) => new(2026, 12, 3, hour, 0, 0, TimeSpan.FromHours(-6));

    public static Slot Visit(DateTimeOffset start) => new("evaluation", "clinician-1", start, 60);

    public async Task<Process> StartProcessAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(ContentCopy.Original.Clinic)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddStorage(configuration.GetSection("Storage"), _folder)
            .AddSingleton<ServiceSecrets>()
            .AddSingleton<ConversationGate>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveContent>(provider, ContentCopy.Original))
            .AddSingleton<KeptVersions>()
            .AddSingleton<ITurns, TurnRunner>();
        services.AddWaitingList(elsewhere: null);
        var process = new Process(services.BuildServiceProvider());
        await StorageStartup.PrepareAsync(process.Services, Cancel);
        _processes.Add(process);
        return process;
    }

    /// <summary>Changes the data file behind the service's back.</summary>
    public async Task ChangeAsync(string sql)
    {
        await using var file = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "valorspine.db")}");
        await file.OpenAsync(Cancel);
        await using var change = file.CreateCommand();
        change.CommandText = sql;
        Assert.NotEqual(0, await change.ExecuteNonQueryAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.Services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One process of the service.</summary>
    internal sealed class Process(ServiceProvider services)
    {
        public ServiceProvider Services => services;

        public WaitingListKeeper Keeper => Get<WaitingListKeeper>();

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        /// <summary>A keeper of this process of which a step can be made to fail.</summary>
        public WaitingListKeeper KeeperWith(AskAtOnce ask, ITurns turns) => new(
            Get<WaitingList>(), ask, turns, Get<ClinicFacts>(), TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(1), Get<TimeProvider>(), NullLogger<WaitingListKeeper>.Instance);

        public async Task<ScheduleResult> AskAsync(string conversation, ScheduleRequest request) => await Get<ISchedule>().PerformAsync(conversation, request, Cancel);

        /// <summary>Somebody has an appointment at a time; gives its reference.</summary>
        public async Task<string> BookAsync(string conversation, DateTimeOffset start)
        {
            await OpenAsync(conversation);
            var held = Assert.IsType<ScheduleResult.Held>(await AskAsync(conversation, new ScheduleRequest.Hold(Visit(start))));
            return Assert.IsType<ScheduleResult.Booked>(await AskAsync(conversation, new ScheduleRequest.Confirm(held.HoldId, "Ann Lee", "+13125550137", null, null, null))).Appointment.Reference;
        }

        /// <summary>Somebody waits for one time, or for any from then until noon.</summary>
        public async Task<int> JoinAsync(string conversation, DateTimeOffset start, bool anyOfMorning = false)
        {
            await OpenAsync(conversation);
            var day = DateOnly.FromDateTime(start.DateTime);
            var when = new WhenWanted { From = day, To = day, At = anyOfMorning ? null : TimeOnly.FromDateTime(start.DateTime), After = anyOfMorning ? TimeOnly.FromDateTime(start.DateTime) : null, Before = anyOfMorning ? new(12, 0) : null };
            var entry = new WaitingEntry(new("evaluation", when, start.AddDays(1)) { Clinician = "clinician-1" }, "Patient of " + conversation, "+13125550138", null);
            return Assert.IsType<ScheduleResult.Listed>(await AskAsync(conversation, new ScheduleRequest.JoinList(entry))).Ahead;
        }

        public async Task<string> SayAsync(string conversation, string text)
        {
            await OpenAsync(conversation);
            var turn = await Get<ITurns>().TakeAsync(new(conversation, Guid.NewGuid().ToString("N"), new Input.Said(text), "{}"), Cancel);
            return string.Join('\n', turn.Entries.Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text));
        }

        /// <summary>How many freed times a patient has been told of.</summary>
        public async Task<int> OffersAsync(string conversation) =>
            (await Get<IConversationLog>().ReadAsync(conversation, 0, Cancel)).Count(entry => entry.Reply?.Text.StartsWith("A time has opened up", StringComparison.Ordinal) == true);

        private async Task OpenAsync(string conversation) => await Get<ITurns>().OpenAsync(new(conversation, "webchat", "patient", null), Cancel);
    }
}
