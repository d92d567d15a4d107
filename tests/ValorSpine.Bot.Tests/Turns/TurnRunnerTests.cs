using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Turns;

public sealed class TurnRunnerTests : IDisposable
{
    private const string OldWords = "I have no free times right now", NewWords = "every time is taken right now";
    private const string OldQuestion = "How old are you?", NewQuestion = "What is your age?";
    private readonly ContentCopy _copy = new();
    private readonly LiveContent _live = new(ContentCopy.Original, TimeProvider.System, NullLogger<LiveContent>.Instance);

    [Fact]
    public async Task A_turn_under_way_when_the_knowledge_is_replaced_keeps_to_the_version_it_began_with_and_records_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var schedule = new SlowSchedule("slow");
        await using var services = Services();
        await StorageStartup.PrepareAsync(services, cancel);
        var turns = Turns(services, schedule);
        foreach (var id in (string[])["slow", "quick"])
        {
            await turns.OpenAsync(new(id, "webchat", "patient", null), cancel);
            await turns.TakeAsync(new(id, "open", new Input.Started(), null), cancel);
        }

        var slow = AskAsync("slow");
        await schedule.Asked.WaitAsync(TimeSpan.FromSeconds(30), cancel);
        _copy.Change(Wording.Path, OldWords, NewWords);
        _live.Offer(ContentFolder.Read(_copy.Root));
        var newer = _live.Current.Version;
        Assert.NotEqual(ContentCopy.Original.Version, newer);
        var quick = await AskAsync("quick");
        schedule.Answer();

        AssertDecidedWith(newer, NewWords, OldWords, quick.Entries);
        AssertDecidedWith(ContentCopy.Original.Version, OldWords, NewWords, (await slow).Entries);
        var log = services.GetRequiredService<IConversationLog>();
        AssertDecidedWith(newer, NewWords, OldWords, await log.ReadAsync("quick", 1, cancel));
        AssertDecidedWith(ContentCopy.Original.Version, OldWords, NewWords, await log.ReadAsync("slow", 1, cancel));

        Task<CommittedTurn> AskAsync(string id) => turns.TakeAsync(new(id, "book", new Input.Said("book an evaluation"), "{}"), cancel).AsTask();
    }

    [Fact]
    public async Task A_screening_that_runs_when_its_questionnaire_is_replaced_ends_on_the_version_that_it_began_with_also_after_a_restart()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var services = Services();
        await StorageStartup.PrepareAsync(services, cancel);
        var turns = Turns(services, new SlowSchedule(""));
        await BeginAsync(turns, "early", cancel);

        _copy.Change(ScreeningDefinition.QuestionnairePath, OldQuestion, NewQuestion);
        _live.Offer(ContentFolder.Read(_copy.Root));
        Assert.Null(_live.Status.Rejected);
        await BeginAsync(turns, "late", cancel);
        // One that has kept nothing in memory.
        turns = Turns(services, new SlowSchedule(""));

        Assert.Contains(OldQuestion, await SayAsync(turns, "early", "none of these", cancel), StringComparison.Ordinal);
        Assert.Contains(NewQuestion, await SayAsync(turns, "late", "none of these", cancel), StringComparison.Ordinal);
        Assert.Contains("Here is your summary", await SayAsync(turns, "early", "16", cancel), StringComparison.Ordinal);
        var log = await services.GetRequiredService<ITranscripts>().OpenAsync("early", "tester", cancel);
        Assert.Contains(ContentCopy.Original.Screening.Hash, log!.Screenings[0].Result.ResponseJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screening_that_is_taken_over_by_its_code_goes_on_with_the_version_that_it_began_with()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var services = Services();
        await StorageStartup.PrepareAsync(services, cancel);
        var turns = Turns(services, new SlowSchedule(""));
        await BeginAsync(turns, "early", cancel);
        var code = Regex.Match(await SayAsync(turns, "early", "stop", cancel), @"\b[A-Z0-9]{4} [A-Z0-9]{4}\b").Value;
        _copy.Change(ScreeningDefinition.QuestionnairePath, OldQuestion, NewQuestion);
        _live.Offer(ContentFolder.Read(_copy.Root));
        Assert.Null(_live.Status.Rejected);

        await turns.OpenAsync(new("elsewhere", "webchat", "patient", null), cancel);
        await SayAsync(turns, "elsewhere", code, cancel);
        await SayAsync(turns, "elsewhere", "none", cancel);
        Assert.Contains(OldQuestion, await SayAsync(turns, "elsewhere", "none of these", cancel), StringComparison.Ordinal);
    }

    public void Dispose() => _copy.Dispose();

    private TurnRunner Turns(ServiceProvider services, ISchedule schedule) => new(
        services.GetRequiredService<ConversationStore>(), schedule, services.GetRequiredService<IResumeCodes>(), services.GetRequiredService<IOneTimeCodes>(), _live, new KeptVersions(services.GetRequiredService<IQuestionnaireVersions>()),
        _live.Current.Clinic, new ConversationGate(), services.GetRequiredService<IConversationLog>(), TimeProvider.System);

    private static async Task BeginAsync(TurnRunner turns, string id, CancellationToken cancel)
    {
        await turns.OpenAsync(new(id, "webchat", "patient", null), cancel);
        await SayAsync(turns, id, "start the check", cancel);
        await SayAsync(turns, id, "none", cancel);
    }

    private static async Task<string> SayAsync(TurnRunner turns, string id, string text, CancellationToken cancel)
    {
        var turn = await turns.TakeAsync(new(id, $"{text} {Guid.NewGuid()}", new Input.Said(text), "{}"), cancel);
        return string.Join('\n', turn.Entries.Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text));
    }

    private static void AssertDecidedWith(string version, string words, string otherWords, IEnumerable<LogEntry> entries)
    {
        var replies = entries.Where(entry => entry.FromBot).ToArray();
        Assert.All(replies, reply => Assert.Equal(version, reply.KnowledgeVersion));
        var said = string.Join('\n', replies.Select(reply => reply.Reply!.Text));
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain(otherWords, said, StringComparison.Ordinal);
    }

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(_live.Current.Clinic);
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), _copy.Root);
        return services.BuildServiceProvider();
    }

    /// <summary>Everything is taken; one conversation waits to be told so.</summary>
    private sealed class SlowSchedule(string slow) : ISchedule
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously), _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Answer() => _answered.SetResult();

        public async ValueTask<ScheduleResult> PerformAsync(string conversationId, ScheduleRequest request, CancellationToken cancel)
        {
            if (conversationId == slow)
            {
                _asked.TrySetResult();
                await _answered.Task.WaitAsync(cancel);
            }

            return request is ScheduleRequest.FindSlots ? new ScheduleResult.Free([]) : new ScheduleResult.NotFound();
        }

        public ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel) => ValueTask.FromResult<BookedAppointment?>(null);
    }
}
