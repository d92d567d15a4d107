using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>The question that was put last, so that a message which leaves it unsaid is understood: "and for the shot?", "of both", "the second question".</summary>
/// <param name="Question">In full, as it was understood.</param>
/// <param name="Parts">The questions of the last message that held several, each in full and in their order; empty where none did.</param>
/// <param name="Limit">The limit of advice that it ran into, or null.</param>
/// <param name="Before">The article that was answered from before the last one, for "back"; or null.</param>
public sealed record AskedLast(string Question, ImmutableArray<string> Parts, string? Limit = null, string? Before = null)
{
    // Kept with the state of the conversation, which each turn writes anew.
    private const int Longest = 300, MostParts = 5;

    /// <summary>The same, no longer than what is kept; null for a message that is too long to be asked again of something else.</summary>
    public static AskedLast? Of(string question, ImmutableArray<string> parts, string? limit, string? before) =>
        question.Length > Longest && parts.IsEmpty ? null : new(question.Length > Longest ? parts[^1] : question, [.. parts.Where(part => part.Length <= Longest).Take(MostParts)], limit, before);

    /// <summary>Compared by what it holds.</summary>
    public bool Equals(AskedLast? other) => other is not null && Question == other.Question && Limit == other.Limit && Before == other.Before && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Question, Parts.Length, Limit, Before);
}
