using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Review;

/// <summary>The patient's last question, so that the same question in other words is noticed: the answer did not help, whatever the bot thought of it.</summary>
/// <param name="Stems">Its words that say something, as stems.</param>
/// <param name="Nearest">The article that it was nearest to, or null.</param>
/// <param name="Rephrased">How often in a row it was put in other words.</param>
public sealed record AskedBefore(ImmutableArray<string> Stems, string? Nearest, int Rephrased)
{
    private const double EnoughInCommon = 0.5;

    // Kept with the state of the conversation, which each turn writes anew.
    private const int MostStems = 40;

    /// <summary>What stands after a turn; a turn that is about no question leaves what stood.</summary>
    public static AskedBefore? After(Turn turn, TurnResult result)
    {
        var before = turn.State.Asked;
        if (turn.Action is not null || turn.Text.Length == 0 || result.Outcome is not (Outcome.Answer or Outcome.Clarify or Outcome.Abstain or Outcome.Advice))
            return before;
        ImmutableArray<string> stems = [.. SearchWords.Of(turn.Text).Distinct().Take(MostStems)];
        if (stems.IsEmpty)
            return before;
        var nearest = result.Why.Considered.IsEmpty ? null : result.Why.Considered[0].Article;
        return new(stems, nearest, before is not null && before.IsSameAs(stems, nearest, result) ? before.Rephrased + 1 : 0);
    }

    /// <summary>Compared by what it holds.</summary>
    public bool Equals(AskedBefore? other) => other is not null && Stems.SequenceEqual(other.Stems) && Nearest == other.Nearest && Rephrased == other.Rephrased;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stems.Length, Nearest, Rephrased);

    // Words alone would miss "what does it cost" after "price?"; the article alone would take each follow-up on a topic for the same question, which only one without an answer is.
    private bool IsSameAs(ImmutableArray<string> stems, string? nearest, TurnResult result) =>
        (double)stems.Intersect(Stems).Count() / Math.Min(stems.Length, Stems.Length) >= EnoughInCommon && stems.Union(Stems).Count() <= 2 * Math.Min(stems.Length, Stems.Length) + 1
        || (nearest is not null && nearest == Nearest && result.Outcome is Outcome.Abstain or Outcome.Clarify);
}
