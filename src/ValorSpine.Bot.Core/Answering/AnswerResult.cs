using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What the knowledge base has to say to a question.</summary>
public abstract record AnswerResult
{
    private AnswerResult(ImmutableArray<Candidate> considered) => Considered = considered;

    /// <summary>Articles that were considered, nearest first; at most five.</summary>
    public ImmutableArray<Candidate> Considered { get; }

    /// <summary>One article answers the question.</summary>
    public sealed record Found(Article Article, ImmutableArray<Candidate> Seen) : AnswerResult(Seen);

    /// <summary>Two or three articles are about equally near and their answers differ.</summary>
    public sealed record Ambiguous(ImmutableArray<Article> Articles, ImmutableArray<Candidate> Seen) : AnswerResult(Seen);

    /// <summary>No article answers the question.</summary>
    /// <param name="Reason">Why, for staff: <c>no topic</c>, <c>too little covered</c>, <c>outside: knee</c>.</param>
    /// <param name="Seen">What was considered.</param>
    public sealed record Nothing(string Reason, ImmutableArray<Candidate> Seen) : AnswerResult(Seen);
}

/// <summary>What the last answer was about.</summary>
/// <param name="Subject">Subject id: <c>fibrin</c>, <c>decompression</c>; null where the topic has none.</param>
/// <param name="Aspect">Aspect id: <c>safety</c>; null where the topic has none.</param>
/// <param name="Article">The article answered from.</param>
/// <param name="SectionsSaid">How many of its sections were said, for "more".</param>
/// <param name="Compared">The two that were compared, for "which is safer?"; null where nothing was.</param>
public sealed record Frame(string? Subject, string? Aspect, string Article, int SectionsSaid, Compared? Compared = null);
