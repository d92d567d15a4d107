using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Replay;

/// <summary>A turn as it was recorded: what arrived, with what it was decided, and what came of it.</summary>
/// <param name="Input">What arrived.</param>
/// <param name="Facts">Time and results from outside.</param>
/// <param name="Entries">What was committed.</param>
public sealed record RecordedTurn(Input Input, Facts Facts, ImmutableArray<LogEntry> Entries)
{
    /// <summary>What the turn amounted to, or null where nothing was said.</summary>
    public Outcome? Outcome => Entries.FirstOrDefault(entry => entry.FromBot)?.Outcome;

    /// <summary>What was said.</summary>
    public ImmutableArray<Reply> Replies => [.. Entries.Select(entry => entry.Reply).OfType<Reply>()];
}

/// <summary>A recorded turn and what today's content makes of it.</summary>
/// <param name="Recorded">As it was.</param>
/// <param name="Today">As it would be; null where the turn cannot be decided again, because it would ask for something that was not recorded.</param>
public sealed record ReplayedTurn(RecordedTurn Recorded, TurnResult? Today)
{
    /// <summary>What differs for the patient; empty where nothing does.</summary>
    public ImmutableArray<ReplayDifference> Differences => Today is null ? [ReplayDifference.NotDecided] : [.. Found(Today)];

    private static string Said(IEnumerable<Reply> replies) => string.Join("\n\n", replies.Select(reply => reply.Text));

    private static IEnumerable<string> Articles(IEnumerable<Reply> replies) => replies.SelectMany(reply => reply.Citations).Select(citation => $"{citation.Article}#{citation.Section}");

    private IEnumerable<ReplayDifference> Found(TurnResult today)
    {
        if (Recorded.Outcome is { } before && before != today.Outcome)
            yield return ReplayDifference.Outcome;
        if (!Articles(Recorded.Replies).SequenceEqual(Articles(today.Replies), StringComparer.Ordinal))
            yield return ReplayDifference.Source;
        if (Said(Recorded.Replies) != Said(today.Replies))
            yield return ReplayDifference.Words;
        if (!Recorded.Replies.SelectMany(reply => reply.Choices).Select(choice => choice.Label).SequenceEqual(today.Replies.SelectMany(reply => reply.Choices).Select(choice => choice.Label), StringComparer.Ordinal))
            yield return ReplayDifference.Choices;
    }
}

/// <summary>In what a turn differs.</summary>
public enum ReplayDifference
{
    /// <summary>It amounts to something else.</summary>
    Outcome,

    /// <summary>It rests on another article or section.</summary>
    Source,

    /// <summary>It says other words.</summary>
    Words,

    /// <summary>It offers other choices.</summary>
    Choices,

    /// <summary>It would ask for something from outside that was not recorded.</summary>
    NotDecided,
}

/// <summary>Decides a recorded conversation again. Pure: nothing is asked for, sent or stored.</summary>
public static class ConversationReplay
{
    /// <summary>Each turn on what the turn before it leads to with this content. A turn that cannot be decided leaves the conversation as it stood.</summary>
    public static ImmutableArray<ReplayedTurn> Run(BotContent content, IEnumerable<RecordedTurn> turns)
    {
        var state = new ConversationState();
        var replayed = ImmutableArray.CreateBuilder<ReplayedTurn>();
        foreach (var turn in turns)
        {
            var today = (Decider.Decide(content, state, turn.Input, turn.Facts) as Decision.Done)?.Turn;
            state = today?.State ?? state;
            replayed.Add(new(turn, today));
        }

        return replayed.ToImmutable();
    }
}
