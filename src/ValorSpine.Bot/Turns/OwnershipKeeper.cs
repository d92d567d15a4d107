using ValorSpine.Bot.Background;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Ownership;

namespace ValorSpine.Bot.Turns;

/// <summary>
/// As long as the service runs: takes a turn in each conversation whose timer has run out. The core decides when that is and what is said; the timer is the turn's key, so that it is said once,
/// and one that ran out while the service was down is told when it is back.
/// </summary>
internal sealed partial class OwnershipKeeper(HeldConversations held, ConversationStore store, ITurns turns, TimeProvider time, ILogger<OwnershipKeeper> log) : DueWork(held.Signal, time)
{
    private static readonly TimeSpan s_unreadable = TimeSpan.FromDays(1);

    // Conversations that could not be read, and when they are looked at again, should a backup have been put back.
    private readonly Dictionary<string, DateTimeOffset> _unreadable = [];

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        var (failed, now) = (false, Time.GetUtcNow());
        foreach (var conversation in held.RunOut(now).Where(conversation => !_unreadable.TryGetValue(conversation, out var again) || again <= now))
            failed |= !await TryTakeAsync(conversation, cancel);
        if (failed)
            return Rest(AfterDefect);
        var left = held.NextDue() - Time.GetUtcNow();
        // What is still due was due before: a clock that was set back makes the same timer again, which is known as done. A timer that fell due during this very look is told that much later.
        return left is null ? Timeout.InfiniteTimeSpan : left <= TimeSpan.Zero ? Rest(AfterDefect) : left.Value;
    }

    // Staff go home at the same hour for everybody: who asks for a person a second time is told a second time.
    private static long SinceOf(Owner owner) => owner switch
    {
        Owner.Waiting waiting => waiting.Since.UtcTicks,
        Owner.Person person => person.Since.UtcTicks,
        _ => 0,
    };

    /// <summary>False where it has to be tried again. One that fails must not keep the others waiting.</summary>
    private async Task<bool> TryTakeAsync(string conversationId, CancellationToken cancel)
    {
        try
        {
            if (await store.LoadAsync(conversationId, cancel) is { State.Owner: { Next: { } timer } owner })
                await turns.TakeAsync(new(conversationId, $"ownership:{timer.Kind}:{timer.DueAt.UtcTicks}:{SinceOf(owner)}", new Input.TimerRanOut(timer), ActivityJson: null), cancel);
            return true;
        }
        catch (UnreadableException)
        {
            // The store has logged it; there is nobody to tell unless a backup is put back.
            _unreadable[conversationId] = Time.GetUtcNow() + s_unreadable;
            return true;
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            NotTold(error, AfterDefect);
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A patient could not be told that nobody came, or that a person was silent. This is tried again in {Delay}.")]
    private partial void NotTold(Exception error, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "It could not be seen which conversations wait for a person; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
