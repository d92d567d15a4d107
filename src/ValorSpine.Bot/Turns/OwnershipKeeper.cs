using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Ownership;

namespace ValorSpine.Bot.Turns;

/// <summary>
/// As long as the service runs: takes a turn in each conversation whose timer has run out. The core decides when that is and what is said; the timer is the turn's key, so that it is said once,
/// and one that ran out while the service was down is told when it is back.
/// </summary>
internal sealed partial class OwnershipKeeper(HeldConversations held, ConversationStore store, ITurns turns, TimeProvider time, ILogger<OwnershipKeeper> log) : BackgroundService
{
    private static readonly TimeSpan s_afterDefect = TimeSpan.FromSeconds(10);

    // Timers of the platform hold no more than this; waking once without need costs nothing.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Does what is due; gives how long nothing is due then.</summary>
    internal async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        var failed = false;
        foreach (var conversation in held.RunOut(time.GetUtcNow()))
            failed |= !await TryTakeAsync(conversation, cancel);
        if (failed)
            return s_afterDefect;
        var left = held.NextDue() - time.GetUtcNow();
        return left is null ? Timeout.InfiniteTimeSpan : left < TimeSpan.Zero ? TimeSpan.Zero : left > s_longest ? s_longest : left.Value;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var clock = time.CreateTimer(_ => held.Wake(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await foreach (var _ in held.Woken.ReadAllAsync(stoppingToken))
            clock.Change(await TryDoDueAsync(stoppingToken), Timeout.InfiniteTimeSpan);
    }

    private async Task<TimeSpan> TryDoDueAsync(CancellationToken cancel)
    {
        try
        {
            return await DoDueAsync(cancel);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            // Whatever it is, a store that cannot be read now for example, the next timer must be carried out.
            LookFailed(error, s_afterDefect);
            return s_afterDefect;
        }
    }

    /// <summary>False where it has to be tried again. One that fails must not keep the others waiting.</summary>
    private async Task<bool> TryTakeAsync(string conversationId, CancellationToken cancel)
    {
        try
        {
            if (await store.LoadAsync(conversationId, cancel) is { State.Owner.Next: { } timer })
                await turns.TakeAsync(new(conversationId, $"ownership:{timer.Kind}:{timer.DueAt.UtcTicks}", new Input.TimerRanOut(timer), ActivityJson: null), cancel);
            return true;
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            NotTold(error, s_afterDefect);
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A patient could not be told that nobody came, or that a person was silent. This is tried again in {Delay}.")]
    private partial void NotTold(Exception error, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "It could not be seen which conversations wait for a person. This is tried again in {Delay}.")]
    private partial void LookFailed(Exception error, TimeSpan delay);
}
