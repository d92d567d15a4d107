using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>How an option that was named is meant.</summary>
internal enum Meant
{
    /// <summary>It is the answer.</summary>
    Said,

    /// <summary>It may be the answer: "no pills, chiropractor".</summary>
    Doubtful,

    /// <summary>It is told that it is not so, or not of the patient.</summary>
    Denied,
}

/// <summary>A message in answer to a question, and all that it names.</summary>
/// <param name="said">The message.</param>
/// <param name="mentions">What it names.</param>
/// <param name="question">The question: where it asks what was done, what was only offered may not be it.</param>
internal sealed class Naming(SaidText said, ImmutableArray<Mention> mentions, Question question)
{
    public SaidText Said => said;

    public ImmutableArray<string> Words => said.Words;

    public ImmutableArray<Mention> Mentions => mentions;

    public Question Question => question;

    /// <summary>The places of the words that name something. "Never had any" names the option "none" and denies what follows all the same.</summary>
    public bool[] Has { get; } = Places(said, mentions.Where(mention => mention.Option is not { Exclusive: true }));

    /// <summary>The places of a clause from one of its places on.</summary>
    public IEnumerable<int> RestOfClause(int from) => Enumerable.Range(from, said.Words.Length - from).TakeWhile(at => said.Clauses[at] == said.Clauses[from]);

    /// <summary>Whether a place is of the clause of a mention.</summary>
    public bool IsBeside(int at, Mention mention) => at >= 0 && at < said.Words.Length && said.Clauses[at] == said.Clauses[mention.At];

    private static bool[] Places(SaidText said, IEnumerable<Mention> mentions)
    {
        var named = new bool[said.Words.Length];
        foreach (var place in mentions.SelectMany(mention => mention.Places))
            named[place] = true;
        return named;
    }
}
