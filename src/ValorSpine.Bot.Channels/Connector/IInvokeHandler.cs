using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Answers one kind of invoke at once, such as <c>adaptiveCard/action</c>. Registered as a service; an invoke that none answers gets 501.</summary>
public interface IInvokeHandler
{
    /// <summary>The invoke's name, compared by ordinal equality.</summary>
    string Name { get; }

    /// <summary>Answers an authenticated invoke. 400 where its value is of no use.</summary>
    ValueTask<InvokeAnswer> AnswerAsync(ReceivedInvoke invoke, CancellationToken cancel);
}

/// <summary>An invoke and where it came from.</summary>
/// <param name="ConversationId">What this service calls its conversation. It need not have been opened.</param>
/// <param name="Activity">As received.</param>
/// <param name="PublicUrl">Address at which the channel reached this service, without a slash at the end: links lead there.</param>
public sealed record ReceivedInvoke(string ConversationId, Activity Activity, string PublicUrl);

/// <summary>What an invoke is answered with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, or null for none.</param>
public sealed record InvokeAnswer(int Status, JsonElement? Body = null);

/// <summary>Reads what a card of a channel sent as a message. Registered as a service; where none reads it, it is taken as any other message.</summary>
public interface ICardPickReader
{
    /// <summary>What was picked, or null where it is no card of that channel.</summary>
    ValueTask<PickedOnCard?> ReadAsync(string conversationId, Activity message, CancellationToken cancel);
}

/// <summary>What was picked on a card.</summary>
/// <param name="Key">Key of its turn, the same for each tap that is to count once.</param>
/// <param name="Said">What it says.</param>
public sealed record PickedOnCard(string Key, Input.Said Said);

/// <summary>Takes one kind of event, such as <c>handoff.status</c>. Registered as a service; an event that none takes is kept and nothing more.</summary>
public interface IEventTaker
{
    /// <summary>The event's name, compared by ordinal equality.</summary>
    string Name { get; }

    /// <summary>Takes an authenticated event.</summary>
    ValueTask TakeAsync(ReceivedEvent received, CancellationToken cancel);
}

/// <summary>An event and where it came from.</summary>
/// <param name="Conversation">A conversation that was opened before.</param>
/// <param name="Key">The same when the channel sends it again.</param>
/// <param name="Activity">As received.</param>
/// <param name="IsFromPatient">Whether the patient's own account sent it.</param>
public sealed record ReceivedEvent(NewConversation Conversation, string Key, Activity Activity, bool IsFromPatient);
