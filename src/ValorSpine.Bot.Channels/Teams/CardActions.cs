using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>
/// Answers <c>adaptiveCard/action</c>: a card that was tapped or asks for its newest form. A tap is a turn with the card's number as its key, so that a card is answered once, however often and wherever
/// it is tapped; its replies go out as all others do, and the answer here closes the card.
/// </summary>
internal sealed class CardActions(ITurns turns, IConversationLog log, CurrentWording words) : IInvokeHandler
{
    /// <inheritdoc/>
    public string Name => "adaptiveCard/action";

    /// <inheritdoc/>
    public async ValueTask<InvokeAnswer> AnswerAsync(ReceivedInvoke invoke, CancellationToken cancel)
    {
        if (CardPick.Action(invoke.Activity) is not { } action || action.TextOf("type") != "Action.Execute" || CardPick.Of(invoke.Activity) is not { } pick)
            return Error("BadRequest", "The invoke holds no Action.Execute of a card of this bot.");
        if (await log.FindAsync(invoke.ConversationId, cancel) is null)
            return Message(CardWords.Gone(words()));
        var entries = await log.ReadAsync(invoke.ConversationId, after: 0, cancel);
        if (pick.Entry(invoke.ConversationId, entries) is not { } card)
            return Message(CardWords.Gone(words()));
        return action.TextOf("verb") == CardPick.PickVerb && pick.Choice is { } place && place < card.Reply!.Choices.Length
            ? await TakeAsync(invoke, card, card.Reply.Choices[place], entries, cancel)
            : Card(card, CardState.Of(card, entries), invoke);
    }

    private async ValueTask<InvokeAnswer> TakeAsync(ReceivedInvoke invoke, LogEntry card, Choice choice, ImmutableArray<LogEntry> entries, CancellationToken cancel)
    {
        var state = CardState.Of(card, entries);
        if (state is CardState.Answered || (state is CardState.Overtaken && CardState.IsAnswer(choice)))
            return Card(card, state, invoke);
        var turn = await turns.TakeAsync(
            new(invoke.ConversationId, CardPicks.Key(card.Sequence), new Input.Said(choice.Label, choice.Action), JsonSerializer.Serialize(invoke.Activity, ActivityJson.Default.Activity)), cancel);
        // Where it was tapped twice at the same time, the first tap counts.
        return Card(card, new CardState.Answered(turn.Entries.FirstOrDefault(entry => !entry.FromBot)?.Text ?? choice.Label), invoke);
    }

    private InvokeAnswer Card(LogEntry card, CardState state, ReceivedInvoke invoke) => Answer(
        StatusCodes.Status200OK, Attachment.AdaptiveCard,
        JsonObject.Create((state is CardState.Open
            ? TeamsCards.Of(card, invoke.Activity.From?.Id ?? "", invoke.PublicUrl) ?? TeamsCards.Closed(card, "", invoke.PublicUrl)
            : TeamsCards.Closed(card, CardState.Line(card, state, words()), invoke.PublicUrl)).Content!.Value));

    private static InvokeAnswer Message(string text) => Answer(StatusCodes.Status200OK, "application/vnd.microsoft.activity.message", text);

    private static InvokeAnswer Error(string code, string message) =>
        Answer(StatusCodes.Status400BadRequest, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = message });

    // The HTTP status is always 200: with any other, Teams says that the app cannot be reached.
    private static InvokeAnswer Answer(int status, string type, JsonNode? value) => new(
        StatusCodes.Status200OK, JsonSerializer.SerializeToElement(new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value }, ActivityJson.Default.JsonObject));
}
