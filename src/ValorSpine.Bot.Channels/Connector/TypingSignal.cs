using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Shows that the bot is writing, where a turn takes long enough for somebody to wonder. A signal that gets lost is not sent again.</summary>
internal sealed class TypingSignal(ConnectorClient client, TimeProvider time)
{
    /// <summary>After how long it is shown; Teams shows it for about three seconds, so it is then shown again.</summary>
    internal static readonly TimeSpan After = TimeSpan.FromSeconds(1.5), Again = TimeSpan.FromSeconds(3);

    /// <summary>Waits for a turn.</summary>
    public async Task<CommittedTurn> WhileAsync(ReceivedInConversation incoming, ValueTask<CommittedTurn> turn)
    {
        if (turn.IsCompleted || incoming.Received.Channel != ChannelIds.Teams || incoming.Received.ExpectsReplies)
            return await turn;
        var taking = turn.AsTask();
        for (var wait = After; await IsUnderWayAsync(taking, wait); wait = Again)
            // The channel waits for the turn, never for the signal.
            await Task.WhenAny(taking, client.SendAsync(incoming.Reference, Typing(incoming.Reference), CancellationToken.None));
        return await taking;
    }

    private async Task<bool> IsUnderWayAsync(Task taking, TimeSpan wait)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(taking, Task.Delay(wait, time, over.Token));
        await over.CancelAsync();
        return !taking.IsCompleted;
    }

    private static Activity Typing(ConversationReference to) => new()
    {
        Type = ActivityTypes.Typing,
        ChannelId = to.ChannelId,
        From = to.Bot is null ? null : to.Bot with { Role = "bot" },
        Recipient = to.User,
        Conversation = to.Conversation,
    };
}
