using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What the knowledge base has to say to a question.</summary>
public abstract record AnswerResult
{
    private AnswerResult(ImmutableArray<Candidate> considered) => Considered = considered;

    /// <summary>What was considered, most probable first; at most five.</summary>
    public ImmutableArray<Candidate> Considered { get; }

    /// <summary>The article that any answer would most probably be, however improbable it is that an answer is asked for; null where none is nearer than the others. To be offered, never to be said.</summary>
    public Article? Nearest { get; init; }

    /// <summary>One article answers the question.</summary>
    public sealed record Found(Article Article, ImmutableArray<Candidate> Seen) : AnswerResult(Seen)
    {
        /// <summary>What else the message asks and is deliberately not answered, or null.</summary>
        public DeclinedArticle? AlsoDeclined { get; init; }

        /// <summary>What else the message may ask, to be picked: it is open which of them.</summary>
        public ImmutableArray<Article> Waiting { get; init; } = [];
    }

    /// <summary>Two questions in one message, each with its article.</summary>
    public sealed record FoundBoth(Article First, Article Second, ImmutableArray<Candidate> Seen) : AnswerResult(Seen)
    {
        /// <summary>What answers the further questions of the message: two at once are enough to read.</summary>
        public ImmutableArray<Article> Waiting { get; init; } = [];
    }

    /// <summary>Two or three articles are about equally probable and their answers differ.</summary>
    public sealed record Ambiguous(ImmutableArray<Article> Articles, ImmutableArray<Candidate> Seen) : AnswerResult(Seen);

    /// <summary>It is deliberately not answered.</summary>
    public sealed record Declined(DeclinedArticle Article, ImmutableArray<Candidate> Seen) : AnswerResult(Seen);

    /// <summary>It asks for something else than an answer.</summary>
    /// <param name="Kind">One of <see cref="KnowledgeBase.RequestKinds"/>.</param>
    /// <param name="Seen">What was considered.</param>
    public sealed record Requested(string Kind, ImmutableArray<Candidate> Seen) : AnswerResult(Seen)
    {
        /// <summary>Whether hardly anything else can be meant, so that it is done at once; else it is offered.</summary>
        public bool IsPlain { get; init; } = true;
    }

    /// <summary>No article answers the question.</summary>
    public sealed record Nothing(NoAnswer Reason, ImmutableArray<Candidate> Seen) : AnswerResult(Seen)
    {
        /// <summary>What the question was of, in words, where that is known: the answers do not cover it.</summary>
        public string? About { get; init; }
    }
}

/// <summary>Why a question got no answer. For staff; never shown to a patient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoAnswer>))]
public enum NoAnswer
{
    /// <summary>It is about something that the knowledge does not hold.</summary>
    NoTopic,

    /// <summary>It is near an article, but the article speaks of too little of it.</summary>
    TooLittleCovered,

    /// <summary>Several articles are about equally near.</summary>
    Ambiguous,

    /// <summary>It is one of the things that are left to somebody else on purpose.</summary>
    DeliberatelyNotAnswered,
}

/// <summary>What the last answer was about.</summary>
/// <param name="Subject">Subject id: <c>fibrin</c>, <c>decompression</c>; null where the topic has none.</param>
/// <param name="Aspect">Aspect id: <c>safety</c>; null where the topic has none.</param>
/// <param name="Article">The article answered from.</param>
/// <param name="SectionsSaid">How many of its sections were said, for "more".</param>
/// <param name="Compared">The two that were compared, for "which is safer?"; null where nothing was.</param>
public sealed record Frame(string? Subject, string? Aspect, string Article, int SectionsSaid, Compared? Compared = null);
