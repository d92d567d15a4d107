using System.Text.Json;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ConversationState = ValorSpine.Bot.Core.Conversation.ConversationState;

namespace ValorSpine.Bot.Core.Tests.BotBuilder;

/// <summary>The conversation core as a bot of the SDK: one turn of the SDK is one decision.</summary>
/// <param name="content">Knowledge and dialogs, loaded once.</param>
/// <param name="storage">Where conversations are kept.</param>
/// <param name="schedule">Performs what a booking needs; each request may come again and must then give the same.</param>
/// <param name="record">Hands on what staff must get: alerts at once, finished screenings, notices.</param>
/// <param name="time">The clock.</param>
public sealed class SpineBot(
    BotContent content, IStorage storage, Func<string, ScheduleRequest, Task<ScheduleResult>> schedule, Func<string, TurnResult, Task> record, TimeProvider time) : IBot
{
    private const int MostRequests = 70;

    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        if (InputOf(activity) is not { } input)
            return;

        var key = $"{activity.ChannelId}/conversations/{activity.Conversation.Id}";
        var found = await storage.ReadAsync([key], cancellationToken);
        var kept = found.TryGetValue(key, out var item) ? (KeptConversation)item : new KeptConversation();
        // A channel that got no answer sends the same activity again.
        if (activity.Id is not null && activity.Id == kept.LastActivity)
            return;
        var state = kept.State is null ? new ConversationState() : JsonSerializer.Deserialize<ConversationState>(kept.State)!;
        if (input is Input.Started && state.Greeted)
            return;

        var turn = await DecideAsync(key, state, input);
        // The tag that was read goes along: of two turns at the same time one fails here, says nothing, and is sent again by its channel.
        await storage.WriteAsync(new Dictionary<string, object> { [key] = new KeptConversation { State = JsonSerializer.Serialize(turn.State), LastActivity = activity.Id, ETag = kept.ETag } }, cancellationToken);
        await record(key, turn);
        foreach (var reply in turn.Replies)
            await turnContext.SendActivityAsync(ActivityOf(reply), cancellationToken);
    }

    private static Input? InputOf(Activity activity) => activity.Type switch
    {
        ActivityTypes.Message => new Input.Said(activity.Text ?? ""),
        ActivityTypes.ConversationUpdate when activity.MembersAdded?.Any(member => member.Id != activity.Recipient.Id) == true => new Input.Started(),
        _ => null,
    };

    // The core asks for what it needs as a value, and is asked again with the answer.
    private async Task<TurnResult> DecideAsync(string conversation, ConversationState state, Input input)
    {
        var facts = new Facts(time.GetUtcNow(), []) { Fresh = Guid.NewGuid().ToString("N") };
        for (var requests = 0; requests < MostRequests; requests++)
        {
            switch (Decider.Decide(content, state, input, facts))
            {
                case Decision.Done done:
                    return done.Turn;
                case Decision.Needs needs:
                    facts = facts with { Answers = facts.Answers.Add(new(needs.Request, await schedule(conversation, needs.Request))) };
                    break;
                case Decision.NeedsCode needs: // No codes to go on elsewhere.
                    facts = facts with { Resumes = facts.Resumes.Add(new(needs.Request, new ResumeResult.NoSuchCode())) };
                    break;
                case Decision.NeedsNumber: // Where patients text, the number that they text from.
                    facts = facts with { Number = "" };
                    break;
                case Decision.NeedsOneTimeCode needs: // No codes by mail: a visit is changed in the conversation that booked it.
                    facts = facts with { Codes = facts.Codes.Add(new(needs.Request, new CodeResult.TooMany())) };
                    break;
            }
        }

        throw new InvalidOperationException("The turn asked for too much.");
    }

    private static Activity ActivityOf(Reply reply) => new()
    {
        Type = ActivityTypes.Message,
        TextFormat = TextFormatTypes.Plain,
        Text = string.Join("\n\n", [reply.Text, .. reply.Citations.Select(citation => $"Source: {citation.Title}")]),
        SuggestedActions = reply.Choices.IsEmpty && reply.Calls.IsEmpty
            ? null
            : new SuggestedActions
            {
                Actions =
                [
                    .. reply.Calls.Select(call => new CardAction { Type = ActionTypes.OpenUrl, Title = call.Label, Value = $"{(call.ByText ? "sms" : "tel")}:{call.Number}" }),
                    .. reply.Choices.Select(choice => new CardAction { Type = ActionTypes.ImBack, Title = choice.Label, Value = choice.Label }),
                ],
            },
    };

    private sealed class KeptConversation : IStoreItem
    {
        public string? State { get; init; }

        public string? LastActivity { get; init; }

        public string? ETag { get; set; }
    }
}
