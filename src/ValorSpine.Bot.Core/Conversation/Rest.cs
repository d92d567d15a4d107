using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// Goes on with a reply that the patient's channel has shown only in part. What was offered stays offered; after its last part, what was asked below it is said again, so that nobody has to look for it above.
/// A list of which a part is still to come is not answered by a number in that part, and a question of the check not by "none": nobody denies signs that they have not read.
/// </summary>
internal static class Rest
{
    // The others as thumbs type the first.
    private static readonly string[] s_asks = ["more", "more please", "show more", "the rest", "rest", "next", "mroe", "moer", "mor", "mre", "moree", "mas", "más"];

    private static readonly HashSet<string> s_joins = ["and", "or", "number", "numbers", "the", "option", "no"];

    /// <summary>The next part, or null where nothing is left of it or something else is said.</summary>
    public static Decision.Done? TryShow(Turn turn)
    {
        if (turn.Facts.Unshown is not { } at || at >= turn.State.Last.Length)
            return null;
        if (s_asks.Contains(turn.Text.Trim(' ', '.', '!').ToLowerInvariant()))
            return Showing(turn, at, next => turn.Facts.EndsWithNext ? [next, .. turn.State.Last.Skip(at + 1).Where(reply => !reply.Choices.IsEmpty)] : [next], "the rest of it");
        return turn.Facts.ChoicesShown is { } shown && IsNumberFrom(turn, shown + 1) ? TryShowList(turn) : null;
    }

    /// <summary>The next part of the list of what was offered, for an answer that needs all of it; null where all of it has been read.</summary>
    public static Decision.Done? TryShowList(Turn turn) =>
        turn.Facts.ChoicesShown is not null && !turn.State.Offered.SequenceEqual(turn.State.ListRead) && ListOf(turn.State) is var list and >= 0
            ? Showing(turn, list, next => [next, new Reply { Text = turn.Say("conversation.list-first") }], "a list that was not read yet")
            : null;

    /// <summary>The choices that have been read whole, though they came in parts: asked again, they can be answered from memory.</summary>
    public static ImmutableArray<Choice> ListRead(ConversationState state, Facts facts) =>
        facts.ChoicesShown is null && ListOf(state) is var list and >= 0 && state.Last[list] is { Part: > 1 } ? state.Last[list].Choices : state.ListRead;

    private static Decision.Done Showing(Turn turn, int at, Func<Reply, ImmutableArray<Reply>> replies, string note)
    {
        var next = turn.State.Last[at] with { Part = turn.State.Last[at].Part + 1 };
        return new(new TurnResult
        {
            State = turn.State with { Last = turn.State.Last.SetItem(at, next) },
            Replies = replies(next),
            Outcome = Outcome.Smalltalk,
            Why = new() { DecidedBy = "manners", Note = note },
        });
    }

    private static int ListOf(ConversationState state) => state.Last.ToList().FindLastIndex(reply => !reply.Choices.IsEmpty && reply.Choices.SequenceEqual(state.Offered));

    private static bool IsNumberFrom(Turn turn, int first)
    {
        var numbers = Words.Split(turn.Text).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : s_joins.Contains(word) ? 0 : -1).ToArray();
        return numbers.Any(number => number >= first && number <= turn.State.Offered.Length) && numbers.All(number => number >= 0);
    }
}

/// <summary>What a patient's channel has not shown yet of what was said last.</summary>
/// <param name="Reply">Which of <see cref="ConversationState.Last"/>.</param>
/// <param name="EndsWithNext">Whether its next part is its last one.</param>
/// <param name="ChoicesShown">How many of the choices that were offered last have been shown, or null for all.</param>
public readonly record struct UnshownRest(int Reply, bool EndsWithNext, int? ChoicesShown = null);
