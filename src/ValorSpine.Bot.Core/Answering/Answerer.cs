using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Finds the article for a question.</summary>
public sealed class Answerer
{
    /// <summary>Builds the index; done once a content version.</summary>
    public Answerer(KnowledgeBase knowledge) => Knowledge = knowledge;

    /// <summary>What is searched.</summary>
    public KnowledgeBase Knowledge { get; }
}

/// <summary>What the last answer was about.</summary>
/// <param name="Subject">Subject id: <c>fibrin</c>, <c>decompression</c>; null where the topic has none.</param>
/// <param name="Aspect">Aspect id: <c>safety</c>; null where the topic has none.</param>
/// <param name="Article">The article answered from.</param>
/// <param name="SectionsSaid">How many of its sections were said, for "more".</param>
public sealed record Frame(string? Subject, string? Aspect, string Article, int SectionsSaid);
