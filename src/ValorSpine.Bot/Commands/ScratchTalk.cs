using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Commands;

/// <summary>A conversation that nobody has: what the bot would say in it.</summary>
internal sealed class ScratchTalk(BotContent content, DateTimeOffset now)
{
    private readonly ScratchSchedule _schedule = new(content.Clinic, now);

    /// <summary>After the last turn.</summary>
    public ConversationState State { get; private set; } = new();

    /// <summary>What is said to messages, one after the other.</summary>
    public Task<ImmutableArray<Reply>> SayAsync(params string[] texts) => HearAsync([.. texts.Select(text => new Input.Said(text))]);

    /// <summary>What is said to what arrives, one after the other.</summary>
    public async Task<ImmutableArray<Reply>> HearAsync(params Input[] inputs)
    {
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var input in inputs)
        {
            var (turn, _) = await Deciding.DecideAsync(content, State, input, now, _schedule.PerformAsync);
            State = turn.State;
            replies.AddRange(turn.Replies);
        }

        return replies.ToImmutable();
    }
}
