using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.PostgreSql;
using ValorSpine.Bot.Storage.Sessions;
using ValorSpine.Bot.Storage.Tests.PostgreSql;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>A store in a folder of its own, with the clock in the test's hands. The folder goes with it.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider? _services;

    private string? _database;

    private OpenedStore(StoreKind kind, string folder, Dictionary<string, string?> settings) => (Kind, Folder, _settings) = (kind, folder, settings);

    public StoreKind Kind { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ClinicFacts Clinic { get; } = new()
    {
        TimeZone = "America/Chicago",
        Visits =
        [
            new("evaluation", "Evaluation", 60, ["dr-a", "dr-b"]),
            new("call", "Phone call", 15, ["dr-a"]),
            new("traction", "Traction", 30, ["table"]) { MinutesBefore = 15, MinutesAfter = 30 },
            new("class", "Class", 30, ["gym"]),
        ],
        Capacity = System.Collections.Immutable.ImmutableDictionary<string, int>.Empty.Add("gym", 3),
    };

    public string Folder { get; }

    /// <summary>Of the database.</summary>
    public string ConnectionString => _settings["Storage:ConnectionString"]!;

    public string DataFile => Path.Combine(Folder, "data", "valorspine.db");

    public string KeyFile => Path.Combine(Folder, "data", "valorspine.key");

    public FakeTimeProvider Time { get; } = new(new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Whether the service mails alerts, from the next start on.</summary>
    public bool MailsAlerts { get; set; } = true;

    /// <summary>What is registered beside the store, from the next start on.</summary>
    public Action<IServiceCollection> Adds { get; set; } = _ => { };

    public IServiceProvider Services => _services!;

    public ConversationStore Store => Get<ConversationStore>();

    public IConversationLog Log => Get<IConversationLog>();

    public ISchedule Schedule => Get<ISchedule>();

    public ITranscripts Transcripts => Get<ITranscripts>();

    public IIncidents Incidents => Get<IIncidents>();

    public AlertOutbox Outbox => Get<AlertOutbox>();

    public static OpenedStore Closed(StoreKind kind, params (string Name, string? Value)[] settings) => new(
        kind, Directory.CreateTempSubdirectory("valorspine-storage-").FullName, settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    public static async Task<OpenedStore> OpenAsync(StoreKind kind)
    {
        var store = Closed(kind);
        await store.StartAsync();
        return store;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public static StoreEngine EngineOf(string postgres) => new PostgresEngine(new(null, "none", postgres), NullLoggerFactory.Instance);

    /// <summary>Another process on the same store.</summary>
    public OpenedStore Beside() => new(Kind, Folder, _settings) { _database = _database };

    /// <summary>Makes the database where it is not made by the first who opens it.</summary>
    public async Task MakePlaceAsync()
    {
        if (Kind != StoreKind.PostgreSql || _settings.ContainsKey("Storage:Provider"))
            return;
        var server = await PostgresDatabases.ServerAsync();
        _database = await PostgresDatabases.CreateAsync(server);
        (_settings["Storage:Provider"], _settings["Storage:ConnectionString"]) = ("PostgreSql", server.ConnectionString(_database));
    }

    public async Task StartAsync()
    {
        await MakePlaceAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection();
        Adds(services);
        _services = services
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(Clinic)
            .AddSingleton<SlotEnumeration>(EveryQuarter)
            .AddStorage(configuration.GetSection("Storage"), Folder)
            .Configure<AlertOutboxOptions>(outbox => outbox.Used = MailsAlerts)
            .BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
    }

    public async Task StopAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        _services = null;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
        if (_database is not null)
            await (await PostgresDatabases.ServerAsync()).ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
    }

    /// <summary>Runs SQL as somebody would who can write the store beside the service.</summary>
    public async Task RunAsync(string sql)
    {
        if (Kind == StoreKind.PostgreSql)
        {
            await (await PostgresDatabases.ServerAsync()).ExecuteAsync(_database!, sql);
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={DataFile};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>The files that hold the store, as they are on the disk.</summary>
    public async Task<string[]> FilesAsync()
    {
        if (Kind == StoreKind.Sqlite)
            return Directory.GetFiles(Path.GetDirectoryName(DataFile)!);
        var server = await PostgresDatabases.ServerAsync();
        await server.ExecuteAsync(_database!, "CHECKPOINT");
        var number = await server.ScalarAsync(_database!, "SELECT oid FROM pg_database WHERE datname = current_database()");
        return Directory.GetFiles(Path.Combine(server.DataFolder, "base", $"{number}"));
    }

    public async Task<LoadedConversation> ConversationAsync(string id, string channel = "webchat")
    {
        await Store.OpenAsync(new(id, channel, "patient-" + id, "en-US"), Cancel);
        return (await Store.LoadAsync(id, Cancel))!;
    }

    /// <summary>Takes a message with a turn decided by the test.</summary>
    public async Task<CommitResult> SayAsync(string id, string text, string? key = null, Func<TurnResult, TurnResult>? decide = null, DateTimeOffset? now = null)
    {
        var loaded = (await Store.LoadAsync(id, Cancel))!;
        return await Store.CommitAsync(Turn(loaded, text, key, decide, now), Cancel);
    }

    public static TurnToCommit Turn(LoadedConversation loaded, string text, string? key = null, Func<TurnResult, TurnResult>? decide = null, DateTimeOffset? now = null)
    {
        var decided = new TurnResult
        {
            State = loaded.State with { Greeted = true, Misunderstood = loaded.State.Misunderstood + 1 },
            Replies = [new Reply { Text = "About " + text }],
            Outcome = Outcome.Answer,
            Why = new() { DecidedBy = "answering", Note = "test" },
        };
        return new(
            new(loaded.Conversation.Id, key ?? Guid.NewGuid().ToString("N"), new Input.Said(text), $$"""{"text":"{{text}}"}"""), loaded, decide?.Invoke(decided) ?? decided, new(now ?? DateTimeOffset.UnixEpoch, []), "v1");
    }

    private static IEnumerable<Slot> EveryQuarter(
        ClinicFacts clinic, VisitType visit, DateTimeOffset from, DateTimeOffset to, TimeOnly? after, TimeOnly? before, Func<string, DateTimeOffset, int, bool> isFree)
    {
        for (var start = from; start < to; start = start.AddMinutes(15))
        {
            foreach (var resource in visit.Resources.Where(resource => isFree(resource, start, visit.Minutes)))
                yield return new(visit.Id, resource, start, visit.Minutes);
        }
    }
}
