using System.Net.Security;
using MailKit.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using ValorSpine.Bot.Alerts;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Incidents;

namespace ValorSpine.Bot.Tests.Alerts;

/// <summary>A store whose alerts are mailed, with the clock in the test's hands.</summary>
internal sealed class MailedStore : IAsyncDisposable
{
    public const string Words = "I cannot feel my saddle", Rule = "RF-CES-saddle", Nurse = "nurse@clinic.example", Doctor = "doctor@clinic.example";

    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-alerts-").FullName;
    private ServiceProvider? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 23, 20, 5, 0, TimeSpan.Zero));

    public FakeLogger<AlertMailer> Log { get; } = new();

    public AlertOutbox Outbox => _services!.GetRequiredService<AlertOutbox>();

    public static async Task<MailedStore> OpenAsync()
    {
        var store = new MailedStore();
        await store.StartAsync();
        return store;
    }

    public static AlertEmailSettings Settings(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Tls = SecureSocketOptions.None,
        From = new MailboxAddress("", "chat@clinic.example"),
        To = [new MailboxAddress("", Nurse), new MailboxAddress("", Doctor)],
        ConsoleUrl = new("https://chat.clinic.example/staff"),
    };

    public AlertMailer Mailer(AlertEmailSettings settings, RemoteCertificateValidationCallback? trusts = null) =>
        new(Outbox, new(settings, Time) { Trusts = trusts }, settings, new StaffConsoleOptions("America/Chicago", "ValorSpine"), Time, Log);

    public async Task RestartAsync()
    {
        await _services!.DisposeAsync();
        await StartAsync();
    }

    /// <summary>A patient's message raises an alert.</summary>
    public async Task AlertAsync(string conversation, string kind)
    {
        var store = _services!.GetRequiredService<ConversationStore>();
        await store.OpenAsync(new(conversation, "webchat", "patient", null), Cancel);
        var loaded = (await store.LoadAsync(conversation, Cancel))!;
        var turn = new TurnResult { State = loaded.State, Replies = [new Reply { Text = "Call 911." }], Outcome = Outcome.Emergency, Alerts = [new(kind, Rule)] };
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
            new(new(conversation, Guid.NewGuid().ToString("N"), new Input.Said(Words), "{}"), loaded, turn, new(Time.GetUtcNow(), []), "v1"), Cancel));
    }

    /// <summary>What somebody else does to the data file.</summary>
    public void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "valorspine.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new ClinicFacts())
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddStorage(configuration.GetSection("Storage"), _folder)
            .Configure<AlertOutboxOptions>(outbox => outbox.Used = true)
            .BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
    }
}
