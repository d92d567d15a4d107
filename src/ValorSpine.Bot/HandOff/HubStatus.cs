using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.HandOff;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.HandOff;

/// <summary>
/// Takes what a hub says of its hand-off (<c>handoff.status</c>): a person took the conversation, ended it, or nobody can come. Only on channels that are set up to have a hub,
/// and never from the patient's own account: whoever can write as the patient could otherwise say that a person is there.
/// </summary>
internal sealed class HubStatus(HubHandOff hub, ITurns turns) : IEventTaker
{
    /// <inheritdoc/>
    public string Name => HandOffEvents.StatusName;

    /// <inheritdoc/>
    public async ValueTask TakeAsync(ReceivedEvent received, CancellationToken cancel)
    {
        if (!received.IsFromPatient && hub.HasHub(received.Conversation.Channel) && HandOffEvents.InputOf(received.Activity) is { } input)
            await turns.TakeAsync(new(received.Conversation.Id, received.Key, input, ActivityJson: null), cancel);
    }
}
