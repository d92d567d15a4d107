using System.Globalization;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>Reads what clients without <c>Action.Execute</c> send for a tapped card: a message with the same data.</summary>
internal sealed class CardPicks(IConversationLog log) : ICardPickReader
{
    /// <summary>Key of the turn that a card is answered with.</summary>
    public static string Key(long card) => string.Create(CultureInfo.InvariantCulture, $"card:{card}");

    /// <inheritdoc/>
    public async ValueTask<PickedOnCard?> ReadAsync(string conversationId, Activity message, CancellationToken cancel)
    {
        if (ReceivedActivity.ChannelOf(message.ChannelId!) != ChannelIds.Teams || CardPick.Of(message) is not { Choice: { } place } pick)
            return null;
        var entries = await log.ReadAsync(conversationId, after: 0, cancel);
        if (pick.Entry(conversationId, entries) is not { } card || place >= card.Reply!.Choices.Length)
            return null;
        var choice = card.Reply.Choices[place];
        // A stale answer is no answer to what is asked now; without words it is asked again.
        return CardState.Of(card, entries) is CardState.Overtaken && CardState.IsAnswer(choice)
            ? new(Key(card.Sequence), new Input.Said(""))
            : new(Key(card.Sequence), new Input.Said(choice.Label, choice.Action));
    }
}
