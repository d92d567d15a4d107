using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>The store with its schedule, as the service has it, with a clock that is set and statements that fail on demand.</summary>
internal sealed class TestedSchedule : IAsyncDisposable
{
    private const int InputOutput = 10;
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Fastest(), "valorspine-interleavings-" + Guid.NewGuid().ToString("N"))).FullName;
    private readonly SetClock _clock = new();
    private ServiceProvider? _services;
    private int _untilFailure, _failures;

    private readonly string? _postgres;

    private TestedSchedule(string? postgres) => _postgres = postgres;

    /// <summary>The time that the schedule takes it to be.</summary>
    public DateTimeOffset Now
    {
        get => _clock.GetUtcNow();
        set => _clock.Now = value;
    }

    /// <summary>Whether a statement failed since this was last set.</summary>
    public bool HasFailed { get; set; }

    public ISchedule Schedule { get; private set; } = null!;

    private DataStore Store => _services!.GetRequiredService<DataStore>();

    /// <summary>Opens a store of its own.</summary>
    /// <param name="postgres">The connection string of an empty PostgreSQL database; without it the store is a SQLite file.</param>
    public static async Task<TestedSchedule> OpenAsync(string? postgres = null)
    {
        var tested = new TestedSchedule(postgres);
        await tested.StartAsync();
        for (var actor = 0; actor < Step.Actors; actor++)
            await tested._services!.GetRequiredService<ConversationStore>().OpenAsync(new(ConversationOf(actor), "webchat", "patient", null), CancellationToken.None);
        return tested;
    }

    public static string ConversationOf(int actor) => "conversation-" + actor;

    /// <summary>Lets statements of the writer fail from now on.</summary>
    /// <param name="at">Which one is the first, from 1; 0 for none.</param>
    /// <param name="count">How many.</param>
    public void Fail(int at, int count)
    {
        _failures = count;
        Volatile.Write(ref _untilFailure, at);
    }

    public async Task RestartAsync()
    {
        await _services!.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Forgets everything that is held and booked.</summary>
    public ValueTask<int> ClearAsync() => Store.WriteAsync(
        session => session.Execute("DELETE FROM BookedQuarters") + session.Execute("DELETE FROM Holds") + session.Execute("DELETE FROM Bookings"), CancellationToken.None);

    /// <summary>What is wrong with what is stored, or null.</summary>
    public string? Inspect() => Store.Read(session => StoredBookings.Read(session, Now).Inspect(Scene.Clinic));

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Storage:Provider", _postgres is null ? "Sqlite" : "PostgreSql"), new("Storage:ConnectionString", _postgres ?? $"Data Source={Path.Combine(_folder, "bot.db")}"), new("Storage:KeyFile", Path.Combine(_folder, "bot.key"))]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(Scene.Clinic)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddSingleton<StatementProbe>(BeforeStatement)
            .AddStorage(configuration.GetSection("Storage"), _folder)
            .BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, CancellationToken.None);
        Schedule = _services.GetRequiredService<ISchedule>();
    }

    // Runs on the writer's thread alone.
    private void BeforeStatement(string sql)
    {
        if (_untilFailure == 0 || --_untilFailure > 0)
            return;
        _untilFailure = --_failures > 0 ? 1 : 0;
        HasFailed = true;
        throw _postgres is null ? new SqliteException("A failure made by the test.", InputOutput) : new PostgresException("A failure made by the test.", "ERROR", "ERROR", PostgresErrorCodes.IoError);
    }

    // Nothing here is about the disk, and a disk would be most of the time.
    private static string Fastest() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
