using MailKit.Security;
using Microsoft.Data.Sqlite;
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
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Notices;

/// <summary>A clinic with the built-in schedule that mails its patients, with the clock in the test's hands.</summary>
internal sealed class NoticedClinic : IAsyncDisposable
{
    public const string Email = "ann.leewood@mail.example", Reason = "my back hurts since the move";

    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-notices-").FullName;
    private readonly int? _port;
    private ServiceProvider? _services;

    private NoticedClinic(int? port) => _port = port;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Tuesday, 1 December 2026, 8 AM in Chicago.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));

    public FakeLogCollector Log { get; } = new();

    public NoticeOutbox Outbox => Get<NoticeOutbox>();

    /// <param name="port">Of the mail server, or null for a clinic without one.</param>
    public static async Task<NoticedClinic> OpenAsync(int? port)
    {
        var clinic = new NoticedClinic(port);
        await clinic.RestartAsync();
        return clinic;
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task RestartAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        var settings = new NoticeSettings
        {
            RemindAhead = TimeSpan.FromDays(1),
            Email = _port is { } port ? new() { Host = "127.0.0.1", Port = port, Tls = SecureSocketOptions.None, From = new MailboxAddress("", "visits@clinic.example") } : null,
        };
        var facts = ContentCopy.Original.Clinic.With(settings);
        var content = ContentCopy.For(facts);
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Log)))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(facts)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddStorage(configuration.GetSection("Storage"), _folder)
            .AddSingleton<ConversationGate>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveContent>(provider, content))
            .AddSingleton<KeptVersions>()
            .AddSingleton<ITurns, TurnRunner>();
        services.AddNotices(settings);
        _services = services.BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
    }

    /// <summary>A patient books an evaluation in a few days; gives its reference.</summary>
    public async Task<string> BookAsync(string conversation, string details = $"Ann Leewood, 312 555 0137, {Email}, {Reason}")
    {
        await SayAsync(conversation, "book an evaluation on friday at 9am");
        await SayAsync(conversation, details);
        var said = await SayAsync(conversation, "yes");
        return System.Text.RegularExpressions.Regex.Match(said, "VS-[A-Z0-9]{5}").Value is { Length: > 0 } reference ? reference : throw new InvalidOperationException(said);
    }

    /// <summary>A patient says something; gives what is said to them.</summary>
    public async Task<string> SayAsync(string conversation, string text, string? key = null)
    {
        await Get<ITurns>().OpenAsync(new(conversation, "webchat", "patient", null), Cancel);
        var turn = await Get<ITurns>().TakeAsync(new(conversation, key ?? Guid.NewGuid().ToString("N"), new Input.Said(text), "{}"), Cancel);
        return string.Join('\n', turn.Entries.Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text));
    }

    /// <summary>The last thing that was said in a conversation.</summary>
    public async Task<string> LastSaidAsync(string conversation) =>
        (await Get<IConversationLog>().ReadAsync(conversation, 0, Cancel)).Last(entry => entry.FromBot).Reply!.Text;

    public async Task<TimeSpan> SendAsync() => await _services!.SendNoticesAsync(Cancel);

    /// <summary>A sender of its own for what a carrier of the test's carries.</summary>
    public NoticeSender SenderOf(INoticeCarrier carrier) => _services!.SenderOf(carrier);

    public async Task<OutboxList> ListAsync() => await Get<IOutbox>().ListAsync("nurse@clinic.example", 200, Cancel);

    /// <summary>What somebody else does to the data file.</summary>
    public long Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "valorspine.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
