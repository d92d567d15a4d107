using System.Collections.Concurrent;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

/// <summary>Turns and log in memory, with the promises of their contracts: gapless numbers, rising times, each key taken once.</summary>
internal sealed class FakeConversations(TimeProvider time) : ITurns, IConversationLog, IReplyMarks
{
    private readonly ConcurrentDictionary<string, Conversation> _conversations = new();

    public Func<Input.Said, ImmutableArray<Reply>> Answer { get; set; } = said => [new Reply { Text = $"You said: {said.Text}" }];

    public ConcurrentQueue<InboundMessage> Taken { get; } = new();

    public ConcurrentQueue<(long Sequence, bool? Helpful)> Marks { get; } = new();

    public Exception? TurnsFailWith { get; set; }

    public Exception? ReadsFailWith { get; set; }

    public Task TurnsWaitFor { get; set; } = Task.CompletedTask;

    public ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel)
    {
        _conversations.TryAdd(conversation.Id, new(conversation));
        return ValueTask.CompletedTask;
    }

    public void Erase(string conversationId) => _conversations.TryRemove(conversationId, out _);

    public async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        if (message.Input is Input.Said)
            await TurnsWaitFor;
        if (TurnsFailWith is { } failure)
            throw failure;
        Taken.Enqueue(message);
        return _conversations[message.ConversationId].Take(message, Answer, time);
    }

    public ValueTask<NewConversation?> FindAsync(string conversationId, CancellationToken cancel) =>
        new(_conversations.TryGetValue(conversationId, out var found) ? found.New : null);

    public ValueTask<ImmutableArray<LogEntry>> ReadAsync(string conversationId, long after, CancellationToken cancel) =>
        ReadsFailWith is { } failure ? throw failure : new(_conversations[conversationId].After(after));

    public async ValueTask WaitAsync(string conversationId, long after, CancellationToken cancel) =>
        await _conversations[conversationId].WaitAsync(after).WaitAsync(cancel);

    public ValueTask<bool> MarkAsync(string conversationId, long sequence, bool? helpful, CancellationToken cancel)
    {
        var isThere = _conversations.TryGetValue(conversationId, out var found) && found.After(0).Any(entry => entry.Sequence == sequence && entry.TakesMark);
        if (isThere)
            Marks.Enqueue((sequence, helpful));
        return new(isThere);
    }

    public ValueTask<ImmutableDictionary<long, bool>> OfAsync(string conversationId, CancellationToken cancel) =>
        new(Marks.Where(mark => mark.Helpful is not null).GroupBy(mark => mark.Sequence).ToImmutableDictionary(reply => reply.Key, reply => reply.Last().Helpful!.Value));

    public ValueTask<long?> FindReplyAsync(string conversationId, string remoteId, CancellationToken cancel) => new(remoteId.StartsWith("sent-", StringComparison.Ordinal) ? long.Parse(remoteId[5..], System.Globalization.CultureInfo.InvariantCulture) : null);

    private sealed class Conversation(NewConversation opened)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, CommittedTurn> _turns = [];
        private ImmutableArray<LogEntry> _log = [];
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private DateTimeOffset _last;

        public NewConversation New => opened;

        public ImmutableArray<LogEntry> After(long sequence) => [.. _log.Where(entry => entry.Sequence > sequence)];

        public Task WaitAsync(long after)
        {
            lock (_lock)
                return _log.Length > after ? Task.CompletedTask : _more.Task;
        }

        public CommittedTurn Take(InboundMessage message, Func<Input.Said, ImmutableArray<Reply>> answer, TimeProvider time)
        {
            TaskCompletionSource more;
            CommittedTurn turn;
            lock (_lock)
            {
                if (_turns.TryGetValue(message.Key, out var known))
                    return known with { Repeated = true };
                var from = _log.Length;
                long? asked = null;
                if (message.Input is Input.Said said)
                {
                    asked = from + 1;
                    Append(new() { ConversationId = opened.Id, Sequence = from + 1, At = Next(time), FromBot = false, Text = said.Text, ActivityJson = message.ActivityJson });
                    foreach (var reply in answer(said))
                        Append(new() { ConversationId = opened.Id, Sequence = _log.Length + 1, At = Next(time), FromBot = true, Reply = reply, ReplyTo = asked, Outcome = reply.Citations.IsEmpty ? null : Outcome.Answer });
                }
                else
                {
                    Append(new() { ConversationId = opened.Id, Sequence = from + 1, At = Next(time), FromBot = true, Reply = new() { Text = message.Input is Input.CalledInGroup called ? InGroup(called) : "Hello." } });
                }

                turn = new(_log[from..], Repeated: false);
                _turns.Add(message.Key, turn);
                (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            more.SetResult();
            return turn;
        }

        private static string InGroup(Input.CalledInGroup called) => called switch
        {
            { Text: "" } => "Hello, group.",
            { IsContinued: true } => "In private.",
            _ => $"Please write to me: {called.Link}",
        };

        private void Append(LogEntry entry) => _log = _log.Add(entry);

        private DateTimeOffset Next(TimeProvider time)
        {
            var now = time.GetUtcNow();
            return _last = now > _last ? now : _last.AddMilliseconds(1);
        }
    }
}
