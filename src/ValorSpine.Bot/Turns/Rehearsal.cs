using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Turns;

/// <summary>
/// Books a visit once soon after the service has started, against a schedule that is forgotten, and stores nothing. Reading dates, names and phone numbers makes hundreds of patterns ready when it is first done, which takes
/// half a second of one core: without this the first patients who book after a start wait for it, all at once.
/// </summary>
internal sealed partial class Rehearsal(LiveContent live, ClinicFacts clinic, TimeProvider time, ILogger<Rehearsal> log) : BackgroundService
{
    // Whoever comes at once has the whole machine.
    private static readonly TimeSpan s_afterStart = TimeSpan.FromSeconds(20);

    private static readonly string[] s_says = ["book a visit next tuesday afternoon", "1", "the first one", "1", "Ann Lee, 312 555 0142, ann.lee@mail.example", "confirm", "move my visit to next friday at 10am", "stop", "is it safe?"];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(s_afterStart, time, stoppingToken);
        try
        {
            await BookAsync(stoppingToken);
            // What only the start needed is given back to the machine: nothing is kept so low later on.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            NativeMemory.GiveBack();
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            // Patients are served all the same, the first of them a little later.
            NotRehearsed(error.GetType().Name);
        }
    }

    private async Task BookAsync(CancellationToken stoppingToken)
    {
        var (content, now) = (live.Current, TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone)));
        var schedule = new ScratchSchedule(clinic, now);
        var state = new ConversationState();
        foreach (var text in s_says)
        {
            stoppingToken.ThrowIfCancellationRequested();
            var (turn, facts) = await Deciding.DecideAsync(content, state, new Input.Said(text), now, schedule.PerformAsync);
            ConversationStore.Rehearse(turn, facts);
            state = turn.State;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The booking that makes things ready after the start did not work ({Error}).")]
    private partial void NotRehearsed(string error);
}
