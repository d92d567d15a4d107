using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>
/// Finds the cards that a message has settled without a tap that Teams waits for the answer of: an answer in words, or a tap on an older client. Teams asks for the newest form of a card only when it is shown again,
/// so one that stands on the screen would stay open.
/// </summary>
internal static class SettledCards
{
    /// <summary>Those that are settled by the message that a reply answers, and how. Only the first reply to a message tells of them.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="log">The log from before the oldest card that is looked at.</param>
    public static IEnumerable<(LogEntry Card, CardState State)> By(LogEntry reply, ImmutableArray<LogEntry> log)
    {
        if (log.FirstOrDefault(entry => entry.Sequence == reply.ReplyTo) is not { } message || log.First(entry => entry.FromBot && entry.ReplyTo == message.Sequence).Sequence != reply.Sequence)
            return [];
        var (before, until) = (Until(log, message.Sequence - 1), Until(log, message.Sequence));
        return from card in Candidates(before, message)
               where CardState.Of(card, before) is CardState.Open
               let state = CardState.Of(card, until)
               where state is not CardState.Open
               select (card, state);
    }

    // What was shown since the patient spoke last, and what an older client's tap names. A tap as an invoke closes its own card.
    private static IEnumerable<LogEntry> Candidates(ImmutableArray<LogEntry> before, LogEntry message)
    {
        var spokeLast = before.LastOrDefault(entry => !entry.FromBot)?.Sequence ?? 0;
        var activity = message.ActivityJson is { } json ? JsonSerializer.Deserialize(json, ActivityJson.Default.Activity) : null;
        var picked = activity is null ? null : CardPick.Of(activity);
        var isClosed = activity?.Type == ConnectorActivityTypes.Invoke;
        return before.Where(entry => entry is { FromBot: true, Reply.Choices.IsEmpty: false } && (picked?.IsOn(entry) == true ? !isClosed : entry.Sequence > spokeLast));
    }

    private static ImmutableArray<LogEntry> Until(ImmutableArray<LogEntry> log, long sequence) => [.. log.Where(entry => entry.Sequence <= sequence)];
}
