using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Turns;

/// <summary>Timers and steps of staff on a real store, with the clock in the test's hands.</summary>
public sealed class OwnershipKeeperTests : IAsyncLifetime
{
    private const string Ann = "ann@clinic.example", Kim = "kim@clinic.example";
    private static readonly BotContent s_content = Staffed();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valorspine-held-");
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await Turns.OpenAsync(new("c1", "webchat", "patient", null), Cancel);
    }

    private async Task StartAsync()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection().Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(settings).AddSingleton<TimeProvider>(_time).AddSingleton(s_content.Clinic)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate).AddStorage(settings.GetSection("Storage"), _folder.FullName)
            .AddSingleton(new LiveContent(s_content, _time, NullLogger<LiveContent>.Instance)).AddSingleton<KeptVersions>().AddSingleton<ConversationGate>().AddSingleton<ITurns, TurnRunner>().AddSingleton<OwnershipKeeper>();
        _services = services.BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ITurns Turns => _services.GetRequiredService<ITurns>();

    private OwnershipKeeper Keeper => _services.GetRequiredService<OwnershipKeeper>();

    [Fact]
    public async Task A_conversation_that_cannot_be_read_is_looked_at_again_after_a_day()
    {
        await SayAsync("talk to a person");
        var said = await LastAsync();
        await _services.DisposeAsync();
        await RunAsync("CREATE TABLE Backup AS SELECT Id, State FROM Conversations; UPDATE Conversations SET State = zeroblob(80)");
        await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await Keeper.DoDueAsync(Cancel);
        await RunAsync("UPDATE Conversations SET State = (SELECT State FROM Backup WHERE Backup.Id = Conversations.Id)");

        _time.Advance(TimeSpan.FromHours(23));
        await Keeper.DoDueAsync(Cancel);
        Assert.Equal(said, await LastAsync());

        _time.Advance(TimeSpan.FromHours(1));
        await Keeper.DoDueAsync(Cancel);
        Assert.NotEqual(said, await LastAsync());
    }

    [Fact]
    public async Task Whom_nobody_took_is_told_once_when_it_is_due()
    {
        await SayAsync("talk to a person");
        Assert.Equal(TimeSpan.FromMinutes(5), await Keeper.DoDueAsync(Cancel));
        var before = await LastAsync();

        _time.Advance(TimeSpan.FromMinutes(5));
        await Keeper.DoDueAsync(Cancel);
        await Keeper.DoDueAsync(Cancel);

        var told = Assert.Single(await Log().ReadAsync("c1", before, Cancel));
        Assert.StartsWith("Nobody from our staff has joined yet.", told.Reply!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_again_after_a_clock_that_was_ahead_was_set_back_is_told_again_that_staff_went_home()
    {
        await SayAsync("talk to a person");
        await LeaveForHomeAsync(TimeSpan.FromHours(7));
        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromHours(1));
        await SayAsync("I no longer need a person");
        await SayAsync("talk to a person");
        var before = await LastAsync();

        var rest = await LeaveForHomeAsync(TimeSpan.FromHours(1));

        Assert.NotEmpty(await Log().ReadAsync("c1", before, Cancel));
        Assert.NotEqual(TimeSpan.Zero, rest);

        async Task<TimeSpan> LeaveForHomeAsync(TimeSpan until)
        {
            _time.Advance(until);
            await Keeper.DoDueAsync(Cancel);
            await Keeper.DoDueAsync(Cancel);
            return await Keeper.DoDueAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_person_who_is_silent_loses_the_conversation_to_the_bot()
    {
        await ActAsync(new Input.StaffTook(new("Ann", Ann)), Ann);
        _time.Advance(TimeSpan.FromMinutes(10));

        await Keeper.DoDueAsync(Cancel);

        Assert.StartsWith("Ann has not written for a while.", (await Log().ReadAsync("c1", await LastAsync() - 1, Cancel))[0].Reply!.Text, StringComparison.Ordinal);
        Assert.Empty((await _services.GetRequiredService<IHeldConversations>().ListAsync(1, Cancel)).Rows);
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_the_second_is_told_what_is_newer()
    {
        await SayAsync("talk to a person");
        var seen = await LastAsync();

        var first = await ActAsync(new Input.StaffTook(new("Ann", Ann)), Ann, seen);
        var second = await ActAsync(new Input.StaffTook(new("Kim", Kim)), Kim, seen);

        Assert.False(first.Late);
        Assert.True(second.Late);
        Assert.Contains("Ann from our staff has joined", Assert.Single(second.Entries).Reply!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_staff_that_is_sent_twice_is_said_once()
    {
        await ActAsync(new Input.StaffTook(new("Ann", Ann)), Ann);
        var seen = await LastAsync();

        await ActAsync(new Input.StaffSaid("Hello", new("Ann", Ann)), Ann, seen, "staff:same");
        var again = await ActAsync(new Input.StaffSaid("Hello", new("Ann", Ann)), Ann, seen, "staff:same");

        Assert.True(again.Repeated);
        Assert.Equal(seen + 1, await LastAsync());
    }

    private static BotContent Staffed()
    {
        var weekdays = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToImmutableDictionary(day => day, _ => ImmutableArray.Create(new OpenHours(new(8, 0), new(17, 0))));
        return ContentCopy.For(ContentCopy.Original.Clinic with { StaffHours = weekdays });
    }

    private IConversationLog Log() => _services.GetRequiredService<IConversationLog>();

    private async Task<long> LastAsync() => await _services.GetRequiredService<IHeldConversations>().LastSequenceAsync("c1", Cancel);

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "data", "valorspine.db")};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task SayAsync(string text) => await Turns.TakeAsync(new("c1", Guid.NewGuid().ToString(), new Input.Said(text), "{}"), Cancel);

    private async Task<CommittedTurn> ActAsync(Input input, string by, long? seen = null, string? key = null) =>
        await Turns.TakeAsync(new("c1", key ?? $"staff:{Guid.NewGuid()}", input, null) { Staff = new(by, "conversation.step", seen ?? await LastAsync()) }, Cancel);
}
