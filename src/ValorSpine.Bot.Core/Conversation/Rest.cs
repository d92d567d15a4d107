namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// Goes on with a reply that the patient's channel has shown only in part. What was offered stays offered; after its last part, what was asked below it is said again, so that nobody has to look for it above.
/// </summary>
internal static class Rest
{
    private static readonly string[] s_asks = ["more", "more please", "show more", "the rest", "rest", "next"];

    /// <summary>The next part, or null where nothing is left of it or something else is asked.</summary>
    public static Decision.Done? TryShow(Turn turn)
    {
        if (turn.Facts.Unshown is not { } at || at >= turn.State.Last.Length || !s_asks.Contains(turn.Text.Trim(' ', '.', '!').ToLowerInvariant()))
            return null;
        var next = turn.State.Last[at] with { Part = turn.State.Last[at].Part + 1 };
        return new(new TurnResult
        {
            State = turn.State with { Last = turn.State.Last.SetItem(at, next) },
            Replies = turn.Facts.EndsWithNext ? [next, .. turn.State.Last.Skip(at + 1).Where(reply => !reply.Choices.IsEmpty)] : [next],
            Outcome = Outcome.Smalltalk,
            Why = new() { DecidedBy = "manners", Note = "the rest of it" },
        });
    }
}

/// <summary>What a patient's channel has not shown yet of what was said last.</summary>
/// <param name="Reply">Which of <see cref="ConversationState.Last"/>.</param>
/// <param name="EndsWithNext">Whether its next part is its last one.</param>
public readonly record struct UnshownRest(int Reply, bool EndsWithNext);
