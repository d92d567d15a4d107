using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Telemetry;

/// <summary>What is measured and traced of replies on their way. Each way is a span below the turn that made the reply, as long as this process remembers it.</summary>
internal sealed class DeliveryTelemetry
{
    private const int MostRemembered = 4096;

    private readonly ConcurrentDictionary<(string Conversation, long First), ActivityContext> _turns = [];
    private readonly Counter<long> _deliveries;

    public DeliveryTelemetry(IMeterFactory meters) => _deliveries = meters.Create(TurnTelemetry.Name).CreateCounter<long>(
        "valorspine.deliveries", "{delivery}", "Ways of replies to channels that are called: sent, put off, given up, not wanted, or nobody there any more.");

    /// <summary>The turn that is under way may leave replies to be delivered.</summary>
    /// <param name="conversationId">Of the conversation.</param>
    /// <param name="first">The number that its first entry of the log gets.</param>
    public void Remember(string conversationId, long first)
    {
        if (Activity.Current is not { Recorded: true } turn)
            return;
        // Forgetting costs a span its parent, nothing else.
        if (_turns.Count >= MostRemembered)
            _turns.Clear();
        _turns[(conversationId, first)] = turn.Context;
    }

    /// <summary>A reply goes on its way; null where nobody traces.</summary>
    public Activity? Begin(Delivery delivery)
    {
        var span = TurnTelemetry.Span("turn.deliver", ActivityKind.Internal, _turns.GetValueOrDefault((delivery.Conversation.Id, delivery.Entry.ReplyTo ?? delivery.Entry.Sequence)));
        return span?.SetTag(ConversationMark.Attribute, ConversationMark.Of(delivery.Conversation.Id)).SetTag("valorspine.channel", TurnTelemetry.Bounded(delivery.Conversation.Channel));
    }

    /// <summary>What came of it.</summary>
    public void Count(string result, string channel)
    {
        Activity.Current?.SetTag("valorspine.delivery.result", result);
        _deliveries.Add(1, new KeyValuePair<string, object?>("result", result), new("channel", TurnTelemetry.Bounded(channel)));
    }
}
