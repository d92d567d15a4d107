using System.Collections.Immutable;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Operations;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Tests.Notices;
using ValorSpine.Bot.Turns;
using FhirSlot = Hl7.Fhir.Model.Slot;
using Slot = ValorSpine.Bot.Core.Booking.Slot;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>A clinic whose schedule is on a FHIR server, and the service that books there, with the clock in the test's hands. Schedules on the server are its own.</summary>
internal sealed class BookedClinic : IAsyncDisposable
{
    public const string Name = "Ann Q. Leewood", Phone = "+13125550137", Email = "ann.leewood@mail.example", Reason = "my back hurts since the move";

    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-fhir-").FullName;
    private readonly FhirPeer _peer;
    private ServiceProvider? _services;
    private readonly NoticeSettings _notices;
    private FhirScheduleSettings? _settings;

    private BookedClinic(FhirPeer peer, int? mailPort)
    {
        _peer = peer;
        _notices = new() { RemindAhead = TimeSpan.FromDays(1), Email = mailPort is { } port ? new() { Host = "127.0.0.1", Port = port, Tls = SecureSocketOptions.None, From = new MailboxAddress("", "visits@clinic.example") } : null };
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Tuesday, 1 December 2026, 8 AM in Chicago.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));

    public FakeLogCollector Log { get; } = new();

    public ISchedule Schedule => Get<ISchedule>();

    public KeptRequests Kept => Get<KeptRequests>();

    public RemoteBookings Bookings => Get<RemoteBookings>();

    public ScheduleKeeper Keeper => Get<ScheduleKeeper>();

    public WaitingListKeeper WaitingList => Get<WaitingListKeeper>();

    /// <summary>Ids of the Schedules by resource.</summary>
    public Dictionary<string, string> Schedules { get; } = [];

    public static async Task<BookedClinic> OpenAsync(FhirPeer peer, Func<FhirScheduleSettings, FhirScheduleSettings>? with = null, int? mailPort = null)
    {
        foreach (var command in (string[])["together", "page 0", "tokens"])
            await peer.TellAsync(command);
        var clinic = new BookedClinic(peer, mailPort);
        foreach (var resource in (string[])["clinician-1", "front-desk"])
        {
            var schedule = await peer.Clinic.CreateAsync(new Schedule { Actor = [new("Practitioner/" + resource) { Display = "Dr. " + resource }] }, Cancel);
            clinic.Schedules[resource] = schedule!.Id!;
        }

        var settings = new FhirScheduleSettings { BaseUrl = peer.BaseUrl, Schedules = clinic.Schedules.ToImmutableDictionary() };
        clinic._settings = with?.Invoke(settings) ?? settings;
        await clinic.StartAsync();
        return clinic;
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task RestartAsync()
    {
        await _services!.DisposeAsync();
        await StartAsync();
    }

    /// <summary>The clinic opens a slot for visits; gives its id on the server.</summary>
    public async Task<string> OpenSlotAsync(DateTimeOffset start, int minutes = 60, string resource = "clinician-1", string? service = null)
    {
        var slot = new FhirSlot
        {
            Schedule = new("Schedule/" + Schedules[resource]),
            Status = FhirSlot.SlotStatus.Free,
            Start = start,
            End = start.AddMinutes(minutes),
            ServiceType = service is null ? [] : [new CodeableConcept("https://clinic.example/services", service)],
        };
        return (await _peer.Clinic.CreateAsync(slot, Cancel))!.Id!;
    }

    public async Task<FhirSlot> SlotAsync(string id) => (await _peer.Clinic.ReadAsync<FhirSlot>("Slot/" + id, ct: Cancel))!;

    /// <summary>The appointments on the server that take up a slot, cancelled ones too.</summary>
    public async Task<IReadOnlyList<Appointment>> AppointmentsAsync(string slot)
    {
        var found = await _peer.Clinic.SearchAsync<Appointment>(new SearchParams("slot", "Slot/" + slot), Cancel);
        return [.. found!.Entry.Select(entry => entry.Resource).OfType<Appointment>()];
    }

    /// <summary>What the server has been told about patients who will come to an appointment.</summary>
    public async Task<IReadOnlyList<AppointmentResponse>> ResponsesAsync(string appointment)
    {
        var found = await _peer.Clinic.SearchAsync<AppointmentResponse>(new SearchParams("appointment", "Appointment/" + appointment), Cancel);
        return [.. found!.Entry.Select(entry => entry.Resource).OfType<AppointmentResponse>()];
    }

    public async Task<T> OneAsync<T>(string reference)
        where T : Resource => (await _peer.Clinic.ReadAsync<T>(reference, ct: Cancel))!;

    /// <summary>The clinic changes something there.</summary>
    public async Task ChangeAsync<T>(T resource)
        where T : Resource => await _peer.Clinic.UpdateAsync(resource, ct: Cancel);

    /// <summary>Opens a conversation.</summary>
    public async Task OpenConversationAsync(string id) => await Get<ITurns>().OpenAsync(new(id, "webchat", "patient", null), Cancel);

    public async Task<ScheduleResult> AskAsync(string conversation, ScheduleRequest request) => await Schedule.PerformAsync(conversation, request, Cancel);

    public async Task<ScheduleResult.Held> HoldAsync(string conversation, DateTimeOffset start)
    {
        await OpenConversationAsync(conversation);
        return Assert.IsType<ScheduleResult.Held>(await AskAsync(conversation, new ScheduleRequest.Hold(Visit(start))));
    }

    public async Task<BookedAppointment> BookAsync(string conversation, DateTimeOffset start)
    {
        var held = await HoldAsync(conversation, start);
        return Assert.IsType<ScheduleResult.Booked>(await AskAsync(conversation, Confirm(held.HoldId))).Appointment;
    }

    public static Slot Visit(DateTimeOffset start) => new("evaluation", "clinician-1", start, 60);

    public static ScheduleRequest.Confirm Confirm(string holdId, string? summary = null) => new(holdId, Name, Phone, Email, Reason, summary);

    /// <summary>A patient says something; gives what is said to them.</summary>
    public async Task<string> SayAsync(string conversation, string text)
    {
        await OpenConversationAsync(conversation);
        var turn = await Get<ITurns>().TakeAsync(new(conversation, Guid.NewGuid().ToString("N"), new Input.Said(text), "{}"), Cancel);
        return string.Join('\n', turn.Entries.Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text));
    }

    /// <summary>Everything that was said in a conversation after a sequence number.</summary>
    public async Task<IReadOnlyList<string>> SaidAsync(string conversation, long after = 0) =>
        [.. (await Get<IConversationLog>().ReadAsync(conversation, after, Cancel)).Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text)];

    /// <summary>A screening is finished in a conversation.</summary>
    public async Task FinishScreeningAsync(string conversation, string summary, string responseJson)
    {
        await OpenConversationAsync(conversation);
        var store = Get<ConversationStore>();
        var loaded = (await store.LoadAsync(conversation, Cancel))!;
        var turn = new TurnResult { State = loaded.State, Replies = [new Reply { Text = "Done." }], Outcome = Outcome.Screening, Screening = new(responseJson, "O-DIAGNOSIS", summary) };
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new(new(conversation, "screened", new Input.Said("no"), "{}"), loaded, turn, new(Time.GetUtcNow(), []), "v1"), Cancel));
    }

    public async Task SendNoticesAsync() => await _services!.SendNoticesAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        var facts = ContentCopy.Original.Clinic.With(_notices);
        var content = ContentCopy.For(facts);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Log)))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(facts)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddStorage(configuration.GetSection("Storage"), _folder)
            .AddSingleton<ServiceSecrets>()
            .AddSingleton<ConversationGate>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveContent>(provider, content))
            .AddSingleton<KeptVersions>()
            .AddSingleton<ITurns, TurnRunner>();
        services.AddFhirSchedule(_settings);
        services.AddWaitingList(_settings);
        services.AddNotices(_notices);
        _services = services.BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
        await Get<ServiceSecrets>().LoadAsync(Cancel);
    }
}
