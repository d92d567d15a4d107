namespace ValorSpine.Bot.Core.Answering;

/// <summary>What speaks for an article being meant by a question. Each sign is about 0 to 1 unless it says otherwise; <see cref="Ranking"/> weighs them.</summary>
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

    /// <summary>Share of its topic among the nearest phrasings of all articles.</summary>
    Neighbours,

    /// <summary>How much of the question is what its phrasings commonly say.</summary>
    Usual,

    /// <summary>How much rarer the question's terms are in other phrasings, as a mean logarithm; about -1 to 1.</summary>
    Telling,

    /// <summary>Direction shared with all its phrasings together.</summary>
    Field,

    /// <summary>Probability of its topic by <see cref="TopicModel"/>.</summary>
    Told,

    /// <summary>The logarithm of that: 0 for one in ten thousand, 1 for certain.</summary>
    LogTold,

    /// <summary>Share of the question's weight in its phrasings or sections.</summary>
    Covered,

    /// <summary>Share of the question's weight that it neither holds nor comes near in meaning.</summary>
    Foreign,

    /// <summary>1 where the question names a treatment and the article is about another one.</summary>
    OtherTreatment,

    /// <summary>1 where the question names what the article's topic is about.</summary>
    Subject,

    /// <summary>1 where the question asks for the side that the article's topic is about.</summary>
    Aspect,

    /// <summary>1 where the question only names what the article's topic is about, and the topic says what that is.</summary>
    OnlyNamed,

    /// <summary>1 where the question asks for a side, and nobody asks the article for that.</summary>
    OtherAspect,

    /// <summary>1 where the article answers its topic in general.</summary>
    General,
}

/// <summary>What speaks for a question being answered by any article at all. Each sign is about 0 to 1 unless it says otherwise.</summary>
internal enum InsideSign
{
    /// <summary>Always 1.</summary>
    Always,

    /// <summary>Probability of the best topic among all topics.</summary>
    Clear,

    /// <summary>How much nearer the nearest phrasing of an article is than the nearest that no article answers; -1 to 1.</summary>
    Nearer,

    /// <summary>The same for the best three phrasings.</summary>
    ThreeNearer,

    /// <summary>The same for meaning alone.</summary>
    NearerInMeaning,

    /// <summary>The same for <see cref="Sign.Telling"/>.</summary>
    MoreTelling,

    /// <summary>Share of articles among the nearest phrasings of all.</summary>
    Neighbours,

    /// <summary>Probability of all topics together by <see cref="TopicModel"/>.</summary>
    AllTold,

    /// <summary>The log odds of that: 1 for a thousand to one, -1 for one to a thousand.</summary>
    OddsTold,

    /// <summary>1 where it names a subject of the knowledge.</summary>
    NamesSubject,

    /// <summary>1 where it names another thing of the concepts: a slipped disc, a scan.</summary>
    NamesThing,

    /// <summary>How long it is: 0 for one term, 1 for ten or more.</summary>
    Length,
}

/// <summary>One target and what speaks for it.</summary>
/// <param name="Target">Its place in the index.</param>
/// <param name="Signs">By <see cref="Sign"/>.</param>
internal sealed record Scored(int Target, float[] Signs);

/// <summary>All that is known of a question before it is weighed.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answers">Articles that are near enough to be considered.</param>
/// <param name="Outside">What no article answers and is near enough to be considered.</param>
/// <param name="Neighbours">Share of articles among the nearest phrasings of all.</param>
/// <param name="Told">Probability of all topics together by <see cref="TopicModel"/>.</param>
internal sealed record Evidence(Question Question, IReadOnlyList<Scored> Answers, IReadOnlyList<Scored> Outside, float Neighbours, float Told)
{
    private static readonly int s_signs = Enum.GetValues<InsideSign>().Length;

    /// <summary>What speaks for an article answering at all.</summary>
    /// <param name="clear">Probability of the best topic among all topics.</param>
    public float[] Inside(double clear)
    {
        var signs = new float[s_signs];
        Set(InsideSign.Always, 1);
        Set(InsideSign.Clear, (float)clear);
        Set(InsideSign.Nearer, More(Sign.Nearest));
        Set(InsideSign.ThreeNearer, More(Sign.NearestThree));
        Set(InsideSign.NearerInMeaning, More(Sign.Meaning));
        Set(InsideSign.MoreTelling, More(Sign.Telling));
        Set(InsideSign.Neighbours, Neighbours);
        Set(InsideSign.AllTold, Told);
        Set(InsideSign.OddsTold, MathF.Log((Told + 0.001f) / (1.001f - Told)) / 6.9f);
        Set(InsideSign.NamesSubject, Question.Subjects.Length > 0 ? 1 : 0);
        Set(InsideSign.NamesThing, Question.Terms.Any(term => term.StartsWith("y:", StringComparison.Ordinal)) ? 1 : 0);
        Set(InsideSign.Length, Math.Min(1, (Question.Terms.Length - 1) / 9f));
        return signs;

        void Set(InsideSign sign, float value) => signs[(int)sign] = value;
        float More(Sign sign) => Answers.Max(near => near.Signs[(int)sign]) - Outside.Select(near => near.Signs[(int)sign]).DefaultIfEmpty().Max();
    }
}
