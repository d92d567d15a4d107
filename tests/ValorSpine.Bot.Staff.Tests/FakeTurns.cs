using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Takes steps in memory, and lists who waits.</summary>
internal sealed class FakeTurns : ITurns, IHeldConversations
{
    public Owner Owner { get; set; } = new Owner.Bot();

    public HandOffSummary? Summary { get; set; }

    public List<HeldConversation> Held { get; } = [];

    public List<InboundMessage> Taken { get; } = [];

    /// <summary>Sequence of the last entry, where it is not what the page showed.</summary>
    public long? Newest { get; set; }

    /// <summary>Whether somebody else has the conversation when the step arrives.</summary>
    public bool Refuses { get; set; }

    public ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel) => ValueTask.CompletedTask;

    public async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        await Task.Yield();
        if (Newest is { } newest && message.Staff?.Seen < newest)
            return new([Entry(message, message.Staff.Seen + 1)], Repeated: false) { Late = true };
        Taken.Add(message);
        return new(Refuses ? [] : [Entry(message, 13)], Repeated: false);
    }

    public ValueTask<int> CountWaitingAsync(CancellationToken cancel) => new(Held.Count(held => held.Account is null));

    public ValueTask<HeldList> ListAsync(int take, CancellationToken cancel) => new(new HeldList([.. Held.Take(take)], Held.Count));

    public ValueTask<long> LastSequenceAsync(string conversationId, CancellationToken cancel) => new(Newest ?? 12);

    private static LogEntry Entry(InboundMessage message, long sequence) =>
        new() { ConversationId = message.ConversationId, Sequence = sequence, At = Samples.Start, FromBot = true, Reply = new() { Text = "…" } };
}
