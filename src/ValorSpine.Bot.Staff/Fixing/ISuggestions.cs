using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>What several patients ask in vain, looked for in the background. The host implements it.</summary>
public interface ISuggestions
{
    /// <summary>What was found last, without conversations that were erased since; null where nothing was looked for yet.</summary>
    FoundClusters? Latest { get; }

    /// <summary>Whether it is being looked for.</summary>
    bool IsLooking { get; }

    /// <summary>Looks again soon.</summary>
    void LookAgain();
}

/// <summary>What was found.</summary>
/// <param name="At">When.</param>
/// <param name="Conversations">In how many conversations.</param>
/// <param name="Clusters">Those with the most patients first.</param>
public sealed record FoundClusters(DateTimeOffset At, int Conversations, ImmutableArray<QuestionCluster> Clusters);
