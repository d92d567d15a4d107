namespace ValorSpine.Bot.Core.Answering;

/// <summary>What speaks for a target being meant by a question. Each sign is about 0 to 1 unless it says otherwise, and <see cref="Ranking"/> weighs them.</summary>
internal enum Sign
{
    /// <summary>Shared rare terms with the nearest phrasing.</summary>
    Likeness,

    /// <summary>Direction shared with the phrasing of nearest meaning.</summary>
    Meaning,

    /// <summary>Both at once, for the best phrasing.</summary>
    Nearest,

    /// <summary>Both at once, mean of the best three phrasings.</summary>
    NearestThree,

    /// <summary>How much of the question is what its phrasings commonly say.</summary>
    Usual,

    /// <summary>How much rarer the question's terms are in other targets' phrasings, as a mean logarithm; about -1 to 1.</summary>
    Telling,

    /// <summary>Direction shared with all its phrasings together.</summary>
    Field,

    /// <summary>What the discriminant says of the target.</summary>
    Told,

    /// <summary>What the discriminant says of all targets of its topic together.</summary>
    TopicTold,

    /// <summary>Share of the question's weight in its phrasings or sections.</summary>
    Covered,

    /// <summary>Share of the question's weight that neither holds nor comes near in meaning.</summary>
    Foreign,

    /// <summary>1 where the question names a treatment and the target is about another one.</summary>
    OtherTreatment,

    /// <summary>1 where the question names what the target's topic is about.</summary>
    Subject,

    /// <summary>1 where the question asks for the side that the target's topic is about.</summary>
    Aspect,

    /// <summary>1 where the question asks for a side, and nobody asks the target for that.</summary>
    OtherAspect,

    /// <summary>1 where the article answers its topic in general.</summary>
    General,

    /// <summary>1 for what is deliberately not answered.</summary>
    Decline,

    /// <summary>1 for messages about other things.</summary>
    Elsewhere,

    /// <summary><see cref="Nearest"/> where it is not an answer.</summary>
    NearestOutside,

    /// <summary><see cref="Field"/> where it is not an answer.</summary>
    FieldOutside,

    /// <summary><see cref="Usual"/> where it is not an answer.</summary>
    UsualOutside,

    /// <summary><see cref="Telling"/> where it is not an answer.</summary>
    TellingOutside,

    /// <summary><see cref="Meaning"/> where it is not an answer.</summary>
    MeaningOutside,

    /// <summary><see cref="Told"/> where it is not an answer.</summary>
    ToldOutside,

    /// <summary><see cref="TopicTold"/> where it is not an answer.</summary>
    TopicToldOutside,
}

/// <summary>What speaks for none of the targets being meant.</summary>
internal enum NoneSign
{
    /// <summary>Always 1.</summary>
    Always,

    /// <summary>Share of the question's weight in terms that no article holds.</summary>
    Unknown,

    /// <summary>1 where it names a subject of the knowledge.</summary>
    NamesSubject,

    /// <summary>1 where it asks for a side of something.</summary>
    NamesAspect,

    /// <summary>1 where it names another thing of the concepts: a slipped disc, a scan.</summary>
    NamesThing,

    /// <summary>1 where it holds one term only.</summary>
    OneTerm,

    /// <summary>How long it is: 0 for one term, 1 for ten or more.</summary>
    Length,

    /// <summary>Likeness and meaning of the nearest phrasing of any answer.</summary>
    NearestAnswer,

    /// <summary>Share of the question's weight that the best answer holds.</summary>
    BestCovered,
}

/// <summary>One target and what speaks for it.</summary>
/// <param name="Target">Its place in the index.</param>
/// <param name="Signs">By <see cref="Sign"/>.</param>
internal sealed record Scored(int Target, float[] Signs);

/// <summary>All that speaks for and against.</summary>
/// <param name="Targets">Those that are near enough to be considered.</param>
/// <param name="None">By <see cref="NoneSign"/>.</param>
internal sealed record Evidence(IReadOnlyList<Scored> Targets, float[] None);
