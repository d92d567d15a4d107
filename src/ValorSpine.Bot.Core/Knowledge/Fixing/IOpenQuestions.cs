using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>Reads which questions were not answered, or were asked again.</summary>
public interface IOpenQuestions
{
    /// <summary>Those of the conversations that were had last, each conversation by itself.</summary>
    /// <param name="since">From which day on, in clinic time.</param>
    /// <param name="most">Of how many conversations at most.</param>
    /// <param name="cancel">Ends the reading.</param>
    IEnumerable<ImmutableArray<OpenQuestion>> Read(DateOnly since, int most, CancellationToken cancel);

    /// <summary>Whether a conversation can still be read.</summary>
    bool IsThere(string conversationId);
}
