using System.Collections.Immutable;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Tests.Alerts;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Tests.Notices;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests;

/// <summary>A clinic with store, schedule, waiting list, staff and a mail server, in which several people talk and time passes as the test says.</summary>
internal sealed class ServedClinic : IAsyncDisposable
{
    private const string Account = "joy@clinic.example";
    private static readonly BotContent s_content = Content();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valorspine-served-");
    private readonly TestMailServer _mails = TestMailServer.Start();
    private readonly ServiceProvider _services;

    private ServedClinic()
    {
        var configuration = new ConfigurationBuilder().Build();
        var settings = new NoticeSettings { RemindAhead = TimeSpan.FromDays(1), Email = new() { Host = "127.0.0.1", Port = _mails.Port, Tls = SecureSocketOptions.None, From = new MailboxAddress("", "visits@clinic.example") } };
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(s_content.Clinic)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddStorage(configuration.GetSection("Storage"), _folder.FullName)
            .AddSingleton<ConversationGate>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveContent>(provider, s_content))
            .AddSingleton<KeptVersions>()
            .AddSingleton<ITurns, TurnRunner>()
            .AddSingleton<OwnershipKeeper>();
        services.AddWaitingList(elsewhere: null);
        services.AddNotices(settings);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Tuesday, 1 December 2026, 8 AM in Chicago.</summary>
    private FakeTimeProvider Time { get; } = new(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));

    private ITurns Turns => _services.GetRequiredService<ITurns>();

    /// <summary>The mail that was sent last, or null.</summary>
    public MimeMessage? LastMail { get; private set; }

    public static async Task<ServedClinic> OpenAsync()
    {
        var clinic = new ServedClinic();
        await StorageStartup.PrepareAsync(clinic._services, Cancel);
        return clinic;
    }

    /// <summary>Somebody says something; their conversation is opened where it is new.</summary>
    public async Task SayAsync(string person, string text)
    {
        await Turns.OpenAsync(new(person, "webchat", "patient", null), Cancel);
        await Turns.TakeAsync(new(person, "started", new Input.Started(), "{}"), Cancel);
        Time.Advance(TimeSpan.FromSeconds(20));
        await Turns.TakeAsync(new(person, Guid.NewGuid().ToString("N"), new Input.Said(text), "{}"), Cancel);
        await WorkAsync();
    }

    /// <summary>A member of staff does something in the console: <c>take</c>, <c>return</c>, <c>close</c>, or says something.</summary>
    public async Task StaffAsync(string person, string act)
    {
        var joy = new StaffPerson("Joy", Account);
        Input input = act switch
        {
            "take" => new Input.StaffTook(joy),
            "return" => new Input.StaffReturned(),
            "close" => new Input.StaffClosed(),
            _ => new Input.StaffSaid(act, joy),
        };
        var seen = (await _services.GetRequiredService<IConversationLog>().ReadAsync(person, 0, Cancel))[^1].Sequence;
        var turn = await Turns.TakeAsync(new(person, Guid.NewGuid().ToString("N"), input, "{}") { Staff = new(Account, "conversation.step", seen) }, Cancel);
        Assert.False(turn.Late);
        await WorkAsync();
    }

    /// <summary>Time passes, and what has become due by then is done.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await WorkAsync();
    }

    /// <summary>What the bot or staff have said to somebody since their last message.</summary>
    public async Task<ImmutableArray<LogEntry>> SaidAsync(string person)
    {
        var log = await _services.GetRequiredService<IConversationLog>().ReadAsync(person, 0, Cancel);
        var last = log.LastOrDefault(entry => !entry.FromBot)?.Sequence ?? 0;
        return [.. log.Where(entry => entry.FromBot && entry.Sequence > last)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _mails.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The loops of the service look once each, the waiting list twice: what one look ends, the next offers.</summary>
    private async Task WorkAsync()
    {
        await _services.GetRequiredService<OwnershipKeeper>().DoDueAsync(Cancel);
        await _services.GetRequiredService<WaitingListKeeper>().DoDueAsync(Cancel);
        await _services.GetRequiredService<WaitingListKeeper>().DoDueAsync(Cancel);
        var before = _mails.Accepted;
        await _services.SendNoticesAsync(Cancel);
        for (var mail = before; mail < _mails.Accepted; mail++)
            LastMail = await _mails.ReceiveAsync();
    }

    private static BotContent Content() => ContentCopy.For(ContentCopy.Original.Clinic with
    {
        NoticeWays = Core.Notices.NoticeWay.Chat | Core.Notices.NoticeWay.Email,
        RemindAhead = TimeSpan.FromDays(1),
        StaffHours = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToImmutableDictionary(day => day, _ => ImmutableArray.Create(new OpenHours(new(8, 0), new(17, 0)))),
    });
}
