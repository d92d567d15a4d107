namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Goes on with a reply that the patient's channel has shown only in part. What was offered stays offered.</summary>
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
            Replies = [next],
            Outcome = Outcome.Smalltalk,
            Why = new() { DecidedBy = "manners", Note = "the rest of it" },
        });
    }
}
