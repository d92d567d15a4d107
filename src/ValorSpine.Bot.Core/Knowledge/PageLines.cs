using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>Where the parts of an article stand in its file, 1-based, so that a problem can name its line.</summary>
/// <param name="Topic">The line <c>topic:</c>.</param>
/// <param name="Title">The line <c>title:</c>.</param>
/// <param name="Review">The line <c>review:</c>.</param>
/// <param name="Phrasings">The line <c>phrasings:</c>.</param>
/// <param name="EachPhrasing">One for each phrasing.</param>
/// <param name="EachFollowUp">One for each follow-up.</param>
internal sealed record PageLines(int Topic, int Title, int Review, int Phrasings, ImmutableArray<int> EachPhrasing, ImmutableArray<int> EachFollowUp)
{
    /// <summary>What an article has that was not read from a file.</summary>
    public static PageLines Unknown { get; } = new(0, 0, 0, 0, [], []);
}
