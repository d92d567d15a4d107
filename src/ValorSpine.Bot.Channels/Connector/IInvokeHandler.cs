using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Answers one kind of invoke at once, such as <c>adaptiveCard/action</c>. Registered as a service; an invoke that none answers gets 501.</summary>
public interface IInvokeHandler
{
    /// <summary>The invoke's name, compared by ordinal equality.</summary>
    string Name { get; }

    /// <summary>Answers an authenticated invoke. 400 where its value is of no use.</summary>
    ValueTask<InvokeAnswer> AnswerAsync(string conversationId, Activity invoke, CancellationToken cancel);
}

/// <summary>What an invoke is answered with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, or null for none.</param>
public sealed record InvokeAnswer(int Status, JsonElement? Body = null);

/// <summary>Takes one kind of event, such as <c>handoff.status</c>. Registered as a service; an event that none takes is kept and nothing more.</summary>
public interface IEventTaker
{
    /// <summary>The event's name, compared by ordinal equality.</summary>
    string Name { get; }

    /// <summary>Takes an authenticated event.</summary>
    ValueTask TakeAsync(string conversationId, Activity activity, CancellationToken cancel);
}
